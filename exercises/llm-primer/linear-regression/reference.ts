// Least squares by centring first, then solving for the knobs.
//
//   minimise  Σ (yᵢ − xᵢ·w − b)²  +  ridge · ‖w‖²        (b is never penalised)
//
// With an intercept, w depends only on deviations from the mean, and b = mean(y) − mean(X)·w.
// Centring also keeps far-away data (timestamps, say) from eating the digits.
//
// ml-regression solves the normal equations XᵀX w = Xᵀy. Forming XᵀX squares the ratio between the
// largest and the smallest singular value of X, so half of the digits are gone before the solving starts. That is
// fine while the columns point in clearly different directions. Where they do not, X has no unique
// solution or nearly none, and the pseudo-inverse gives the shortest w, as scikit-learn does.

import { MultivariateLinearRegression } from "ml-regression";
import { Matrix, SingularValueDecomposition } from "ml-matrix";

export interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}

/** Largest over smallest singular value up to which the normal equations keep 11 digits. */
const WELL_CONDITIONED = 30;

/** Singular values below this share of the largest count as zero. */
const RANK_CUTOFF = 1e-12;

/** X: n x p, rows are samples; y: n numbers, or n x t for several targets. */
export function fit(
  X: number[][],
  y: number[] | number[][],
  options: { intercept?: boolean; ridge?: number } = {},
): Model {
  const { intercept = true, ridge = 0 } = options;
  const Y = toColumns(y);
  const columns = X[0]!.length;
  const targets = Y[0]!.length;

  const meanX = intercept ? columnMeans(X) : new Array<number>(columns).fill(0);
  const meanY = intercept ? columnMeans(Y) : new Array<number>(targets).fill(0);
  const centredX = X.map((row) => row.map((value, j) => value - meanX[j]!));
  const centredY = Y.map((row) => row.map((value, k) => value - meanY[k]!));

  const W = solve(centredX, centredY, ridge); // p x t
  const coef = meanY.map((_, k) => W.map((row) => row[k]!));
  const offset = coef.map((w, k) => meanY[k]! - dot(meanX, w));
  return isMatrix(y) ? { coef, intercept: offset } : { coef: coef[0]!, intercept: offset[0]! };
}

export function predict(model: Model, X: number[][]): number[] | number[][] {
  if (typeof model.intercept === "number") {
    return X.map((row) => dot(row, model.coef as number[]) + (model.intercept as number));
  }
  const { coef, intercept } = model as { coef: number[][]; intercept: number[] };
  return X.map((row) => coef.map((w, k) => dot(row, w) + intercept[k]!));
}

/** rss: sum of squared residuals. r2 = 1 − rss / Σ(y − mean y)², left out where that sum is 0 or there are several targets. */
export function evaluate(model: Model, X: number[][], y: number[] | number[][]): { rss: number; r2?: number } {
  const Y = toColumns(y);
  const fitted = toColumns(predict(model, X));
  const rss = sum(Y.map((row, i) => sum(row.map((value, k) => (value - fitted[i]![k]!) ** 2))));
  const mean = columnMeans(Y)[0]!;
  const tss = sum(Y.map((row) => (row[0]! - mean) ** 2));
  return isMatrix(y) || tss === 0 ? { rss } : { rss, r2: 1 - rss / tss };
}

/** w (p x t) for data that is already centred where it should be. */
function solve(X: number[][], Y: number[][], ridge: number): number[][] {
  const { U, s, V } = decompose(X);
  const largest = Math.max(...s);
  const smallest = Math.min(...s);
  if (ridge === 0 && X.length >= X[0]!.length && largest <= WELL_CONDITIONED * smallest) {
    return new MultivariateLinearRegression(X, Y, { intercept: false, statistics: false }).weights;
  }
  // w = V · diag(s / (s² + ridge)) · Uᵀ · y; without ridge the factor is 1/s, and 0 where s is.
  const factor = s.map((value) => {
    if (ridge > 0) return value / (value * value + ridge);
    return value > RANK_CUTOFF * largest ? 1 / value : 0;
  });
  return V.mmul(Matrix.diag(factor)).mmul(U.transpose()).mmul(new Matrix(Y)).to2DArray();
}

function decompose(X: number[][]): { U: Matrix; s: number[]; V: Matrix } {
  const svd = new SingularValueDecomposition(new Matrix(X), { autoTranspose: true });
  return { U: svd.leftSingularVectors, s: svd.diagonal, V: svd.rightSingularVectors };
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

function dot(a: number[], b: number[]): number {
  return sum(a.map((value, i) => value * b[i]!));
}

function sum(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
