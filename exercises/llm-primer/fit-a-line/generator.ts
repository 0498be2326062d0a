// Fresh least-squares problems whose answer is well determined.
//
// The columns start from patterns of +1 and -1 that are orthogonal to each other and to the constant
// column. Stretching each by up to 4 and jittering every cell by up to 0.3 cannot make them nearly
// parallel, so a sound solution keeps about 13 digits and a tight tolerance is fair. Shrinking leads
// back to the bare patterns.

import fc from "fast-check";

const PATTERNS = [
  [1, -1, 1, -1, 1, -1, 1, -1],
  [1, 1, -1, -1, 1, 1, -1, -1],
  [1, -1, -1, 1, 1, -1, -1, 1],
];

/** Numbers with two decimals between -limit and limit, easy to read in a failing case. */
const decimals = (limit: number) => fc.integer({ min: -limit * 100, max: limit * 100 }).map((v) => v / 100);

const matrix = (rows: number, columns: number, limit: number) =>
  fc.array(fc.array(decimals(limit), { minLength: columns, maxLength: columns }), {
    minLength: rows,
    maxLength: rows,
  });

/** One target for each row, all of them the same, or a matrix of targets. */
const shapes = fc.constantFrom("list", "list", "equal", "equal", "one column", "two columns", "two columns");

const problem = (rows: number, columns: number) =>
  fc
    .record({
      stretch: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: columns, maxLength: columns }),
      jitter: matrix(rows, columns, 0.3),
      shift: fc.array(decimals(20), { minLength: columns, maxLength: columns }),
      y: matrix(rows, 2, 9),
      shape: shapes,
      X_new: matrix(2, columns, 9),
      fit_intercept: fc.oneof({ weight: 2, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    })
    .map(({ stretch, jitter, shift, y, shape, X_new, fit_intercept }) => {
      // Without an intercept a shift would make the columns alike, so there they stay where they are.
      const X = jitter.map((row, i) =>
        row.map((cell, j) => round(stretch[j]! * PATTERNS[j]![i]! + cell + (fit_intercept ? shift[j]! : 0))),
      );
      const targets = targetsOf(y, shape);
      const scale = (1 + largest(targets)) * (1 + largest(X));
      return {
        input: { kind: "ols", X, y: targets, X_new, fit_intercept, alpha: 0 },
        tolerance: { rtol: 1e-10, atol: 1e-11 * scale },
      };
    });

function targetsOf(y: number[][], shape: string): number[] | number[][] {
  // Halves and their mean are exact, so that tss is 0 and not a rounding error.
  if (shape === "equal") return y.map(() => Math.round(y[0]![0]!) / 2);
  // Elsewhere a slope keeps targets from being equal by chance (0.1 three times has a mean that is not 0.1).
  const sloped = y.map((row, i) => row.map((value) => round(value + i)));
  if (shape === "list") return sloped.map(([value]) => value!);
  return shape === "one column" ? sloped.map(([value]) => [value!]) : sloped;
}

export default fc.constantFrom(1, 2, 3).chain((columns) => problem(8, columns));

function largest(rows: number[] | number[][]): number {
  return Math.max(...rows.flat().map(Math.abs));
}

/** Keeps sums of two-decimal numbers at two decimals. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
