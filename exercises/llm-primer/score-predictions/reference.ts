// Scores: how far predictions are from the true answers.
//
//   numbers   residual r = y − ŷ; mse, rmse, mae, largest error
//             R² = 1 − mse / var(y), explained variance = 1 − var(r) / var(y)
//   classes   confusion[i][j]; precision by column, recall by row, F1 = 2PR / (P + R), their plain mean
//   top k     the share of rows whose true class is among the k highest scores

/** yTrue, yPred: n numbers each. */
export function regressionErrors(yTrue: number[], yPred: number[]) {
  const sizes = yTrue.map((y, i) => Math.abs(y - yPred[i]!));
  const mse = mean(sizes.map((size) => size ** 2));
  return { mse, rmse: Math.sqrt(mse), mae: mean(sizes), maxError: Math.max(...sizes) };
}

/** yTrue, yPred: n numbers each. */
export function regressionScores(yTrue: number[], yPred: number[]) {
  const residuals = yTrue.map((y, i) => y - yPred[i]!);
  const mse = mean(residuals.map((r) => r ** 2));
  return {
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
export function confusionMatrix(yTrue: number[], yPred: number[], classes: number): number[][] {
  const confusion = range(classes).map(() => range(classes).map(() => 0));
  for (let row = 0; row < yTrue.length; row++) {
    const i = yTrue[row]!;
    const j = yPred[row]!;
    confusion[i]![j]! += 1;
  }
  return confusion;
}

/** confusion: classes x classes. */
export function classScores(confusion: number[][]) {
  const classes = range(confusion.length);
  const hits = classes.map((c) => confusion[c]![c]!);
  const predicted = classes.map((c) => sum(confusion.map((row) => row[c]!)));
  const actual = confusion.map(sum);
  const precision = hits.map((hit, c) => ratio(hit, predicted[c]!));
  const recall = hits.map((hit, c) => ratio(hit, actual[c]!));
  const f1 = classes.map((c) => ratio(2 * precision[c]! * recall[c]!, precision[c]! + recall[c]!));
  return { accuracy: sum(hits) / sum(actual), precision, recall, f1, macroF1: mean(f1) };
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

function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function sum(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function mean(values: number[]): number {
  return sum(values) / values.length;
}

/** The mean squared distance from the mean: divided by n, not by n − 1. */
function variance(values: number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}
