// Fresh networks: trees of PyTorch modules, and rows of Keras layers.
//
// A tree holds parameters of its own, a few layers of any kind, a Sequential, a module inside, and now and then a table that
// is shared with a head standing before or after it, or a frozen part whose name begins the name of another ("fc1", "fc10").
// All are shuffled, so no order is right by chance, and sides are drawn apart, so that a shape turned round shows.
// Now and then a layer has more than 2^32 knobs, where 32-bit arithmetic has wrapped round. Counts are exact: no tolerance.

import fc from "fast-check";

type Spec = { type: string; [argument: string]: unknown };
type Named = [string, Spec];

const whole = (min: number, max: number) => fc.integer({ min, max });
const side = whole(1, 12);
const huge = whole(70_000, 200_000);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

/** Arguments left out have PyTorch's or Keras's default value. */
const record = (type: string, needed: Record<string, fc.Arbitrary<unknown>>, more: Record<string, fc.Arbitrary<unknown>> = {}) => {
  const optional = Object.fromEntries(Object.entries(more).map(([name, arbitrary]) => [name, sometimes(arbitrary)]));
  return fc.record({ type: fc.constant(type), ...needed, ...optional }).map(withoutHoles);
};

function withoutHoles(spec: { type: string }): Spec {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)) as Spec;
}

// ---- PyTorch

const bias = fc.boolean();

const linear = record("Linear", { in_features: side, out_features: side }, { bias });

const convolutionOf = (...types: string[]) =>
  fc
    .record({
      type: fc.constantFrom(...types),
      groups: whole(1, 4),
      inPerGroup: whole(1, 4),
      outPerGroup: whole(1, 4),
      kernel: fc.oneof(whole(1, 5), fc.tuple(whole(1, 5), whole(1, 5))),
      bias: sometimes(bias),
    })
    .map(({ type, groups, inPerGroup, outPerGroup, kernel, bias: own }) =>
      withoutHoles({
        type,
        in_channels: groups * inPerGroup,
        out_channels: groups * outPerGroup,
        kernel_size: type === "Conv1d" && Array.isArray(kernel) ? [kernel[0]] : kernel,
        groups: groups === 1 ? undefined : groups,
        bias: own,
      } as Spec),
    );
const transposed = convolutionOf("ConvTranspose2d");
const convolution = fc.oneof(convolutionOf("Conv1d", "Conv2d"), transposed);

const layerNorm = record(
  "LayerNorm",
  { normalized_shape: fc.oneof(side, fc.array(side, { minLength: 1, maxLength: 3 })) },
  { elementwise_affine: fc.boolean() },
);
const batchNorm = fc.oneof(
  record("BatchNorm1d", { num_features: side }, { affine: fc.boolean() }),
  record("BatchNorm2d", { num_features: side }, { affine: fc.boolean() }),
);
const groupNorm = record("GroupNorm", { num_groups: fc.constant(1), num_channels: side }, { affine: fc.boolean() });

const attention = fc
  .record({ heads: whole(1, 3), width: whole(1, 4), kdim: sometimes(side), vdim: sometimes(side), bias: sometimes(bias), extra: sometimes(fc.boolean()) })
  .map(({ heads, width, kdim, vdim, bias: own, extra }) =>
    withoutHoles({ type: "MultiheadAttention", embed_dim: heads * width, num_heads: heads, kdim, vdim, bias: own, add_bias_kv: extra } as Spec),
  );

const recurrentType = fc.constantFrom("RNN", "GRU", "LSTM");
const recurrent = recurrentType.chain((type) =>
  record(type, { input_size: side, hidden_size: side }, { num_layers: whole(1, 3), bidirectional: fc.boolean(), bias }),
);
const deepRecurrent = recurrentType.chain((type) =>
  record(type, { input_size: side, hidden_size: side, num_layers: whole(2, 3), bidirectional: fc.constant(true) }, { bias }),
);

const encoderLayer = fc
  .record({ heads: whole(1, 3), width: whole(1, 4), dim_feedforward: side })
  .map(({ heads, width, dim_feedforward }): Spec => ({ type: "TransformerEncoderLayer", d_model: heads * width, nhead: heads, dim_feedforward }));

const nothingToLearn = fc
  .constantFrom("ReLU", "GELU", "Tanh", "Sigmoid", "Softmax", "Dropout", "Flatten")
  .map((type): Spec => ({ type }));

const leaf = fc.oneof(
  { withCrossShrink: true },
  { arbitrary: linear, weight: 3 },
  { arbitrary: record("Bilinear", { in1_features: side, in2_features: side, out_features: side }, { bias }), weight: 1 },
  { arbitrary: convolution, weight: 7 },
  { arbitrary: record("Embedding", { num_embeddings: side, embedding_dim: side }), weight: 1 },
  { arbitrary: layerNorm, weight: 2 },
  { arbitrary: batchNorm, weight: 2 },
  { arbitrary: groupNorm, weight: 1 },
  { arbitrary: record("PReLU", {}, { num_parameters: side }), weight: 1 },
  { arbitrary: attention, weight: 4 },
  { arbitrary: recurrent, weight: 4 },
  { arbitrary: encoderLayer, weight: 1 },
  { arbitrary: nothingToLearn, weight: 2 },
);

const hugeLeaf = fc.oneof(
  record("Embedding", { num_embeddings: huge, embedding_dim: huge }),
  record("Linear", { in_features: huge, out_features: huge }, { bias }),
);

