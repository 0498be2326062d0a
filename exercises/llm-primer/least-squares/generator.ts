// Fresh data with few directions: columns that are combinations of others, constant columns, few rows.
//
// As in fit-a-line, the base columns start from patterns of +1 and -1 that are orthogonal to each other
// and to the constant column, stretched by up to 4 and jittered by up to 0.3, so that they are far from
// parallel. Further columns are whole multiples and sums of them: a remainder is either long or a
// rounding error. Shrinking leads back to the bare patterns.

import fc from "fast-check";

const PATTERNS = [
  [1, -1, 1, -1, 1, -1, 1, -1],
  [1, 1, -1, -1, 1, 1, -1, -1],
];

const decimals = (limit: number) => fc.integer({ min: -limit * 100, max: limit * 100 }).map((v) => v / 100);

const matrix = (rows: number, columns: number, limit: number) =>
  fc.array(fc.array(decimals(limit), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });

const rest = (rows: number, columns: number) =>
  fc.record({
    y: matrix(rows, 2, 9),
    targets: fc.constantFrom("list", "list", "one column", "two columns"),
    X_new: matrix(2, columns, 9),
    fit_intercept: fc.oneof({ weight: 2, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    rank: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  });

type Rest = { y: number[][]; targets: string; X_new: number[][]; fit_intercept: boolean; rank: boolean };

function finish(X: number[][], { y, targets, X_new, fit_intercept, rank }: Rest) {
  if (rank) return { input: { kind: "rank", X }, tolerance: { rtol: 0, atol: 0 } };
  // A slope keeps targets from being equal by chance, where r2 would divide by a rounding error.
  const sloped = y.map((row, i) => row.map((value) => round(value + 20 * i)));
  const answers = targets === "two columns" ? sloped : sloped.map(([value]) => (targets === "list" ? value! : [value!]));
  const scale = (1 + largest(sloped)) * (1 + largest(X));
  return {
    input: { kind: "ols", X, y: answers as number[] | number[][], X_new, fit_intercept, alpha: 0 },
    tolerance: { rtol: 1e-10, atol: 1e-11 * scale },
  };
}

/** Eight rows; the third and fourth column are combinations of the first two, or constant. */
const tall = fc
  .record({
    stretch: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 2 }),
    jitter: matrix(8, 2, 0.3),
    shift: fc.array(decimals(5), { minLength: 2, maxLength: 2 }),
    more: fc.array(
      fc.oneof(
        fc.record({ first: fc.integer({ min: 1, max: 3 }), second: fc.integer({ min: -2, max: 2 }) }),
        fc.record({ constant: fc.integer({ min: 1, max: 9 }) }),
      ),
      { maxLength: 2 },
    ),
  })
  .chain(({ stretch, jitter, shift, more }) =>
    rest(8, 2 + more.length).map((others) => {
      const isShifted = others.fit_intercept && !others.rank;
      return finish(
        jitter.map((row, i) => {
          const base = row.map((cell, j) => round(stretch[j]! * PATTERNS[j]![i]! + cell + (isShifted ? shift[j]! : 0)));
          const [one, two] = base as [number, number];
          return [...base, ...more.map((column) => ("constant" in column ? column.constant : round(column.first * one + column.second * two)))];
        }),
        others,
      );
    }),
  );

/** One row or two, four columns. */
const wide = fc.constantFrom(1, 2).chain((n) =>
  fc
    .record({ stretch: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: n, maxLength: n }), jitter: matrix(n, 4, 0.3), others: rest(n, 4) })
    .map(({ stretch, jitter, others }) =>
      finish(
        jitter.map((row, i) => row.map((cell, j) => round(stretch[i]! * PATTERNS[i]![j]! + cell))),
        others,
      ),
    ),
);

export default fc.oneof({ weight: 3, arbitrary: tall }, { weight: 2, arbitrary: wide });

function largest(rows: number[][]): number {
  return Math.max(...rows.flat().map(Math.abs));
}

/** Keeps sums of two-decimal numbers at two decimals. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
