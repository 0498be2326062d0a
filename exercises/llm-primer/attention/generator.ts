// Fresh attention and multi-head attention, well conditioned.
//
// Ordinary scores stay within a few units, so that every weight is of ordinary size. Two columns may be put in front of
// the others to make scores that a careless softmax stumbles over. The first adds the same 1000 or so, up or down, to all
// of them: their differences, and so the weights, remain of ordinary size, while exp overflows, or is 0 throughout. The
// second makes one key, which some row may not see, beat all others by far: whoever subtracts the largest of *all* scores is left
// with nothing but zeros there. Scores near 1000 carry rounding errors near 1e-13, and the weights with them; so the values of a
// column have one sign, and no mean of them cancels to almost nothing.
//
// Tolerance: correct programs that add in another order stay within 1/50 of it on 10,000 such cases.

import fc from "fast-check";

/** Two decimals between -limit and limit, easy to read in a failing case. */
const decimals = (limit: number) => fc.integer({ min: -limit * 100, max: limit * 100 }).map((v) => v / 100);
const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });
const matrix = (rows: number, columns: number, limit: number) => list(rows, list(columns, decimals(limit)));

const single = fc
  .record({
    queries: fc.integer({ min: 1, max: 5 }),
    keys: fc.integer({ min: 1, max: 5 }),
    d: fc.integer({ min: 1, max: 4 }),
    dv: fc.integer({ min: 1, max: 3 }),
  })
  .chain(({ queries, keys, d, dv }) =>
    fc.record({
      Q: matrix(queries, d, 2),
      K: matrix(keys, d, 2),
      V: matrix(keys, dv, 5),
      sign: list(dv, fc.constantFrom(1, -1)),
      causal: fc.boolean(),
      masked: fc.constantFrom(true, true, false),
      // Key 0 stays visible: a causal row 0 has no other.
      rest: list(keys - 1, fc.constantFrom(0, 1)),
      lift: fc.constantFrom(0, 900, -900, 1200, -1200),
      beacon: fc.constantFrom(0, 400, 700, 900),
    }),
  )
  .map(({ Q, K, V, sign, causal, masked, rest, lift, beacon }) => {
    const key_mask = [1, ...rest];
    // The key that outshines the others: the first one masked, or else the last one, which a causal row may not see yet.
    const maskedKey = masked ? key_mask.indexOf(0) : -1;
    const bright = maskedKey > 0 ? maskedKey : K.length - 1;
    const outshines = beacon > 0 && (maskedKey > 0 || (causal && K.length > 1));
    // The width is at most 6, and 900 · 4 / √6 is still beyond the range of exp.
    const addedQ = [...(lift === 0 ? [] : [lift]), ...(outshines ? [beacon] : [])];
    const addedK = (j: number) => [...(lift === 0 ? [] : [4]), ...(outshines ? [j === bright ? 9 : 0] : [])];
    return {
      input: {
        kind: "attention",
        Q: Q.map((row) => [...addedQ, ...row]),
        K: K.map((row, j) => [...addedK(j), ...row]),
        V: V.map((row) => row.map((v, c) => sign[c]! * Math.abs(v))),
        causal,
        ...(masked ? { key_mask } : {}),
      },
    };
  });

const several = fc
  .record({ heads: fc.constantFrom(1, 2, 2, 2, 3), width: fc.constantFrom(1, 2, 2, 3), words: fc.integer({ min: 1, max: 4 }) })
  .chain(({ heads, width, words }) => {
    const d = heads * width;
    return fc.record({
      kind: fc.constant("multihead"),
      d_model: fc.constant(d),
      n_heads: fc.constant(heads),
      causal: fc.boolean(),
      x: matrix(words, d, 2),
      weights: fc.record({
        in_proj_weight: matrix(3 * d, d, 1),
        in_proj_bias: list(3 * d, decimals(1)),
        "out_proj.weight": matrix(d, d, 1),
        "out_proj.bias": list(d, decimals(1)),
      }),
    });
  })
  .map((input) => ({ input }));

export default fc.oneof({ arbitrary: single, weight: 3 }, { arbitrary: several, weight: 2 });
