// How wrong a prediction is, as one number: 0 at best, and larger the worse it is.
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
  return mean(errors(prediction, target).map(Math.abs));
}

/** logits: n x classes; targets: the right class of each row, counted from 0 */
export function crossEntropy(logits: number[][], targets: number[], options: Options = {}): number {
  const { reduction = "mean", ignoreIndex } = options;
  const rows = logits.map((z, i) => ({ z, t: targets[i]! })).filter(({ t }) => t !== ignoreIndex);
  const losses = rows.map(({ z, t }) => {
    const m = Math.max(...z);
    return Math.log(sum(z.map((v) => Math.exp(v - m)))) + (m - z[t]!);
  });
  return reduction === "mean" ? mean(losses) : sum(losses);
}

/** logits, targets: n x k; targets from 0 to 1 */
export function binaryCrossEntropy(logits: number[][], targets: number[][]): number {
  const losses = logits.flatMap((row, i) =>
    row.map((z, j) => Math.max(z, 0) - z * targets[i]![j]! + Math.log(1 + Math.exp(-Math.abs(z)))),
  );
  return mean(losses);
}

/** p − y for every cell, in one list. */
function errors(prediction: number[][], target: number[][]): number[] {
  return prediction.flatMap((row, i) => row.map((p, j) => p - target[i]![j]!));
}

function mean(values: number[]): number {
  return sum(values) / values.length;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
