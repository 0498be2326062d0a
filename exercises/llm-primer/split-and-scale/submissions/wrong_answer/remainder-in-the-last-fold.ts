// Gives all spare rows to the last fold.

interface Parts {
  train: number[];
  test: number[];
}

export function split(n: number, testSize: number, order?: number[]): Parts {
  const nTest = Math.ceil(n * testSize);
  const train: number[] = [];
  const test: number[] = [];
  for (let place = 0; place < n; place++) {
    const row = order ? order[place]! : place;
    if (place < n - nTest) train.push(row);
    else test.push(row);
  }
  return { train, test };
}

export function kFold(n: number, k: number): Parts[] {
  const folds: Parts[] = [];
  let first = 0;
  for (let f = 0; f < k; f++) {
    let size = Math.floor(n / k);
    if (f === k - 1) size += n % k;
    const fold: Parts = { train: [], test: [] };
    for (let row = 0; row < n; row++) {
      if (row >= first && row < first + size) fold.test.push(row);
      else fold.train.push(row);
    }
    folds.push(fold);
    first += size;
  }
  return folds;
}

function average(values: number[]): number {
  let total = 0;
  for (const v of values) total += v;
  return total / values.length;
}

export function standardize(train: number[][], test: number[][]) {
  const trainX = train.map((row) => [...row]);
  const testX = test.map((row) => [...row]);
  for (let j = 0; j < train[0]!.length; j++) {
    const column = train.map((row) => row[j]!);
    const mu = average(column);
    let sigma = Math.sqrt(average(column.map((v) => (v - mu) ** 2)));
    if (column.every((v) => v === column[0])) sigma = 1;
    for (const row of [...trainX, ...testX]) row[j] = (row[j]! - mu) / sigma;
  }
  return { train: trainX, test: testX };
}

type Fit = (X: number[][], y: number[]) => { coef: number[]; intercept: number };
type Score = (yTrue: number[], yPred: number[]) => Record<string, number>;

export function fitOnTrain(
  X: number[][],
  y: number[],
  options: { testSize: number; order?: number[]; standardize: boolean },
  fit: Fit,
  score: Score,
) {
  const { train, test } = split(y.length, options.testSize, options.order);
  let trainX = train.map((i) => X[i]!);
  let testX = test.map((i) => X[i]!);
  const trainY = train.map((i) => y[i]!);
  const testY = test.map((i) => y[i]!);
  if (options.standardize) {
    const scaled = standardize(trainX, testX);
    trainX = scaled.train;
    testX = scaled.test;
  }
  const model = fit(trainX, trainY);
  const predict = (row: number[]) => {
    let p = model.intercept;
    for (let j = 0; j < row.length; j++) p += row[j]! * model.coef[j]!;
    return p;
  };
  return {
    coef: model.coef,
    intercept: model.intercept,
    train: score(trainY, trainX.map(predict)),
    test: score(testY, testX.map(predict)),
  };
}
