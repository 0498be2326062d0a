// The shortest least-squares solution, for columns that repeat each other and for too few rows.
//
//   of all w that minimise  Σ (yᵢ − xᵢ·w − b)²,  the one with the smallest ‖w‖
//
// A part of w that is perpendicular to every row changes no prediction and only makes w longer. So the
// shortest w is a sum of directions in which the rows extend: w = Σ zₖ qₖ. Seen from these directions the
// columns are independent, and an ordinary linear regression finds the zₖ. That one comes from a library here.

import { MultivariateLinearRegression } from "ml-regression";

export interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}

/** A remainder of at most this share of the longest row counts as zero. */
const TOLERANCE = 1e-10;

/** The number of independent directions among the rows of X, as they are (not centred). */
export function rank(X: number[][]): number {
  return findDirections(X).length;
}

/** X: n x p, rows are samples; y: n numbers, or n x t for several targets. */
export function fit(
  X: number[][],
  y: number[] | number[][],
  { intercept = true }: { intercept?: boolean } = {},
): Model {
  const Y = isMatrix(y) ? y : y.map((value) => [value]);
  const meansX = columnMeans(X).map((mean) => (intercept ? mean : 0));
  const meansY = columnMeans(Y).map((mean) => (intercept ? mean : 0));
  const W = findShortest(subtract(X, meansX), subtract(Y, meansY));
  const b = meansY.map((mean, k) => mean - dot(meansX, W[k]!));
  return isMatrix(y) ? { coef: W, intercept: b } : { coef: W[0]!, intercept: b[0]! };
}

/** A: n x p and B: n x t, both already centred if they should be. Returns one w for each target, t x p. */
function findShortest(A: number[][], B: number[][]): number[][] {
  const directions = findDirections(A);
  const W = B[0]!.map(() => A[0]!.map(() => 0));
  // If all rows are zero there is nothing to fit.
  if (directions.length === 0) return W;
  const coordinates = A.map((row) => directions.map((q) => dot(row, q))); // n x r
  const { weights } = new MultivariateLinearRegression(coordinates, B, { intercept: false }); // r x t
  return W.map((w, t) => w.map((_, j) => sum(directions.map((q, k) => weights[k]![t]! * q[j]!))));
}

/**
 * Gram-Schmidt on the rows, the longest remainder first: r perpendicular directions of length 1, in
 * which all rows can be written.
 */
function findDirections(rows: number[][]): number[][] {
  const longestRow = Math.max(...rows.map(lengthOf));
  const directions: number[][] = [];
  let remainders = rows;
  for (;;) {
    const lengths = remainders.map(lengthOf);
    const longest = Math.max(...lengths);
    if (longest <= TOLERANCE * longestRow) return directions;
    const q = remainders[lengths.indexOf(longest)]!.map((value) => value / longest);
    directions.push(q);
    remainders = remainders.map((row) => withoutPartAlong(row, q));
  }
}

/** row − (row·q) q, which is perpendicular to q. */
function withoutPartAlong(row: number[], q: number[]): number[] {
  const along = dot(row, q);
  return row.map((value, j) => value - along * q[j]!);
}

function isMatrix(y: number[] | number[][]): y is number[][] {
  return Array.isArray(y[0]);
}

function columnMeans(rows: number[][]): number[] {
  return rows[0]!.map((_, j) => sum(rows.map((row) => row[j]!)) / rows.length);
}

function subtract(rows: number[][], means: number[]): number[][] {
  return rows.map((row) => row.map((value, j) => value - means[j]!));
}

function lengthOf(values: number[]): number {
  return Math.sqrt(dot(values, values));
}

function dot(a: number[], b: number[]): number {
  return sum(a.map((value, i) => value * b[i]!));
}

function sum(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
