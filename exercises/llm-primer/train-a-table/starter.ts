/** W: V x V. xs and ys have the same shape: ys[r][t] is the id that follows xs[r][t]. */
export function tableLoss(W: number[][], xs: number[][], ys: number[][]): number {
  // Write your code here.
  void [W, xs, ys];
  return 0;
}

/** One number for each cell of W: V x V. */
export function tableGradient(W: number[][], xs: number[][], ys: number[][]): number[][] {
  void [W, xs, ys];
  return [];
}

/** losses: one number for each step, each taken before the update. */
export function trainTable(
  W: number[][],
  xs: number[][],
  ys: number[][],
  options: { lr: number; steps: number },
): { losses: number[]; W: number[][]; perplexity: number } {
  void [xs, ys, options];
  return { losses: [], W, perplexity: 0 };
}
