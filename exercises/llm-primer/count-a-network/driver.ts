// Turns PyTorch's or Keras's description of a network into the modules and layers of the statement: names in camel case,
// default values filled in, numbers that stand for a list written as one, parts with names of their own made into children.

interface Spec {
  type: string;
  params?: [string, number[]][];
  children?: [string, Spec][];
  layers?: (Spec | [string, Spec])[];
  tie?: [string, string][];
  frozen?: string[];
  bias?: boolean;
  kernel_size?: number | number[];
  normalized_shape?: number | number[];
  [argument: string]: unknown;
}

interface Layer {
  type: string;
  [argument: string]: unknown;
}

type Input =
  | { kind: "list" | "total" | "torch_module"; module: Spec }
  | { kind: "keras_sequential"; input_shape: number[]; layers: Layer[] };

interface Submission {
  listParameters(network: unknown): unknown;
  countParameters(network: unknown): { total: unknown; trainable: unknown };
  summarize(
    inputShape: number[],
    layers: unknown[],
  ): {
    layers: { type: unknown; outputShape: unknown; weights: unknown; params: unknown }[];
    total: unknown;
    trainable: unknown;
    nonTrainable: unknown;
  };
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "keras_sequential") return summary(submission, input);
  // Each call gets a network of its own, so that a submission that changes it spoils only one of them.
  const list = () => ({ parameters: submission.listParameters(toNetwork(input.module)) });
  const count = () => {
    const { total, trainable } = submission.countParameters(toNetwork(input.module));
    return { total, trainable };
  };
  if (input.kind === "list") return list();
  if (input.kind === "total") return count();
  return { ...list(), ...count() };
}

function summary(submission: Submission, input: Extract<Input, { kind: "keras_sequential" }>): unknown {
  const summary = submission.summarize([...input.input_shape], input.layers.map(toKerasLayer));
  return {
    layers: summary.layers.map(({ type, outputShape, weights, params }) => ({ type, output_shape: outputShape, weights, params })),
    total: summary.total,
    trainable: summary.trainable,
    non_trainable: summary.nonTrainable,
  };
}

/** tie and frozen may stand at any module; the student gets them with full names, inner ones first, as PyTorch would apply them. */
function toNetwork(spec: Spec) {
  const tied: [string, string][] = [];
  const frozen: string[] = [];
  collect(spec, "");
  return { root: toModule(spec), tied, frozen };

  function collect(part: Spec, prefix: string): void {
    for (const [name, child] of part.children ?? namedLayers(part)) collect(child, `${prefix}${name}.`);
    for (const [name, source] of part.tie ?? []) tied.push([prefix + name, prefix + source]);
    for (const name of part.frozen ?? []) frozen.push(prefix + name);
  }
}

function namedLayers({ layers = [] }: Spec): [string, Spec][] {
  return layers.map((layer, i) => (Array.isArray(layer) ? layer : [String(i), layer]));
}

function toModule(spec: Spec): unknown {
  const { type, bias = true } = spec;
  switch (type) {
    case "Module":
      return { type, own: copy(spec.params ?? []), children: spec.children?.map(toChild) ?? [] };
    case "Sequential":
    case "ModuleList":
      if (spec.layers!.some(Array.isArray)) return { type: "Module", own: [], children: namedLayers(spec).map(toChild) };
      return { type, layers: namedLayers(spec).map(([, layer]) => toModule(layer)) };
    case "Linear":
      return { type, inFeatures: spec["in_features"], outFeatures: spec["out_features"], bias };
    case "Bilinear":
      return { type, in1Features: spec["in1_features"], in2Features: spec["in2_features"], outFeatures: spec["out_features"], bias };
    case "Conv1d":
    case "Conv2d":
    case "ConvTranspose2d": {
      const kernelSize = toList(spec.kernel_size!, type === "Conv1d" ? 1 : 2);
      return { type, inChannels: spec["in_channels"], outChannels: spec["out_channels"], kernelSize, groups: spec["groups"] ?? 1, bias };
    }
    case "Embedding":
      return { type, numEmbeddings: spec["num_embeddings"], embeddingDim: spec["embedding_dim"] };
    case "LayerNorm":
      return { type, shape: toList(spec.normalized_shape!, 1), affine: spec["elementwise_affine"] ?? true };
    case "BatchNorm1d":
    case "BatchNorm2d":
      return { type, shape: [spec["num_features"]], affine: spec["affine"] ?? true };
    case "GroupNorm":
      return { type, shape: [spec["num_channels"]], affine: spec["affine"] ?? true };
    case "PReLU":
      return { type, numParameters: spec["num_parameters"] ?? 1 };
    case "MultiheadAttention": {
      const { embed_dim: embedDim, kdim: kDim = embedDim, vdim: vDim = embedDim, add_bias_kv: addBiasKV = false } = spec;
      return { type, embedDim, kDim, vDim, bias, addBiasKV };
    }
    case "RNN":
    case "GRU":
    case "LSTM": {
      const { input_size: inputSize, hidden_size: hiddenSize, num_layers: numLayers = 1, bidirectional = false } = spec;
      return { type, inputSize, hiddenSize, numLayers, bidirectional, bias };
    }
    case "TransformerEncoderLayer":
      return { type, dModel: spec["d_model"], dimFeedforward: spec["dim_feedforward"] ?? 2048 };
    default:
      return { type };
  }
}

function toChild([name, child]: [string, Spec]): [string, unknown] {
  return [name, toModule(child)];
}

function toKerasLayer(layer: Layer): unknown {
  const { type, use_bias: useBias = true } = layer;
  switch (type) {
    case "Dense":
      return { type, units: layer["units"], useBias };
    case "Conv2D": {
      const { filters, kernel_size, strides = [1, 1], padding = "valid" } = layer;
      return { type, filters, kernelSize: copy(kernel_size), strides: copy(strides), padding, useBias };
    }
    case "MaxPooling2D":
      return { type, poolSize: copy(layer["pool_size"]) };
    case "Embedding":
      return { type, inputDim: layer["input_dim"], outputDim: layer["output_dim"] };
    default:
      return { type };
  }
}

/** PyTorch lets one number stand for a list of equal ones. */
function toList(value: number | number[], length: number): number[] {
  return typeof value === "number" ? Array.from({ length }, () => value) : [...value];
}

function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
