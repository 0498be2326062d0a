// Fresh cases: losses, gradients and whole trainings. Id 0 comes twice or more, the last one never. All numbers are short decimals.

import fc from "fast-check";

const decimals = (limit: number, step: number) =>
  fc.integer({ min: -Math.round(limit / step), max: Math.round(limit / step) }).map((n) => tidy(n * step));
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number, of: fc.Arbitrary<number>) => list(rows, list(columns, of));

/** Now and then a row is lifted by 900: its softmax is the same, its powers of e are infinite. */
const weights = (V: number) =>
  fc
    .record({ W: matrix(V, V, decimals(1, 0.01)), lifted: fc.integer({ min: 0, max: 3 * V }) })
    .map(({ W, lifted }) => W.map((row, i) => (i === lifted ? row.map((w) => tidy(w + 900)) : row)));

const table = fc
  .record({ V: fc.integer({ min: 3, max: 6 }), rows: fc.integer({ min: 1, max: 3 }), width: fc.integer({ min: 2, max: 4 }) })
  .chain(({ V, rows, width }) =>
    fc
      .record({
        W0: weights(V),
        xs: matrix(rows, width, fc.integer({ min: 0, max: V - 2 })),
        ys: matrix(rows, width, fc.integer({ min: 0, max: V - 1 })),
        lr: fc.constantFrom(0.1, 0.5, 1, 2),
        steps: fc.integer({ min: 2, max: 10 }),
      })
      .map(({ xs, ...rest }) => ({ ...rest, xs: xs.map((row, i) => (i === 0 ? [0, 0, ...row.slice(2)] : row)) })),
  );

export default fc
  .oneof(
    { weight: 1, arbitrary: table.map(({ W0, xs, ys }) => ({ kind: "table_loss", W0, xs, ys })) },
    { weight: 1, arbitrary: table.map(({ W0, xs, ys }) => ({ kind: "table_gradient", W0, xs, ys })) },
    { weight: 2, arbitrary: table.map((input) => ({ kind: "lm_train", ...input })) },
  )
  .map((input) => ({ input }));

/** 3 * 0.1 is 0.3, not 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toFixed(4));
}
