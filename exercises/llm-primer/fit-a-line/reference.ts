// Least squares by centring first, then solving the normal equations.
//
//   minimise  Σ (yᵢ − xᵢ·w − b)²  +  ridge · ‖w‖²        (b is never penalised)
//
// With an intercept, w depends only on deviations from the mean, and b = mean(y) − mean(X)·w.
// Centring also keeps data far from the origin (timestamps, say) from losing digits.

export interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}

/** X: n x p, rows are samples; y: n numbers, or n x t for several targets. */
export function fit(
  X: number[][],
  y: number[] | number[][],
  { intercept = true, ridge = 0 }: { intercept?: boolean; ridge?: number } = {},
): Model {
  if (!isMatrix(y)) return fitOneTarget(X, y, intercept, ridge);
  const models = y[0]!.map((_, k) => fitOneTarget(X, column(y, k), intercept, ridge));
  return { coef: models.map(({ coef }) => coef), intercept: models.map(({ intercept: b }) => b) };
}

function fitOneTarget(
  X: number[][],
  y: number[],
  intercept: boolean,
  ridge: number,
): { coef: number[]; intercept: number } {
  const meansX = X[0]!.map((_, j) => (intercept ? mean(column(X, j)) : 0));
  const meanY = intercept ? mean(y) : 0;
  const columns = meansX.map((centre, j) => subtract(column(X, j), centre));
  const target = subtract(y, meanY);

  // Σₖ (x̃ⱼ·x̃ₖ) wₖ + ridge · wⱼ = x̃ⱼ·ỹ, one equation for each column j.
  const equations = columns.map((one, j) => [
    ...columns.map((other, k) => dot(one, other) + (j === k ? ridge : 0)),
    dot(one, target),
  ]);
  const coef = solve(equations);
  return { coef, intercept: meanY - dot(meansX, coef) };
}

/**
 * Gaussian elimination; rows: p x (p + 1), the right-hand side last. The rows need not change
 * places: on the diagonal stands what is left of a column's squared length, which is positive.
 */
function solve(rows: number[][]): number[] {
  const p = rows.length;
  for (const [j, upper] of rows.entries()) {
    for (let i = j + 1; i < p; i++) {
      const factor = rows[i]![j]! / upper[j]!;
      rows[i] = rows[i]!.map((value, k) => value - factor * upper[k]!);
    }
  }
  const w = rows.map(() => 0);
  for (let j = p - 1; j >= 0; j--) {
    // The knobs after j are known, and those before it have been eliminated.
    const known = dot(rows[j]!.slice(0, p), w);
    w[j] = (rows[j]![p]! - known) / rows[j]![j]!;
  }
  return w;
}

export function predict(model: Model, X: number[][]): number[] | number[][] {
  if (typeof model.intercept === "number") {
    const { coef, intercept } = model as { coef: number[]; intercept: number };
    return X.map((row) => dot(row, coef) + intercept);
  }
  const { coef, intercept } = model as { coef: number[][]; intercept: number[] };
  return X.map((row) => intercept.map((b, k) => dot(row, coef[k]!) + b));
}

/** rss = Σ(y − ŷ)². r2 = 1 − rss / Σ(y − mean y)², left out if all answers are equal or y is a matrix. */
export function evaluate(
  model: Model,
  X: number[][],
  y: number[] | number[][],
): { rss: number; r2?: number } {
  const answers = y.flat();
  const residuals = predict(model, X)
    .flat()
    .map((value, i) => answers[i]! - value);
  const rss = dot(residuals, residuals);
  // Equal answers: their mean is rounded, and so the sum below may not be exactly 0.
  if (isMatrix(y) || y.every((value) => value === y[0])) return { rss };
  const deviations = subtract(y, mean(y));
  const tss = dot(deviations, deviations);
  return { rss, r2: 1 - rss / tss };
}

function isMatrix(y: number[] | number[][]): y is number[][] {
  return Array.isArray(y[0]);
}

function column(rows: number[][], j: number): number[] {
  return rows.map((row) => row[j]!);
}

function subtract(values: number[], centre: number): number[] {
  return values.map((value) => value - centre);
}

function mean(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total / values.length;
}

function dot(a: number[], b: number[]): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}
