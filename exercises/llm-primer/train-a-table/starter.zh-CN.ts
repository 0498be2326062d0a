/** W 的形状是 [V, V]。xs 和 ys 形状相同：ys[r][t] 是跟在 xs[r][t] 后面的 id。 */
export function tableLoss(W: number[][], xs: number[][], ys: number[][]): number {
  // 在这里写代码。
  void [W, xs, ys];
  return 0;
}

/** W 的每一格对应一个数，形状是 [V, V]。 */
export function tableGradient(W: number[][], xs: number[][], ys: number[][]): number[][] {
  void [W, xs, ys];
  return [];
}

/** losses：每一步一个数，都是更新之前的损失。 */
export function trainTable(
  W: number[][],
  xs: number[][],
  ys: number[][],
  options: { lr: number; steps: number },
): { losses: number[]; W: number[][]; perplexity: number } {
  void [xs, ys, options];
  return { losses: [], W, perplexity: 0 };
}
