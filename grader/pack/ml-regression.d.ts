// ml-regression ships without types. Declares only the parts that references use.

declare module "ml-regression" {
  export class MultivariateLinearRegression {
    /** p x t, with a last row for the intercept where there is one. */
    weights: number[][];
    constructor(
      X: number[][],
      Y: number[][],
      options?: { intercept?: boolean; statistics?: boolean },
    );
  }
}
