// A fair exam for a model: hold rows out, let it learn from the others only, and score it on the rows held out.
//
//   split         nTest = ⌈n · testSize⌉; the last nTest rows of the order are the exam
//   k-fold        k folds, the first n mod k of them one row larger; each is the exam once
//   standardise   z = (x − μ) / σ with the μ and σ of the training rows, for the rows of the exam as well
//   prediction    ŷ = b + Σ x_j w_j

/** Row numbers: those to learn from, and those held out. */
export interface Parts {
  train: number[];
  test: number[];
}

export interface Line {
  coef: number[];
  intercept: number;
}

export type Fit = (X: number[][], y: number[]) => Line;

/** Compares true answers with predictions. Which scores it returns is its own affair. */
export type Score = (yTrue: number[], yPred: number[]) => Record<string, number>;

/** order: the numbers 0 to n − 1, shuffled by the caller; without it, the rows as they come. */
export function split(n: number, testSize: number, order: number[] = range(n)): Parts {
  const trainCount = n - Math.ceil(n * testSize);
  return { train: order.slice(0, trainCount), test: order.slice(trainCount) };
}

export function kFold(n: number, k: number): Parts[] {
  const folds: Parts[] = [];
  let start = 0;
  for (let fold = 0; fold < k; fold++) {
    const end = start + Math.floor(n / k) + (fold < n % k ? 1 : 0);
    const isTest = (row: number) => start <= row && row < end;
    folds.push({ train: range(n).filter((row) => !isTest(row)), test: range(n).filter(isTest) });
    start = end;
  }
  return folds;
}

/** train: n x p, test: m x p, rows are samples. A column without spread in train is divided by 1. */
export function standardize(train: number[][], test: number[][]): { train: number[][]; test: number[][] } {
  const columns = train[0]!.map((_, j) => train.map((row) => row[j]!));
  const means = columns.map(mean);
  const sigmas = columns.map((column, j) => {
    // Equal numbers are recognised as such: their mean is rounded, and σ may come out as 1e-17.
    if (column.every((x) => x === column[0])) return 1;
    return Math.sqrt(mean(column.map((x) => (x - means[j]!) ** 2)));
  });
  const scale = (row: number[]) => row.map((x, j) => (x - means[j]!) / sigmas[j]!);
  return { train: train.map(scale), test: test.map(scale) };
}

/** X: n x p, rows are samples. `fit` gets only the training rows. */
export function fitOnTrain(
  X: number[][],
  y: number[],
  options: { testSize: number; order?: number[]; standardize: boolean },
  fit: Fit,
  score: Score,
) {
  const { train, test } = split(y.length, options.testSize, options.order);
  let rows = { train: pick(X, train), test: pick(X, test) };
  if (options.standardize) rows = standardize(rows.train, rows.test);
  const { coef, intercept } = fit(rows.train, pick(y, train));
  const predict = (row: number[]) => {
    let prediction = intercept;
    for (let j = 0; j < row.length; j++) prediction += row[j]! * coef[j]!;
    return prediction;
  };
  return {
    coef,
    intercept,
    train: score(pick(y, train), rows.train.map(predict)),
    test: score(pick(y, test), rows.test.map(predict)),
  };
}

function pick<T>(list: T[], rows: number[]): T[] {
  return rows.map((row) => list[row]!);
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function mean(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
