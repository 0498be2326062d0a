// What the statement promises about an input of linear-regression, and the classes of inputs that fresh cases must reach.

interface Input {
  X: number[][];
  y: number[] | number[][];
  X_new: number[][];
  fit_intercept: boolean;
  alpha: number;
}

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  const { X, y, X_new, fit_intercept, alpha } = input;
  if (!isMatrix(X)) return "X must be a matrix of finite numbers";
  if (!isMatrix(X_new) || X_new[0]!.length !== X[0]!.length) return "X_new must be a matrix as wide as X";
  if (!isList(y) && !isMatrix(y)) return "y must be a list or a matrix of finite numbers";
  if (y.length !== X.length) return "y must have as many rows as X";
  if (typeof fit_intercept !== "boolean") return "fit_intercept is not a boolean";
  if (typeof alpha !== "number" || !Number.isFinite(alpha) || alpha < 0) return "alpha must be a number that is not negative";
  if (![undefined, "mild", "offset"].includes(input["conditioning"] as string)) return "conditioning is neither mild nor offset";
  return input["kind"] === (alpha > 0 ? "ridge" : "ols") ? undefined : "kind does not agree with alpha";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((v) => Number.isFinite(v));
}

/** At least one row and one column, all rows equally long. */
function isMatrix(value: unknown): value is number[][] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isList(row) && row.length === (value[0] as unknown[]).length);
}

// ---- classes ---------------------------------------------------------------------------------------

export const edges: Record<string, (input: Input) => boolean> = {
  "one-feature": ({ X }) => X[0]!.length === 1,
  "several-features": ({ X }) => X[0]!.length > 1,
  "no-intercept": ({ fit_intercept }) => !fit_intercept,
  "several-targets": ({ y }) => Array.isArray(y[0]) && y[0].length > 1,
  "targets-all-equal": ({ y }) => !Array.isArray(y[0]) && y.every((value) => value === y[0]),
};
