// 线性模型：ŷ = X·coef + intercept。
// 一个目标：coef 是 [p]，intercept 是一个数。多个目标：coef 是 [t][p]，intercept 是 [t]。
export interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}

export function fit(
  X: number[][],
  y: number[] | number[][],
  options: { intercept?: boolean; ridge?: number } = {},
): Model {
  const { intercept = true, ridge = 0 } = options;
  // 第一步：一列特征。以后再做多列特征和各个选项。
  void [X, y, intercept, ridge];
  return { coef: [], intercept: 0 };
}

export function predict(model: Model, X: number[][]): number[] | number[][] {
  // 第二步：X 的每一行得到一个数。
  void [model, X];
  return [];
}

export function evaluate(model: Model, X: number[][], y: number[] | number[][]): { rss: number; r2?: number } {
  // 第三步：预测离 y 有多远？
  void [model, X, y];
  return { rss: 0 };
}
