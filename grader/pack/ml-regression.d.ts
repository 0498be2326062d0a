// ml-regression ships without types. Declares only the parts that references use.

declare module "ml-regression" {
  export class MultivariateLinearRegression {
    /** p x t; with an intercept, it is in an additional last row. */
    weights: number[][];
    constructor(
      X: number[][],
      Y: number[][],
      options?: { intercept?: boolean; statistics?: boolean },
    );
  }
}