const own = fc.oneof(
  fc.constant([]),
  fc
    .tuple(fc.array(side, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([shape, scalarFirst]) => (scalarFirst ? [["scale", []], ["pos", shape]] : [["pos", shape], ["scale", []]])),
);

const sequence = fc.oneof(
  fc.array(leaf, { minLength: 2, maxLength: 4 }).map((layers): Spec => ({ type: "Sequential", layers })),
  fc.array(linear, { minLength: 1, maxLength: 2 }).map((layers): Spec => ({ type: "ModuleList", layers })),
  fc.tuple(leaf, leaf).map(([first, second]): Spec => ({ type: "Sequential", layers: [["second", first], ["first", second]] })),
);

const inner = fc
  .record({ params: own, parts: fc.tuple(fc.oneof(leaf, transposed), sequence) })
  .map(({ params, parts: [first, second] }): Spec => ({ type: "Module", params, children: [["mix", first], ["steps", second]] }));

/** A table and a head of the same shape; the head's weight is the table. */
const shared = fc.tuple(side, side, bias).map(([rows, columns, withBias]) => ({
  children: [
    ["wte", { type: "Embedding", num_embeddings: rows, embedding_dim: columns }],
    ["head", { type: "Linear", in_features: columns, out_features: rows, bias: withBias }],
  ] as Named[],
  tie: [["head.weight", "wte.weight"]],
}));

const frozen = fc.constantFrom([], ["fc1"], ["fc1"], ["fc1"], ["fc1"], ["fc1"], ["fc10", "block.mix"], ["block"], ["fc1.weight"]);

/** Where a table is shared, it is often frozen, too, under either of its names or with the module around it. */
const frozenToo = fc.constantFrom([], ["head"], ["head"], ["head.weight"], ["wte"], ["wte"], ["wte.weight"]);

const tree = fc
  .record({
    params: own,
    fc1: linear,
    fc10: fc.oneof(leaf, hugeLeaf),
    memory: fc.oneof(recurrent, deepRecurrent),
    steps: sequence,
    block: inner,
    tied: fc.option(shared, { nil: undefined, freq: 8 }),
    frozen,
    frozenToo,
  })
  .chain((parts) => {
    const frozenParts = parts.tied === undefined ? parts.frozen : [...parts.frozen, ...parts.frozenToo];
    const children: Named[] = [["fc1", parts.fc1], ["fc10", parts.fc10], ["steps", parts.steps], ["block", parts.block], ["memory", parts.memory], ...(parts.tied?.children ?? [])];
    return fc.shuffledSubarray(children, { minLength: children.length }).map(
      (shuffled): Spec => ({
        type: "Module",
        ...(parts.params.length > 0 ? { params: parts.params } : {}),
        children: shuffled,
        ...(parts.tied === undefined ? {} : { tie: parts.tied.tie }),
        ...(frozenParts.length > 0 ? { frozen: frozenParts } : {}),
      }),
    );
  });

const torch = fc
  .oneof({ withCrossShrink: true }, { arbitrary: leaf, weight: 2 }, { arbitrary: hugeLeaf, weight: 2 }, { arbitrary: sequence, weight: 2 }, { arbitrary: inner, weight: 1 }, { arbitrary: tree, weight: 20 })
  .map((module) => ({ kind: "torch_module", module }));

// ---- Keras

const dense = (units: fc.Arbitrary<number>) => record("Dense", { units }, { use_bias: fc.boolean() });
const batchNormalization: Spec = { type: "BatchNormalization" };
const layerNormalization: Spec = { type: "LayerNormalization" };
const between = fc.constantFrom<Spec[]>([], [batchNormalization], [batchNormalization], [batchNormalization], [layerNormalization], [{ type: "Dropout", rate: 0.2 }], [{ type: "Activation", activation: "tanh" }]);

const vector = fc
  .record({ inputs: side, first: dense(fc.oneof(side, side, huge)), between, second: dense(fc.oneof(side, huge)) })
  .map(({ inputs, first, between: middle, second }) => ({ input_shape: [inputs], layers: [first, ...middle, second] }));

const square = (min: number, max: number) => fc.tuple(whole(min, max), whole(min, max));
const conv2D = (kernel: number) => {
  const needed = { filters: whole(1, 6), kernel_size: square(1, kernel) };
  return fc.oneof(
    record("Conv2D", needed, { strides: square(1, 2), padding: fc.constantFrom("same", "valid"), use_bias: fc.boolean() }),
    record("Conv2D", { ...needed, strides: fc.constantFrom([2, 2], [2, 1], [1, 2]), padding: fc.constant("same") }, { use_bias: fc.boolean() }),
  );
};

/** From 20 rows on, whatever is drawn, a row is left for the last convolution: 20 - 3 = 17, 9 after strides of 2, 3 after pooling by 3. */
const picture = fc
  .record({ size: square(20, 40), channels: whole(1, 4), first: conv2D(4), between, pool: square(2, 3), second: conv2D(3), last: dense(side) })
  .map(({ size, channels, first, between: middle, pool, second, last }) => ({
    input_shape: [...size, channels],
    layers: [first, ...middle, { type: "MaxPooling2D", pool_size: pool }, second, { type: "Flatten" }, last],
  }));

const words = fc
  .record({ length: whole(2, 9), table: record("Embedding", { input_dim: fc.oneof(side, huge), output_dim: side }), between, first: dense(side), last: dense(side), flat: fc.boolean() })
  .map(({ length, table, between: middle, first, last, flat }) => ({
    input_shape: [length],
    layers: [table, ...middle, first, { type: flat ? "Flatten" : "GlobalAveragePooling1D" }, last],
  }));

const keras = fc
  .oneof({ withCrossShrink: true }, { arbitrary: vector, weight: 1 }, { arbitrary: picture, weight: 4 }, { arbitrary: words, weight: 1 })
  .map((network) => ({ kind: "keras_sequential", ...network }));

export default fc
  .oneof({ withCrossShrink: true }, { arbitrary: torch, weight: 16 }, { arbitrary: keras, weight: 14 })
  .map((input) => ({ input }));
