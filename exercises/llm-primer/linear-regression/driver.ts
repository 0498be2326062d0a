// Turns one case into calls of the three exports. Options are passed only where they are not the default.

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
  fit(X: number[][], y: number[] | number[][], options?: { intercept?: boolean; ridge?: number }): Model;
  predict(model: Model, X: number[][]): unknown;
  evaluate(model: Model, X: number[][], y: number[] | number[][]): { rss: unknown; r2?: unknown };
}

export default function run(submission: Submission, input: Input): unknown {
  const model = fit(submission, input);
  const predictions = submission.predict(model, input.X_new);
  const fitted = submission.predict(model, input.X);
  const { rss, r2 } = submission.evaluate(model, input.X, input.y);
  return { coef: model.coef, intercept: model.intercept, predictions, fitted, rss, r2 };
}

function fit(submission: Submission, { X, y, fit_intercept, alpha }: Input): Model {
  if (fit_intercept && alpha === 0) return submission.fit(X, y);
  return submission.fit(X, y, { ...(fit_intercept ? {} : { intercept: false }), ...(alpha === 0 ? {} : { ridge: alpha }) });
}
