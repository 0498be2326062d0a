export interface Options {
  reduction?: "mean" | "sum"; // default: "mean"
  ignoreIndex?: number; // rows with this target do not count
}

/** prediction, target: n x k. One number for all cells. */
export function meanSquaredError(prediction: number[][], target: number[][]): number {
  // write your code here
  void [prediction, target];
  return -1;
}

/** prediction, target: n x k. One number for all cells. */
export function meanAbsoluteError(prediction: number[][], target: number[][]): number {
  void [prediction, target];
  return -1;
}

/** logits: n x classes; targets: the right class of each row, counted from 0. */
export function crossEntropy(logits: number[][], targets: number[], options: Options = {}): number {
  void [logits, targets, options];
  return -1;
}

/** logits, targets: n x k; targets from 0 to 1. */
export function binaryCrossEntropy(logits: number[][], targets: number[][]): number {
  void [logits, targets];
  return -1;
}
