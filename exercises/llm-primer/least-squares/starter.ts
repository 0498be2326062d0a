// A linear model: ŷ = X·coef + intercept.
// One target: coef is [p], intercept a number. Several targets: coef is [t][p], intercept is [t].
export interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}

export function rank(X: number[][]): number {
  // First: in how many independent directions do the rows extend?
  void X;
  return NaN;
}

export function fit(X: number[][], y: number[] | number[][], options: { intercept?: boolean } = {}): Model {
  const { intercept = true } = options;
  // Second: the shortest of all solutions that fit best.
  void [X, y, intercept];
  return { coef: [], intercept: 0 };
}
