// 线性模型：ŷ = X·coef + intercept。
// 一个目标：coef 是 [p]，intercept 是一个数。多个目标：coef 是 [t][p]，intercept 是 [t]。
export interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}

export function rank(X: number[][]): number {
  // 第一步：这些行伸展在几个独立的方向上？
  void X;
  return NaN;
}

export function fit(X: number[][], y: number[] | number[][], options: { intercept?: boolean } = {}): Model {
  const { intercept = true } = options;
  // 第二步：在所有最合适的解里，求最短的一个。
  void [X, y, intercept];
  return { coef: [], intercept: 0 };
}
