// Fresh configs: from a handful of knobs to beyond 10^13, every switch on or off by itself.
//
// Widths are drawn apart: the feed-forward width is not 4 d, heads need not fill the width, and most have fewer key heads than
// heads, so no count is right by chance. Counts are exact: no tolerance.

import fc from "fast-check";

const whole = (min: number, max: number) => fc.integer({ min, max });

/** Toy models, models of today, and some that are larger; the largest total stays far below 2^53. */
const sizes = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: fc.record({ vocab: whole(1, 99), width: whole(1, 40), inner: whole(1, 90), layers: whole(1, 4), head: whole(1, 9), positions: whole(1, 40) }), weight: 5 },
  {
    arbitrary: fc.record({ vocab: whole(30_000, 260_000), width: whole(2_000, 20_000), inner: whole(3_000, 60_000), layers: whole(20, 120), head: whole(60, 260), positions: whole(500, 9_000) }),
    weight: 5,
  },
);

const heads = fc.record({ keys: whole(1, 6), each: fc.constantFrom(1, 1, 2, 3, 4, 8) });

/** A table of n rows, or none. */
const table = (rows: fc.Arbitrary<number>) => fc.oneof(fc.constant(0), rows);

/** Where all heads together are as wide as the model, as in most models, the width gives way. */
const fits = fc.constantFrom(true, false, false);

export default fc
  .record({
    arch: fc.constantFrom("decoder", "encoder", "encoder_decoder", "encoder_decoder"),
    sizes,
    heads,
    fits,
    segments: table(whole(1, 4)),
    positions: fc.boolean(),
    mlp: fc.constantFrom("mlp2", "glu"),
    qkv_bias: fc.boolean(),
    attn_out_bias: fc.boolean(),
    mlp_bias: fc.boolean(),
    norm: fc.constantFrom("layernorm", "rmsnorm"),
    norms_per_layer: fc.constantFrom(2, 2, 1, 3, 4),
    embedding_norm: fc.boolean(),
    final_norm: fc.boolean(),
    rel_buckets: table(whole(1, 64)),
    pooler: fc.boolean(),
    lm_head: fc.constantFrom(true, true, false),
    tie_embeddings: fc.constantFrom(true, true, false),
  })
  .map(({ sizes: size, heads: { keys, each }, fits: fit, segments, positions, ...switches }) => ({
    input: {
      kind: "config",
      config: {
        ...switches,
        vocab_size: size.vocab,
        max_positions: positions ? size.positions : 0,
        type_vocab_size: segments,
        d_model: fit ? keys * each * size.head : size.width,
        n_layers: size.layers,
        n_heads: keys * each,
        n_kv_heads: keys,
        head_dim: size.head,
        d_ff: size.inner,
      },
    },
  }));
