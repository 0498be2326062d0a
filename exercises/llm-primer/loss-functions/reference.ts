// How wrong a prediction is, as one number: the larger, the worse.
//
//   MSE    mean of (p − y)²          over all cells of the matrices
//   MAE    mean of |p − y|           over all cells
//   cross-entropy of a row           −log p_t = log Σₖ e^(zₖ − m) + (m − z_t)       m: the largest logit, t: the right class
//   binary cross-entropy of a cell   −y·log σ(z) − (1−y)·log(1 − σ(z)) = max(z, 0) − z·y + log(1 + e^(−|z|))
//
// Probabilities are never computed: one of 0 would have an infinite logarithm. In the forms on the right no exponent is above 0.

export interface Options {
  /** default: "mean" */
  reduction?: "mean" | "sum";
  /** rows with this target do not count; without it, all rows count */
  ignoreIndex?: number;
}

/** prediction, target: n x k */
export function meanSquaredError(prediction: number[][], target: number[][]): number {
  return mean(errors(prediction, target).map((e) => e * e));
}

/** prediction, target: n x k */
export function meanAbsoluteError(prediction: number[][], target: number[][]): number {
  return mean(errors(prediction, target).map((e) => Math.abs(e)));
}

/** logits: n x classes; targets: the right class of each row, counted from 0 */
export function crossEntropy(logits: number[][], targets: number[], options: Options = {}): number {
  const { reduction = "mean", ignoreIndex } = options;
  const losses: number[] = [];
  for (let i = 0; i < logits.length; i++) {
    if (targets[i] !== ignoreIndex) losses.push(rowLoss(logits[i]!, targets[i]!));
  }
  return reduction === "mean" ? mean(losses) : sum(losses);
}

/** −log of the probability of class t, from one row of logits */
function rowLoss(z: number[], t: number): number {
  const m = Math.max(...z);
  const powers = z.map((v) => Math.exp(v - m));
  return Math.log(sum(powers)) + (m - z[t]!);
}

/** logits, targets: n x k; targets from 0 to 1 */
export function binaryCrossEntropy(logits: number[][], targets: number[][]): number {
  const losses: number[] = [];
  for (let i = 0; i < logits.length; i++) {
    for (let j = 0; j < logits[i]!.length; j++) losses.push(cellLoss(logits[i]![j]!, targets[i]![j]!));
  }
  return mean(losses);
}

/** −y·log σ(z) − (1−y)·log(1 − σ(z)), without computing σ(z) */
function cellLoss(z: number, y: number): number {
  return Math.max(z, 0) - z * y + Math.log(1 + Math.exp(-Math.abs(z)));
}

/** p − y for every cell, in one list. */
function errors(prediction: number[][], target: number[][]): number[] {
  const list: number[] = [];
  for (let i = 0; i < prediction.length; i++) {
    for (let j = 0; j < prediction[i]!.length; j++) list.push(prediction[i]![j]! - target[i]![j]!);
  }
  return list;
}

function mean(values: number[]): number {
  return sum(values) / values.length;
}

function sum(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
