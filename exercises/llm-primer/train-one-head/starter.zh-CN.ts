// V 种 id，向量有 d 个数，头有 m 个数。
export interface Head {
  tokenTable: number[][]; // 形状 [V, d]
  positionTable: number[][]; // 每行 d 个数，行数不少于序列里 id 的个数
  query: number[][]; // 形状 [m, d]
  key: number[][]; // 形状 [m, d]
  value: number[][]; // 形状 [m, d]
  out: number[][]; // 形状 [V, m]
}

/** weights 的形状是 [T, T]，logits 的形状是 [T, V]，T 是 id 的个数。 */
export function runHead(head: Head, ids: number[]): { weights: number[][]; logits: number[][] } {
  // 在这里写代码。
  void [head, ids];
  return { weights: [], logits: [] };
}

/** ys[r][t] 是跟在 xs[r][t] 后面的 id。 */
export function headLoss(head: Head, xs: number[][], ys: number[][]): number {
  void [head, xs, ys];
  return 0;
}

/** 每个参数对应一个数，形状和参数相同。 */
export function headGradients(head: Head, xs: number[][], ys: number[][]): Head {
  void [xs, ys];
  return head;
}

/** losses：每一步一个数，都是更新之前的损失。 */
export function trainHead(
  head: Head,
  xs: number[][],
  ys: number[][],
  options: { lr: number; steps: number },
): { losses: number[]; head: Head } {
  void [xs, ys, options];
  return { losses: [], head };
}
