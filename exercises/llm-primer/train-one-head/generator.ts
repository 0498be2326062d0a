// Fresh cases: heads of all shapes, run, scored, differentiated and trained for a few steps. All numbers are short decimals.

import fc from "fast-check";

const decimals = (limit: number) => fc.integer({ min: -100 * limit, max: 100 * limit }).map((n) => Number((n / 100).toFixed(2)));
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number, limit = 1) => list(rows, list(columns, decimals(limit)));

const shape = fc.record({
  V: fc.integer({ min: 2, max: 5 }),
  d: fc.integer({ min: 1, max: 4 }),
  m: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 1, max: 3 }),
  length: fc.integer({ min: 1, max: 4 }),
  spare: fc.integer({ min: 0, max: 1 }),
});

const batch = shape.chain(({ V, d, m, rows, length, spare }) => {
  const ids = list(rows, list(length, fc.integer({ min: 0, max: V - 1 })));
  return fc.record({
    head: fc.record({
      tokenTable: matrix(V, d),
      positionTable: matrix(length + spare, d),
      query: matrix(m, d),
      key: matrix(m, d),
      value: matrix(m, d),
      out: matrix(V, m),
    }),
    xs: ids,
    ys: ids,
    lr: fc.constantFrom(0.05, 0.1, 0.2),
    steps: fc.integer({ min: 1, max: 4 }),
  });
});

export default fc
  .oneof(
    { weight: 2, arbitrary: batch.map(({ head, xs }) => ({ kind: "head_forward", head, ids: xs[0]! })) },
    { weight: 1, arbitrary: batch.map(({ head, xs, ys }) => ({ kind: "head_loss", head, xs, ys })) },
    { weight: 4, arbitrary: batch.map(({ head, xs, ys }) => ({ kind: "head_gradients", head, xs, ys })) },
    { weight: 3, arbitrary: batch.map((input) => ({ kind: "head_train", ...input })) },
  )
  .map((input) => ({ input }));
