// Fresh vectors and matrices of multiples of 0.25, so that every sum and product is exact in binary, whatever the order.

import fc from "fast-check";

const value = fc.integer({ min: -32, max: 32 }).map((k) => k / 4);
const list = (length: number) => fc.array(value, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number) => fc.array(list(columns), { minLength: rows, maxLength: rows });

const dot = fc
  .integer({ min: 1, max: 6 })
  .chain((length) => fc.record({ kind: fc.constant("dot"), a: list(length), b: list(length) }));

/** Shapes of every sort: one row, one column, square, wide, tall. */
const shapes = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));

const withMatrix = (kind: string) =>
  shapes.chain(([rows, columns]) => fc.record({ kind: fc.constant(kind), M: matrix(rows, columns) }));

const times = shapes.chain(([rows, columns]) =>
  fc.record({ kind: fc.constant("times_vector"), M: matrix(rows, columns), x: list(columns) }),
);

export default fc
  .oneof(
    { weight: 2, arbitrary: dot },
    { weight: 2, arbitrary: withMatrix("shape") },
    { weight: 4, arbitrary: times },
    { weight: 4, arbitrary: withMatrix("row_means") },
  )
  .map((input) => ({ input }));
