// The F1 of the mean precision and the mean recall.

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
    if (f < n % k) size += 1;
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

export function regressionMetrics(yTrue: number[], yPred: number[]) {
  const n = yTrue.length;
  const meanTrue = average(yTrue);
  let squares = 0;
  let absolutes = 0;
  let errors = 0;
  let maxError = 0;
  let tss = 0;
  for (let i = 0; i < n; i++) {
    const error = yTrue[i]! - yPred[i]!;
    squares += error * error;
    absolutes += Math.abs(error);
    errors += error;
    maxError = Math.max(maxError, Math.abs(error));
    tss += (yTrue[i]! - meanTrue) ** 2;
  }
  let centred = 0;
  for (let i = 0; i < n; i++) centred += (yTrue[i]! - yPred[i]! - errors / n) ** 2;
  const mse = squares / n;
  let r2 = 1 - squares / tss;
  let explainedVariance = 1 - centred / tss;
  if (tss === 0) {
    r2 = squares === 0 ? 1 : 0;
    explainedVariance = centred === 0 ? 1 : 0;
  }
  return { mse, rmse: Math.sqrt(mse), mae: absolutes / n, maxError, r2, explainedVariance };
}

export function classificationMetrics(yTrue: number[], yPred: number[], classes: number) {
  const confusion: number[][] = [];
  for (let i = 0; i < classes; i++) confusion.push(new Array<number>(classes).fill(0));
  let right = 0;
  for (let row = 0; row < yTrue.length; row++) {
    confusion[yTrue[row]!]![yPred[row]!]!++;
    if (yTrue[row] === yPred[row]) right++;
  }
  const precision: number[] = [];
  const recall: number[] = [];
  const f1: number[] = [];
  for (let c = 0; c < classes; c++) {
    let taken = 0;
    let actual = 0;
    for (let row = 0; row < yTrue.length; row++) {
      if (yPred[row] === c) taken++;
      if (yTrue[row] === c) actual++;
    }
    const hit = confusion[c]![c]!;
    const p = taken > 0 ? hit / taken : 0;
    const r = actual > 0 ? hit / actual : 0;
    precision.push(p);
    recall.push(r);
    f1.push(p + r > 0 ? (2 * p * r) / (p + r) : 0);
  }
  const meanP = average(precision);
  const meanR = average(recall);
  const macroF1 = meanP + meanR > 0 ? (2 * meanP * meanR) / (meanP + meanR) : 0;
  return { accuracy: right / yTrue.length, confusion, precision, recall, f1, macroF1 };
}

export function topKAccuracy(yTrue: number[], scores: number[][], k: number): number {
  let hits = 0;
  for (let row = 0; row < yTrue.length; row++) {
    const ranking = scores[row]!.map((score, c) => ({ score, c })).sort((a, b) => b.score - a.score);
    for (let rank = 0; rank < k; rank++) if (ranking[rank]!.c === yTrue[row]) hits++;
  }
  return hits / yTrue.length;
}

type Fit = (X: number[][], y: number[]) => { coef: number[]; intercept: number };

export function fitOnTrain(
  X: number[][],
  y: number[],
  options: { testSize: number; order?: number[]; standardize: boolean },
  fit: Fit,
) {
  const { train, test } = split(y.length, options.testSize, options.order);
  const trainX = train.map((i) => [...X[i]!]);
  const testX = test.map((i) => [...X[i]!]);
  const trainY = train.map((i) => y[i]!);
  const testY = test.map((i) => y[i]!);
  if (options.standardize) {
    for (let j = 0; j < X[0]!.length; j++) {
      const column = trainX.map((row) => row[j]!);
      const mu = average(column);
      let sigma = Math.sqrt(average(column.map((v) => (v - mu) ** 2)));
      if (sigma === 0) sigma = 1;
      for (const row of [...trainX, ...testX]) row[j] = (row[j]! - mu) / sigma;
    }
  }
  const model = fit(trainX, trainY);
  const predict = (row: number[]) => {
    let p = model.intercept;
    for (let j = 0; j < row.length; j++) p += row[j]! * model.coef[j]!;
    return p;
  };
  const onTrain = regressionMetrics(trainY, trainX.map(predict));
  const onTest = regressionMetrics(testY, testX.map(predict));
  return {
    coef: model.coef,
    intercept: model.intercept,
    trainR2: onTrain.r2,
    testR2: onTest.r2,
    testMse: onTest.mse,
    testMae: onTest.mae,
  };
}
