// What the statement promises about an input of fit-a-line, and the classes of inputs that fresh cases must reach.

interface Input {
  kind: string;
  X: number[][];
  y: number[] | number[][];
  fit_intercept: boolean;
}

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  const { kind, X, y } = input;
  if (!isMatrix(X)) return "X must be a matrix of finite numbers";
  if (kind === "predict") return problemOfModel(input["model"], X[0]!.length);
  if (!isList(y) && !isMatrix(y)) return "y must be a list or a matrix of finite numbers";
  if (y.length !== X.length) return "y must have as many rows as X";
  if (kind === "evaluate")
    return problemOfModel(input["model"], X[0]!.length, isMatrix(y) ? y[0]!.length : undefined);
  if (kind === "line") {
    if (X[0]!.length > 1 || isMatrix(y)) return "a line has one feature and one target";
    return areIndependent(X, true) ? undefined : "the points of a line must not all have the same x";
  }
  return problemOfFit(input, X);
}

function problemOfFit(input: Record<string, unknown>, X: number[][]): string | undefined {
  const { X_new, fit_intercept, alpha } = input;
  if (!isMatrix(X_new) || X_new[0]!.length !== X[0]!.length) return "X_new must be a matrix as wide as X";
  if (typeof fit_intercept !== "boolean") return "fit_intercept is not a boolean";
  if (typeof alpha !== "number" || !Number.isFinite(alpha) || alpha < 0) return "alpha must be a number that is not negative";
  if (![undefined, "mild", "offset"].includes(input["conditioning"] as string)) return "conditioning is neither mild nor offset";
  if (input["kind"] !== (alpha > 0 ? "ridge" : "ols")) return "kind does not agree with alpha";
  return alpha > 0 || areIndependent(X, fit_intercept) ? undefined : "without ridge, no column may be a combination of the others";
}

/** targets: how many answers a row of y has; undefined if y is a list, or if there is none. */
function problemOfModel(model: unknown, features: number, targets?: number): string | undefined {
  if (!isRecord(model)) return "model is not an object";
  const { coef, intercept } = model;
  if (typeof intercept === "number") {
    if (!Number.isFinite(intercept) || targets !== undefined) return "intercept does not fit y";
    return isList(coef) && coef.length === features ? undefined : "coef must be a list as long as a row of X";
  }
  if (!isList(intercept) || !isMatrix(coef)) return "the model of several targets has a matrix and a list";
  if (coef.length !== intercept.length || coef[0]!.length !== features) return "coef and intercept do not fit";
  return targets === undefined || targets === intercept.length ? undefined : "y is not as wide as the model";
}

/** Whether each centred column keeps a thousandth of its length when what the columns before it explain is taken away. */
function areIndependent(X: number[][], intercept: boolean): boolean {
  const kept: number[][] = [];
  for (let j = 0; j < X[0]!.length; j++) {
    const column = X.map((row) => row[j]!);
    const centre = intercept ? column.reduce((a, b) => a + b, 0) / column.length : 0;
    const rest = column.map((value) => value - centre);
    const length = Math.sqrt(dot(rest, rest));
    for (const q of kept) {
      const along = dot(rest, q);
      for (let i = 0; i < rest.length; i++) rest[i]! -= along * q[i]!;
    }
    const left = Math.sqrt(dot(rest, rest));
    if (left <= 1e-3 * length) return false;
    kept.push(rest.map((value) => value / left));
  }
  return true;
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
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

const isFit = ({ kind }: Input) => kind === "ols" || kind === "ridge";

export const edges: Record<string, (input: Input) => boolean> = {
  "one-feature": (input) => isFit(input) && input.X[0]!.length === 1,
  "several-features": (input) => isFit(input) && input.X[0]!.length > 1,
  "no-intercept": (input) => isFit(input) && !input.fit_intercept,
  "several-targets": (input) => isFit(input) && Array.isArray(input.y[0]) && input.y[0].length > 1,
  "targets-all-equal": (input) => isFit(input) && !Array.isArray(input.y[0]) && input.y.every((value) => value === input.y[0]),
};
