// Fresh blocks with one to four heads, narrow or wide inside.
//
// Tolerance: correct programs that add in another order stay within 1/40 of it on 6,000 such cases.

import fc from "fast-check";

/** Whole multiples of 0.01 between -limit and limit, easy to read in a failing case. */
const decimals = (limit: number) => fc.integer({ min: -limit * 100, max: limit * 100 }).map((v) => v / 100);
const between = (low: number, high: number) => fc.integer({ min: low * 100, max: high * 100 }).map((v) => v / 100);
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number, limit: number) => list(rows, list(columns, decimals(limit)));

/** [heads, features of a head] */
const shapes = [
  [1, 4],
  [2, 2],
  [2, 3],
  [3, 2],
  [4, 1],
] as const;

const block = fc.record({ shape: fc.constantFrom(...shapes), words: fc.constantFrom(1, 2, 2, 3, 3, 4), f: fc.integer({ min: 1, max: 7 }) }).chain(({ shape: [heads, width], words, f }) => {
  const d = heads * width;
  const bias = (length: number) => list(length, decimals(0.5));
  return fc.record({
    kind: fc.constant("block"),
    d_model: fc.constant(d),
    n_heads: fc.constant(heads),
    d_ff: fc.constant(f),
    activation: fc.constantFrom("gelu", "relu"),
    norm_first: fc.boolean(),
    causal: fc.constantFrom(true, true, false),
    x: matrix(words, d, 3),
    weights: fc.record({
      "self_attn.in_proj_weight": matrix(3 * d, d, 1),
      "self_attn.in_proj_bias": bias(3 * d),
      "self_attn.out_proj.weight": matrix(d, d, 1),
      "self_attn.out_proj.bias": bias(d),
      "linear1.weight": matrix(f, d, 1),
      "linear1.bias": bias(f),
      "linear2.weight": matrix(d, f, 1),
      "linear2.bias": bias(d),
      "norm1.weight": list(d, between(0.5, 1.5)),
      "norm1.bias": bias(d),
      "norm2.weight": list(d, between(0.5, 1.5)),
      "norm2.bias": bias(d),
    }),
  });
});

export default block.map((input) => ({ input }));
