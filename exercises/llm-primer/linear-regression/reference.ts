// Least squares by centring first, then solving for the knobs.
//
//   minimise  Σ (yᵢ − xᵢ·w − b)²  +  ridge · ‖w‖²        (b is never penalised)
//
// With an intercept, w depends only on deviations from the mean, and b = mean(y) − mean(X)·w.
// Centring also keeps data far from the origin (timestamps, say) from losing digits.
//
// ml-regression solves the normal equations XᵀX w = Xᵀy. Forming XᵀX squares the ratio between the longest and the
// shortest direction of X: half of the digits can be gone before the solving starts, and if columns repeat there is no
// unique solution. So it does not get the columns as they come, but the data seen from its own axes: columns that are
// perpendicular and of length one, so that XᵀX is the identity.

import { MultivariateLinearRegression } from "ml-regression";
import { Matrix, SingularValueDecomposition } from "ml-matrix";

export interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}

/** An axis along which the data is shorter than this share of the longest holds only rounding errors. */
const NOTHING = 1e-12;

/** X: n x p, rows are samples; y: n numbers, or n x t for several targets. */
export function fit(
  X: number[][],
  y: number[] | number[][],
  { intercept = true, ridge = 0 }: { intercept?: boolean; ridge?: number } = {},
): Model {
  const Y = toColumns(y);
  const centreX = columnMeans(X).map((mean) => (intercept ? mean : 0));
  const centreY = columnMeans(Y).map((mean) => (intercept ? mean : 0));

  // Ridge is one more sample for each knob: √ridge times the knob should be 0. With ridge = 0 they are rows of zeros.
  const reins = centreX.map((_, j) => centreX.map((_, k) => (j === k ? Math.sqrt(ridge) : 0)));
  const zeros = centreX.map(() => centreY.map(() => 0));
  const W = shortestSolution([...subtract(X, centreX), ...reins], [...subtract(Y, centreY), ...zeros]); // p x t

  const coef = centreY.map((_, k) => W.map((row) => row[k]!));
  const offset = centreY.map((mean, k) => mean - dot(centreX, coef[k]!));
  return isMatrix(y) ? { coef, intercept: offset } : { coef: coef[0]!, intercept: offset[0]! };
}

export function predict(model: Model, X: number[][]): number[] | number[][] {
  if (typeof model.intercept === "number") {
    const { coef, intercept } = model as { coef: number[]; intercept: number };
    return X.map((row) => dot(row, coef) + intercept);
  }
  const { coef, intercept } = model as { coef: number[][]; intercept: number[] };
  return X.map((row) => intercept.map((b, k) => dot(row, coef[k]!) + b));
}

/** rss: sum of squared residuals. r2 = 1 − rss / Σ(y − mean y)², left out if that sum is 0 or there are several targets. */
export function evaluate(model: Model, X: number[][], y: number[] | number[][]): { rss: number; r2?: number } {
  const Y = toColumns(y);
  const rss = sumOfSquares(toColumns(predict(model, X)).flatMap((row, i) => row.map((value, k) => Y[i]![k]! - value)));
  const tss = sumOfSquares(subtract(Y, columnMeans(Y)).flat());
  return isMatrix(y) || tss === 0 ? { rss } : { rss, r2: 1 - rss / tss };
}

/**
 * The shortest w (p x t) for data that is already centred if it should be. A = U·S·Vᵀ: the columns of V are the axes of
 * the data, S says how long it is along each of them, and U is the data seen from the axes, all lengths made one.
 * What fits U still has to be divided by the lengths and rotated back. An axis of no length gets 0: anything else would only make w longer.
 */
function shortestSolution(A: number[][], B: number[][]): number[][] {
  const { leftSingularVectors: U, diagonal: lengths, rightSingularVectors: V } = new SingularValueDecomposition(new Matrix(A));
  const { weights } = new MultivariateLinearRegression(U.to2DArray(), B, { intercept: false });
  const longest = Math.max(...lengths);
  const alongAxes = weights.map((row, k) => row.map((c) => (lengths[k]! > NOTHING * longest ? c / lengths[k]! : 0)));
  return V.mmul(new Matrix(alongAxes)).to2DArray();
}

function isMatrix(y: number[] | number[][]): y is number[][] {
  return Array.isArray(y[0]);
}

function toColumns(y: number[] | number[][]): number[][] {
  return isMatrix(y) ? y : y.map((value) => [value]);
}

function columnMeans(rows: number[][]): number[] {
  return rows[0]!.map((_, j) => sum(rows.map((row) => row[j]!)) / rows.length);
}

function subtract(rows: number[][], centre: number[]): number[][] {
  return rows.map((row) => row.map((value, j) => value - centre[j]!));
}

function sumOfSquares(values: number[]): number {
  return dot(values, values);
}

function dot(a: number[], b: number[]): number {
  return sum(a.map((value, i) => value * b[i]!));
}

function sum(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
