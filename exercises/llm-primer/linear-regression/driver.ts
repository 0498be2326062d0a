// Turns one stored case into calls of the three exports.

interface Input {
  X: number[][];
  y: number[] | number[][];
  X_new: number[][];
  fit_intercept: boolean;
  alpha: number;
}

interface Model {
  coef: unknown;
  intercept: unknown;
}

interface Submission {
  fit(X: number[][], y: number[] | number[][], options: { intercept: boolean; ridge: number }): Model;
  predict(model: Model, X: number[][]): unknown;
  evaluate(model: Model, X: number[][], y: number[] | number[][]): { rss: unknown; r2?: unknown };
}

export default function run(submission: Submission, input: Input): unknown {
  const model = submission.fit(input.X, input.y, { intercept: input.fit_intercept, ridge: input.alpha });
  const predictions = submission.predict(model, input.X_new);
  const fitted = submission.predict(model, input.X);
  const { rss, r2 } = submission.evaluate(model, input.X, input.y);
  return { coef: model.coef, intercept: model.intercept, predictions, fitted, rss, r2 };
}
