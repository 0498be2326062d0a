// Fresh cases for the exact parts: pairs, models that look two back, tables in training, small transformers.
//
// All numbers are short decimals. Weights of a transformer stay near those of the stored cases, so that no row of a LayerNorm is nearly
// constant by accident: the token and position tables are built from columns that differ.

import fc from "fast-check";

const decimals = (limit: number, step: number) =>
  fc.integer({ min: -Math.round(limit / step), max: Math.round(limit / step) }).map((n) => tidy(n * step));
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number, of: fc.Arbitrary<number>) => list(rows, list(columns, of));
const idsBelow = (V: number, minLength: number, maxLength: number) => fc.array(fc.integer({ min: 0, max: V - 1 }), { minLength, maxLength });

/** V probabilities, none of them 0; what is left over goes to one of them, which is then the largest. */
const distribution = (V: number) =>
  fc.record({ parts: list(V - 1, fc.integer({ min: 1, max: 9 })), at: fc.integer({ min: 0, max: V - 1 }) }).map(({ parts, at }) => {
    const few = parts.map((part) => tidy(part / (10 * V)));
    const rest = tidy(1 - few.reduce((sum, p) => sum + p, 0));
    return [...few.slice(0, at), rest, ...few.slice(at)];
  });

const use = (V: number) => ({
  test: fc.tuple(idsBelow(V, 2, 6), fc.array(idsBelow(V, 1, 5), { maxLength: 2 })).map(([first, more]) => [first, ...more]),
  start: fc.integer({ min: 0, max: V - 1 }),
  steps: fc.integer({ min: 1, max: 8 }),
});

/** The last id never comes first in a pair. */
const bigram = fc.integer({ min: 3, max: 6 }).chain((V) =>
  fc.record({
    kind: fc.constant("bigram"),
    vocab_size: fc.constant(V),
    sequences: fc.array(
      fc.tuple(idsBelow(V - 1, 1, 7), fc.boolean()).map(([ids, last]) => (last ? [...ids, V - 1] : ids)),
      { minLength: 2, maxLength: 4 },
    ),
    k: fc.constantFrom(0.01, 0.1, 0.5, 1, 2),
    ...use(V),
  }),
);

const lookBack = fc.integer({ min: 2, max: 4 }).chain((V) =>
  fc.record({ kind: fc.constant("look_back"), first: list(V, distribution(V)), later: list(V, list(V, distribution(V))), ...use(V) }),
);

/** Token 0 comes twice or more, the last one never. */
const table = fc
  .record({ V: fc.integer({ min: 3, max: 6 }), rows: fc.integer({ min: 1, max: 3 }), width: fc.integer({ min: 2, max: 4 }) })
  .chain(({ V, rows, width }) =>
    fc
      .record({
        W0: matrix(V, V, decimals(1, 0.01)),
        xs: matrix(rows, width, fc.integer({ min: 0, max: V - 2 })),
        ys: matrix(rows, width, fc.integer({ min: 0, max: V - 1 })),
        lr: fc.constantFrom(0.1, 0.5, 1, 2),
        steps: fc.integer({ min: 2, max: 10 }),
      })
      .map(({ xs, ...rest }) => ({ kind: "lm_train", ...rest, xs: xs.map((row, i) => (i === 0 ? [0, 0, ...row.slice(2)] : row)) })),
  );

const gpt = fc
  .record({
    V: fc.integer({ min: 3, max: 5 }),
    // A LayerNorm of two numbers makes them 1 and -1 whatever they are: three at least.
    shape: fc.constantFrom({ n_heads: 1, size: 3 }, { n_heads: 2, size: 2 }, { n_heads: 2, size: 3 }, { n_heads: 3, size: 2 }, { n_heads: 3, size: 1 }),
    d_ff: fc.integer({ min: 1, max: 5 }),
    blocks: fc.integer({ min: 1, max: 2 }),
    length: fc.integer({ min: 2, max: 5 }),
  })
  .chain(({ V, shape, d_ff, blocks, length }) => {
    const { n_heads } = shape;
    const d = n_heads * shape.size;
    const linear = (name: string, outputs: number, inputs: number) => ({
      [`${name}weight`]: matrix(outputs, inputs, decimals(0.8, 0.01)),
      [`${name}bias`]: list(outputs, decimals(0.3, 0.01)),
    });
    const scale = list(d, fc.integer({ min: 60, max: 140 }).map((n) => tidy(n / 100)));
    const shift = list(d, decimals(0.3, 0.01));
    const block = fc.record({
      ...linear("self_attn.in_proj_", 3 * d, d),
      ...linear("self_attn.out_proj.", d, d),
      ...linear("linear1.", d_ff, d),
      ...linear("linear2.", d, d_ff),
      "norm1.weight": scale,
      "norm1.bias": shift,
      "norm2.weight": scale,
      "norm2.bias": shift,
    });
    return fc.record({
      kind: fc.constant("tiny_gpt"),
      d_model: fc.constant(d),
      n_heads: fc.constant(n_heads),
      d_ff: fc.constant(d_ff),
      // Columns apart from each other by 0.5 at least, so that a row is never nearly constant.
      wte: matrix(V, d, decimals(0.25, 0.01)).map((rows) => rows.map((row) => row.map((v, j) => tidy(v + (j % 2 === 0 ? 0.5 : -0.5))))),
      wpe: matrix(length, d, decimals(0.2, 0.01)),
      blocks: list(blocks, block),
      ln_f: fc.record({ weight: scale, bias: shift }),
      tokens: idsBelow(V, length, length),
      targets: idsBelow(V, length, length),
    });
  });

export default fc
  .oneof({ weight: 9, arbitrary: bigram }, { weight: 3, arbitrary: lookBack }, { weight: 9, arbitrary: table }, { weight: 9, arbitrary: gpt })
  .map((input) => ({ input, tolerance: { rtol: 1e-10, atol: 1e-12, fields: { counts: { rtol: 0, atol: 0 }, greedy: { rtol: 0, atol: 0 } } } }));

/** 3 * 0.1 is 0.3, not 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toFixed(4));
}
