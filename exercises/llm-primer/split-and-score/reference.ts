// A fair exam for a model: hold rows out, let it learn from the others only, and score it on the rows held out.
//
//   split        nTest = ⌈n · testSize⌉; the last nTest rows of the order are the exam
//   k-fold       k folds, the first n mod k of them one row larger; each is the exam once
//   regression   mse, rmse, mae, largest error, R² = 1 − mse / var(y), explained variance = 1 − var(residual) / var(y)
//   classes      confusion[i][j], precision by column, recall by row, F1 = 2PR / (P + R), their plain mean
//   scaling      (x − μ) / σ with the μ and σ of the training rows, for the rows of the exam as well

/** Row numbers: those to learn from, and those held out. */
export interface Parts {
  train: number[];
  test: number[];
}

export interface Line {
  coef: number[];
  intercept: number;
}

/** order: the numbers 0 to n − 1, shuffled by the caller; without it, the rows as they come. */
export function split(n: number, testSize: number, order: number[] = range(n)): Parts {
  const trainCount = n - Math.ceil(n * testSize);
  return { train: order.slice(0, trainCount), test: order.slice(trainCount) };
}

export function kFold(n: number, k: number): Parts[] {
  let start = 0;
  return range(k).map((fold) => {
    const end = start + Math.floor(n / k) + (fold < n % k ? 1 : 0);
    const test = range(n).slice(start, end);
    start = end;
    return { train: range(n).filter((row) => !test.includes(row)), test };
  });
}

export function regressionMetrics(yTrue: number[], yPred: number[]) {
  const residuals = yTrue.map((y, i) => y - yPred[i]!);
  const sizes = residuals.map(Math.abs);
  const mse = mean(residuals.map((r) => r ** 2));
  return {
    mse,
    rmse: Math.sqrt(mse),
    mae: mean(sizes),
    maxError: Math.max(...sizes),
    r2: shareExplained(mse, variance(yTrue)),
    explainedVariance: shareExplained(variance(residuals), variance(yTrue)),
  };
}

/** 1 − left / spread. If there is no spread to explain: 1 if nothing is left over, else 0. */
function shareExplained(left: number, spread: number): number {
  if (spread === 0) return left === 0 ? 1 : 0;
  return 1 - left / spread;
}

/** confusion[i][j]: how many rows of class i were predicted as class j. */
export function classificationMetrics(yTrue: number[], yPred: number[], classes: number) {
  const confusion = range(classes).map(() => range(classes).map(() => 0));
  yTrue.forEach((i, row) => (confusion[i]![yPred[row]!]! += 1));
  const hits = range(classes).map((c) => confusion[c]![c]!);
  const precision = hits.map((hit, c) => ratio(hit, sum(confusion.map((row) => row[c]!))));
  const recall = hits.map((hit, c) => ratio(hit, sum(confusion[c]!)));
  const f1 = range(classes).map((c) => ratio(2 * precision[c]! * recall[c]!, precision[c]! + recall[c]!));
  return { accuracy: sum(hits) / yTrue.length, confusion, precision, recall, f1, macroF1: mean(f1) };
}

/** A share of nothing is 0: no row of that class, or none predicted as it. */
function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** scores: n x classes. A row is a hit if fewer than k classes score higher than the true one. */
export function topKAccuracy(yTrue: number[], scores: number[][], k: number): number {
  const hits = yTrue.filter((y, row) => {
    const own = scores[row]![y]!;
    return scores[row]!.filter((score) => score > own).length < k;
  });
  return hits.length / yTrue.length;
}

/** X: n x p, rows are samples. `fit` gets only the training rows. */
export function fitOnTrain(
  X: number[][],
  y: number[],
  options: { testSize: number; order?: number[]; standardize: boolean },
  fit: (X: number[][], y: number[]) => Line,
) {
  const { train, test } = split(y.length, options.testSize, options.order);
  const rows = options.standardize ? standardize(X, train) : X;
  const { coef, intercept } = fit(pick(rows, train), pick(y, train));
  const predicted = rows.map((row) => intercept + sum(row.map((x, j) => x * coef[j]!)));
  const onTrain = regressionMetrics(pick(y, train), pick(predicted, train));
  const onTest = regressionMetrics(pick(y, test), pick(predicted, test));
  return { coef, intercept, trainR2: onTrain.r2, testR2: onTest.r2, testMse: onTest.mse, testMae: onTest.mae };
}

/** All rows of X, standardised with μ and σ of the training rows. A column without spread there stays as it is. */
function standardize(X: number[][], train: number[]): number[][] {
  const columns = X[0]!.map((_, j) => {
    const learnt = train.map((row) => X[row]![j]!);
    return { mu: mean(learnt), sigma: Math.sqrt(variance(learnt)) };
  });
  return X.map((row) =>
    row.map((x, j) => {
      const { mu, sigma } = columns[j]!;
      return sigma === 0 ? x : (x - mu) / sigma;
    }),
  );
}

function pick<T>(list: T[], rows: number[]): T[] {
  return rows.map((row) => list[row]!);
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: number[]): number {
  return sum(values) / values.length;
}

/** The mean squared distance from the mean: divided by n, not by n − 1. */
function variance(values: number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}
