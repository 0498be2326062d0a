// A linear model: ŷ = X·coef + intercept.
// One target: coef is [p], intercept a number. Several targets: coef is [t][p], intercept is [t].
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
  // First: one feature. Later: several features, and the options.
  void [X, y, intercept, ridge];
  return { coef: [], intercept: 0 };
}

export function predict(model: Model, X: number[][]): number[] | number[][] {
  // Second: one number for each row of X.
  void [model, X];
  return [];
}

export function evaluate(model: Model, X: number[][], y: number[] | number[][]): { rss: number; r2?: number } {
  // Third: how far are the predictions from y?
  void [model, X, y];
  return { rss: 0 };
}
