// Fresh predictions and logits to be judged.
//
// Everything is a multiple of 0.25, so that p - y and z - m are exact and only exponentials, logarithms and sums round. Some rows of
// logits stand around +1000 or -1000, or are two hundred times as far apart. There m + log s - z_t is as sound as log s + (m - z_t)
// and rounds at the size of m, so the tolerance's absolute part follows the largest logit, once a row where rows are summed.
//
// Tolerance: the accepted solutions differ from the reference by at most 1/200 of it on 6,000 such cases.

import fc from "fast-check";

/** Multiples of 0.25 from -limit to limit. */
const grid = (limit: number) => fc.integer({ min: -4 * limit, max: 4 * limit }).map((k) => k / 4);

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = <T>(rows: number, columns: number, of: fc.Arbitrary<T>) => list(rows, list(columns, of));

const TOLERANCE = { rtol: 1e-10, atol: 1e-14 };

const squared = fc
  .record({ rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 1, max: 3 }) })
  .chain(({ rows, columns }) => fc.record({ pred: matrix(rows, columns, grid(9)), target: matrix(rows, columns, grid(9)) }))
  .map(({ pred, target }) => ({ input: { kind: "mse", pred, target }, tolerance: TOLERANCE }));

const classes = fc
  .record({ rows: fc.integer({ min: 2, max: 5 }), columns: fc.integer({ min: 2, max: 5 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      logits: matrix(rows, columns, grid(4)),
      right: list(rows, fc.integer({ min: 0, max: columns - 1 })),
      shift: list(rows, fc.constantFrom(0, 0, 0, 1000, -1000)),
      spread: fc.constantFrom(1, 1, 1, 200),
      ignored: fc.constantFrom("none", "none", "class", "class", "outside", "outside"),
      outside: fc.constantFrom(-100, -1),
      left: fc.integer({ min: 1, max: rows - 1 }),
      reduction: fc.constantFrom("sum", "sum", "sum", "sum", "left out", "left out", "left out", "left out", "mean"),
    }),
  )
  .map(({ logits, right, shift, spread, ignored, outside, left, reduction }) => {
    const z = logits.map((row, i) => row.map((v) => v * spread + shift[i]!));
    // Row 0 always counts. Where a class is ignored it is class 0 as often as not, and row 0 belongs to another.
    const ignoredClass = right[0] === 0 ? 1 : 0;
    const ignoredId = ignored === "outside" ? outside : ignoredClass;
    const targets = right.map((t, i) => (ignored !== "none" && i === left ? ignoredId : t));
    return {
      input: {
        kind: "cross_entropy",
        logits: z,
        targets,
        ...(reduction === "left out" ? {} : { reduction }),
        ...(ignored === "none" ? {} : { ignore_index: ignoredId }),
      },
      tolerance: reach(z, reduction === "sum" ? z.length : 1),
    };
  });

const binary = fc
  .record({ rows: fc.integer({ min: 2, max: 4 }), columns: fc.integer({ min: 1, max: 3 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      logits: matrix(rows, columns, grid(5)),
      targets: matrix(rows, columns, fc.constantFrom(0, 1, 0.25, 0.5, 0.75)),
      spread: fc.constantFrom(1, 1, 200),
    }),
  )
  .map(({ logits, targets, spread }) => {
    const z = logits.map((row) => row.map((v) => v * spread));
    return { input: { kind: "bce_with_logits", logits: z, targets }, tolerance: reach(z, 1) };
  });

export default fc.oneof({ weight: 4, arbitrary: squared }, { weight: 11, arbitrary: classes }, { weight: 6, arbitrary: binary });

function reach(logits: number[][], times: number) {
  return { rtol: TOLERANCE.rtol, atol: TOLERANCE.atol * Math.max(1, ...logits.flat().map(Math.abs)) * times };
}
