// What the statement promises about an input of least-squares, and the classes of inputs that fresh cases must reach.

interface Input {
  kind: string;
  X: number[][];
  y: number[] | number[][];
  fit_intercept: boolean;
}

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  const { kind, X, y, X_new, fit_intercept, alpha } = input;
  if (!isMatrix(X)) return "X must be a matrix of finite numbers";
  if (kind === "rank") return gapOf(X);
  if (kind !== "ols" || alpha !== 0) return "kind must be rank or ols, without ridge";
  if (!isMatrix(X_new) || X_new[0]!.length !== X[0]!.length) return "X_new must be a matrix as wide as X";
  if (!isList(y) && !isMatrix(y)) return "y must be a list or a matrix of finite numbers";
  if (y.length !== X.length) return "y must have as many rows as X";
  if (typeof fit_intercept !== "boolean") return "fit_intercept is not a boolean";
  return gapOf(fit_intercept ? centre(X) : X);
}

/** The longest remainders of Gram-Schmidt on the rows, as shares of the longest row, while they are more than rounding errors. */
function remaindersOf(rows: number[][]): { long: number[]; next: number } {
  let left = rows;
  const whole = Math.max(...rows.map(norm));
  const long: number[] = [];
  for (;;) {
    const lengths = left.map(norm);
    const longest = Math.max(...lengths);
    const share = whole === 0 ? 0 : longest / whole;
    if (share <= 1e-10) return { long, next: share };
    long.push(share);
    const unit = left[lengths.indexOf(longest)]!.map((value) => value / longest);
    left = left.map((row) => {
      const along = dot(row, unit);
      return row.map((value, j) => value - along * unit[j]!);
    });
  }
}

/** Every direction is clearly there or clearly not. */
function gapOf(rows: number[][]): string | undefined {
  const { long, next } = remaindersOf(rows);
  return Math.min(...long, 1) > 1e-4 && next < 1e-12 ? undefined : "a remainder is neither long nor zero";
}

function centre(rows: number[][]): number[][] {
  const means = rows[0]!.map((_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length);
  return rows.map((row) => row.map((value, j) => value - means[j]!));
}

function norm(values: number[]): number {
  return Math.sqrt(dot(values, values));
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

const isFit = ({ kind }: Input) => kind === "ols";
const rankOf = ({ X, fit_intercept }: Input) => remaindersOf(fit_intercept ? centre(X) : X).long.length;

export const edges: Record<string, (input: Input) => boolean> = {
  rank: ({ kind }) => kind === "rank",
  "dependent-columns": (input) => isFit(input) && input.X.length > input.X[0]!.length && rankOf(input) < input.X[0]!.length,
  "constant-column": (input) => isFit(input) && input.X.length > 1 && input.X[0]!.some((value, j) => input.X.every((row) => row[j] === value)),
  "few-rows": (input) => isFit(input) && input.X.length > 1 && input.X.length < input.X[0]!.length,
  "one-row": (input) => isFit(input) && input.X.length === 1,
  "full-rank": (input) => isFit(input) && rankOf(input) === input.X[0]!.length,
  "no-intercept": (input) => isFit(input) && !input.fit_intercept,
  "several-targets": (input) => isFit(input) && Array.isArray(input.y[0]) && input.y[0].length > 1,
};
