// Fresh cases: small transformers, and small stories after which a model must keep the rules.
//
// All numbers are short decimals. Weights of a transformer stay near those of the stored cases, so that no row of a LayerNorm is nearly
// constant by accident: the token and position tables are built from columns that differ.

import fc from "fast-check";

const decimals = (limit: number, step: number) =>
  fc.integer({ min: -Math.round(limit / step), max: Math.round(limit / step) }).map((n) => tidy(n * step));
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number, of: fc.Arbitrary<number>) => list(rows, list(columns, of));
const idsBelow = (V: number, minLength: number, maxLength: number) => fc.array(fc.integer({ min: 0, max: V - 1 }), { minLength, maxLength });

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

/** The model may be asked about any id, also about one that its story never had. */
const rules = fc.integer({ min: 2, max: 6 }).chain((V) =>
  fc.record({
    kind: fc.constant("rules"),
    sequences: fc.array(idsBelow(V, 1, 7).map((ids) => [0, ...ids, 0]), { minLength: 1, maxLength: 4 }),
    vocab_size: fc.constant(V),
    ids: idsBelow(V, 1, 6).map((ids) => [0, ...ids]),
  }),
);

export default fc.oneof({ weight: 3, arbitrary: gpt }, { weight: 1, arbitrary: rules }).map((input) => ({
  input,
  ...(input.kind === "rules" && { tolerance: { fields: { sums: { rtol: 0, atol: 1e-6 }, changed: { rtol: 0, atol: 1e-9 } } } }),
}));

/** 3 * 0.1 is 0.3, not 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toFixed(4));
}
