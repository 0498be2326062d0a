// 向量是一串数：[1, 2, 3]。
// 矩阵是若干行，每行一样长：[[1, 2, 3], [4, 5, 6]] 有 2 行 3 列。

/** 一对一对地相乘，再把乘积加起来。 */
export function dot(a: number[], b: number[]): number {
  // 在这里写代码，替换下面两行。
  void [a, b];
  return NaN;
}

/** 先是行数，再是列数。 */
export function shape(M: number[][]): number[] {
  void M;
  return [];
}

/** M 的每一行与 x 做一次点积：M 有几行，结果就有几个数。 */
export function timesVector(M: number[][], x: number[]): number[] {
  void [M, x];
  return [];
}

/** 每一行的平均值：M 有几行，结果就有几个数。 */
export function rowMeans(M: number[][]): number[] {
  void M;
  return [];
}
