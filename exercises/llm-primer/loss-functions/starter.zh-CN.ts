export interface Options {
  reduction?: "mean" | "sum"; // 默认："mean"
  ignoreIndex?: number; // 目标等于它的行不计分
}

/** prediction、target：n x k。所有格子合成一个数。 */
export function meanSquaredError(prediction: number[][], target: number[][]): number {
  // 在这里写代码
  void [prediction, target];
  return -1;
}

/** prediction、target：n x k。所有格子合成一个数。 */
export function meanAbsoluteError(prediction: number[][], target: number[][]): number {
  void [prediction, target];
  return -1;
}

/** logits：n x 类别数；targets：每一行正确的类别，从 0 数起。 */
export function crossEntropy(logits: number[][], targets: number[], options: Options = {}): number {
  void [logits, targets, options];
  return -1;
}

/** logits、targets：n x k；目标在 0 与 1 之间。 */
export function binaryCrossEntropy(logits: number[][], targets: number[][]): number {
  void [logits, targets];
  return -1;
}
