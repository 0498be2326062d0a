// The variance of the answers divides by n - 1, the mean squared error by n.

function average(values: number[]): number {
  let total = 0;
  for (const v of values) total += v;
  return total / values.length;
}

export function regressionErrors(yTrue: number[], yPred: number[]) {
  const n = yTrue.length;
  let squares = 0;
  let absolutes = 0;
  let maxError = 0;
  for (let i = 0; i < n; i++) {
    const error = yTrue[i]! - yPred[i]!;
    squares += error * error;
    absolutes += Math.abs(error);
    maxError = Math.max(maxError, Math.abs(error));
  }
  const mse = squares / n;
  return { mse, rmse: Math.sqrt(mse), mae: absolutes / n, maxError };
}

export function regressionScores(yTrue: number[], yPred: number[]) {
  const n = yTrue.length;
  const meanTrue = average(yTrue);
  const meanError = average(yTrue.map((y, i) => y - yPred[i]!));
  let squares = 0;
  let centred = 0;
  let tss = 0;
  for (let i = 0; i < n; i++) {
    const error = yTrue[i]! - yPred[i]!;
    squares += error * error;
    centred += (error - meanError) ** 2;
    tss += (yTrue[i]! - meanTrue) ** 2;
  }
  let r2 = 1 - squares / n / (tss / (n - 1));
  let explainedVariance = 1 - centred / tss;
  if (tss === 0) {
    r2 = squares === 0 ? 1 : 0;
    explainedVariance = centred === 0 ? 1 : 0;
  }
  return { r2, explainedVariance };
}

export function confusionMatrix(yTrue: number[], yPred: number[], classes: number): number[][] {
  const confusion: number[][] = [];
  for (let i = 0; i < classes; i++) confusion.push(new Array<number>(classes).fill(0));
  for (let row = 0; row < yTrue.length; row++) confusion[yTrue[row]!]![yPred[row]!]!++;
  return confusion;
}

export function classScores(confusion: number[][]) {
  const classes = confusion.length;
  const precision: number[] = [];
  const recall: number[] = [];
  const f1: number[] = [];
  let right = 0;
  let all = 0;
  for (let c = 0; c < classes; c++) {
    let taken = 0;
    let actual = 0;
    for (let other = 0; other < classes; other++) {
      taken += confusion[other]![c]!;
      actual += confusion[c]![other]!;
    }
    const hit = confusion[c]![c]!;
    const p = taken > 0 ? hit / taken : 0;
    const r = actual > 0 ? hit / actual : 0;
    precision.push(p);
    recall.push(r);
    f1.push(p + r > 0 ? (2 * p * r) / (p + r) : 0);
    right += hit;
    all += actual;
  }
  return { accuracy: right / all, precision, recall, f1, macroF1: average(f1) };
}

export function topKAccuracy(yTrue: number[], scores: number[][], k: number): number {
  let hits = 0;
  for (let row = 0; row < yTrue.length; row++) {
    const ranking = scores[row]!.map((score, c) => ({ score, c })).sort((a, b) => b.score - a.score);
    for (let rank = 0; rank < k; rank++) if (ranking[rank]!.c === yTrue[row]) hits++;
  }
  return hits / yTrue.length;
}
