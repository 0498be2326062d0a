// The parameters of a network, counted the way PyTorch and Keras count them.
//
//   PyTorch   a tree of modules; a module's own parameters come first, then its children, each with everything below it;
//             a parameter with two names is listed once, under the name that comes first, and frozen if either name is
//   Keras     a sequence of layers; each takes the output shape of the previous one
//
// A parameter has as many knobs as the product of the sides of its shape. The empty product is 1: a single number.

/** A module of a network in PyTorch. A shape is a list of sides; [] is the shape of a single number. */
export type Module =
  | { type: "Module"; own: [name: string, shape: number[]][]; children: [name: string, module: Module][] }
  | { type: "Sequential" | "ModuleList"; layers: Module[] }
  | { type: "Linear"; inFeatures: number; outFeatures: number; bias: boolean }
  | { type: "Bilinear"; in1Features: number; in2Features: number; outFeatures: number; bias: boolean }
  | {
      type: "Conv1d" | "Conv2d" | "ConvTranspose2d";
      inChannels: number;
      outChannels: number;
      kernelSize: number[];
      groups: number;
      bias: boolean;
    }
  | { type: "Embedding"; numEmbeddings: number; embeddingDim: number }
  | { type: "LayerNorm" | "BatchNorm1d" | "BatchNorm2d" | "GroupNorm"; shape: number[]; affine: boolean }
  | { type: "PReLU"; numParameters: number }
  | { type: "MultiheadAttention"; embedDim: number; kDim: number; vDim: number; bias: boolean; addBiasKV: boolean }
  | {
      type: "RNN" | "GRU" | "LSTM";
      inputSize: number;
      hiddenSize: number;
      numLayers: number;
      bidirectional: boolean;
      bias: boolean;
    }
  | { type: "TransformerEncoderLayer"; dModel: number; dimFeedforward: number }
  | { type: "ReLU" | "GELU" | "Tanh" | "Sigmoid" | "Softmax" | "Dropout" | "Flatten" };

/** tied: [name, source] pairs, in order; frozen: names of modules or of single parameters. */
export interface Network {
  root: Module;
  tied: [name: string, source: string][];
  frozen: string[];
}

export interface Parameter {
  name: string;
  shape: number[];
  count: number;
}

export type KerasLayer =
  | { type: "Dense"; units: number; useBias: boolean }
  | {
      type: "Conv2D";
      filters: number;
      kernelSize: [height: number, width: number];
      strides: [height: number, width: number];
      padding: "valid" | "same";
      useBias: boolean;
    }
  | { type: "MaxPooling2D"; poolSize: [height: number, width: number] }
  | { type: "Embedding"; inputDim: number; outputDim: number }
  | { type: "BatchNormalization" | "LayerNormalization" }
  | { type: "Flatten" | "GlobalAveragePooling1D" | "Activation" | "Dropout" };

export interface Summary {
  layers: { type: string; outputShape: number[]; weights: number[][]; params: number }[];
  total: number;
  trainable: number;
  nonTrainable: number;
}

export function listParameters(network: Network): Parameter[] {
  const parameters: Parameter[] = [];
  const seen = new Set<Tensor>();
  for (const [name, tensor] of namedTensors(network)) {
    if (!seen.has(tensor)) parameters.push({ name, shape: tensor.shape, count: cells(tensor.shape) });
    seen.add(tensor);
  }
  return parameters;
}

export function countParameters(network: Network): { total: number; trainable: number } {
  const tensors = namedTensors(network);
  const isFrozen = (name: string) => network.frozen.some((part) => name === part || name.startsWith(`${part}.`));

  // A tensor with two names is one tensor: it is frozen under both or under neither.
  const frozen = new Set<Tensor>();
  for (const [name, tensor] of tensors) if (isFrozen(name)) frozen.add(tensor);

  let total = 0;
  let trainable = 0;
  for (const tensor of new Set(tensors.values())) {
    const count = cells(tensor.shape);
    total += count;
    if (!frozen.has(tensor)) trainable += count;
  }
  return { total, trainable };
}

/** One tensor of knobs. Names that are tied share the very same object. */
interface Tensor {
  shape: number[];
}

/** Every name with the tensor that it refers to once all pairs are tied. A Map keeps a name at its place, as a PyTorch module does. */
function namedTensors({ root, tied }: Network): Map<string, Tensor> {
  const tensors = new Map(walk(root, ""));
  for (const [name, source] of tied) tensors.set(name, tensors.get(source)!);
  return tensors;
}

/** Every tensor below a module with its full name, in PyTorch's order. prefix: the module's name and a dot, or "". */
function walk(module: Module, prefix: string): [string, Tensor][] {
  const own = ownParameters(module).map(([name, shape]): [string, Tensor] => [prefix + name, { shape }]);
  const below = children(module).flatMap(([name, child]) => walk(child, `${prefix}${name}.`));
  return [...own, ...below];
}

type Shapes = [name: string, shape: number[]][];

function ownParameters(module: Module): Shapes {
  switch (module.type) {
    case "Module":
      return module.own;
    case "Linear":
      return weightAndBias([module.outFeatures, module.inFeatures], module.outFeatures, module.bias);
    case "Bilinear":
      return weightAndBias([module.outFeatures, module.in1Features, module.in2Features], module.outFeatures, module.bias);
    case "Conv1d":
    case "Conv2d": {
      const { inChannels, outChannels, kernelSize, groups, bias } = module;
      return weightAndBias([outChannels, inChannels / groups, ...kernelSize], outChannels, bias);
    }
    case "ConvTranspose2d": {
      const { inChannels, outChannels, kernelSize, groups, bias } = module;
      return weightAndBias([inChannels, outChannels / groups, ...kernelSize], outChannels, bias);
    }
    case "Embedding":
      return [["weight", [module.numEmbeddings, module.embeddingDim]]];
    case "PReLU":
      return [["weight", [module.numParameters]]];
    case "LayerNorm":
    case "BatchNorm1d":
    case "BatchNorm2d":
    case "GroupNorm":
      return module.affine ? [["weight", module.shape], ["bias", module.shape]] : [];
    case "MultiheadAttention":
      return attention(module);
    case "RNN":
    case "GRU":
    case "LSTM":
      return recurrent(module);
    default:
      return [];
  }
}

function weightAndBias(weight: number[], outputs: number, bias: boolean): Shapes {
  return bias ? [["weight", weight], ["bias", [outputs]]] : [["weight", weight]];
}

/** Queries, keys and values lie in one matrix of 3d rows, unless keys or values have a width of their own. */
function attention({ embedDim: d, kDim, vDim, bias, addBiasKV }: Extract<Module, { type: "MultiheadAttention" }>): Shapes {
  const shapes: Shapes =
    kDim === d && vDim === d
      ? [["in_proj_weight", [3 * d, d]]]
      : [["q_proj_weight", [d, d]], ["k_proj_weight", [d, kDim]], ["v_proj_weight", [d, vDim]]];
  if (bias) shapes.push(["in_proj_bias", [3 * d]]);
  if (addBiasKV) shapes.push(["bias_k", [1, 1, d]], ["bias_v", [1, 1, d]]);
  return shapes;
}

/** How many rows a recurrent layer has for each unit. */
const GATES = { RNN: 1, GRU: 3, LSTM: 4 };

/** The inputs of a layer above the first are the outputs of all directions below. */
function recurrent(module: Extract<Module, { type: "RNN" | "GRU" | "LSTM" }>): Shapes {
  const { inputSize, hiddenSize, numLayers, bidirectional, bias } = module;
  const rows = GATES[module.type] * hiddenSize;
  const directions = bidirectional ? ["", "_reverse"] : [""];
  const shapes: Shapes = [];
  let inputs = inputSize;
  for (let layer = 0; layer < numLayers; layer++) {
    for (const direction of directions) {
      const end = `_l${layer}${direction}`;
      shapes.push([`weight_ih${end}`, [rows, inputs]], [`weight_hh${end}`, [rows, hiddenSize]]);
      if (bias) shapes.push([`bias_ih${end}`, [rows]], [`bias_hh${end}`, [rows]]);
    }
    inputs = directions.length * hiddenSize;
  }
  return shapes;
}

function children(module: Module): [string, Module][] {
  switch (module.type) {
    case "Module":
      return module.children;
    case "Sequential":
    case "ModuleList":
      return module.layers.map((layer, i) => [String(i), layer]);
    case "MultiheadAttention":
      return [["out_proj", linear(module.embedDim, module.embedDim, module.bias)]];
    case "TransformerEncoderLayer": {
      const { dModel: d, dimFeedforward: f } = module;
      const norm: Module = { type: "LayerNorm", shape: [d], affine: true };
      return [
        ["self_attn", { type: "MultiheadAttention", embedDim: d, kDim: d, vDim: d, bias: true, addBiasKV: false }],
        ["linear1", linear(d, f, true)],
        ["linear2", linear(f, d, true)],
        ["norm1", norm],
        ["norm2", norm],
      ];
    }
    default:
      return [];
  }
}

function linear(inFeatures: number, outFeatures: number, bias: boolean): Module {
  return { type: "Linear", inFeatures, outFeatures, bias };
}

export function summarize(inputShape: number[], layers: KerasLayer[]): Summary {
  const rows: Summary["layers"] = [];
  let total = 0;
  let nonTrainable = 0;
  let shape = inputShape;
  for (const layer of layers) {
    const weights = kerasWeights(layer, shape);
    const params = sum(weights.map(cells));
    shape = outputShape(layer, shape);
    rows.push({ type: layer.type, outputShape: shape, weights, params });
    total += params;
    // gamma and beta are learnt; the moving mean and variance, as many again, are only recorded.
    if (layer.type === "BatchNormalization") nonTrainable += params / 2;
  }
  return { layers: rows, total, trainable: total - nonTrainable, nonTrainable };
}

/** shape: what the layer takes in, without the batch; its last side is the number of channels, or features. */
function kerasWeights(layer: KerasLayer, shape: number[]): number[][] {
  const channels = shape.at(-1)!;
  switch (layer.type) {
    case "Dense":
      return layer.useBias ? [[channels, layer.units], [layer.units]] : [[channels, layer.units]];
    case "Conv2D": {
      const kernel = [...layer.kernelSize, channels, layer.filters];
      return layer.useBias ? [kernel, [layer.filters]] : [kernel];
    }
    case "Embedding":
      return [[layer.inputDim, layer.outputDim]];
    case "LayerNormalization":
      return [[channels], [channels]];
    case "BatchNormalization":
      return [[channels], [channels], [channels], [channels]];
    default:
      return [];
  }
}

function outputShape(layer: KerasLayer, shape: number[]): number[] {
  switch (layer.type) {
    case "Dense":
      return [...shape.slice(0, -1), layer.units];
    case "Conv2D": {
      const { kernelSize, strides, padding, filters } = layer;
      // The kernel may start wherever it still fits; with padding it may start anywhere. It moves by one stride at a time.
      const starts = kernelSize.map((k, i) => (padding === "same" ? shape[i]! : shape[i]! - k + 1));
      return [...starts.map((n, i) => Math.ceil(n / strides[i]!)), filters];
    }
    case "MaxPooling2D":
      return [...layer.poolSize.map((side, i) => Math.floor(shape[i]! / side)), shape.at(-1)!];
    case "Embedding":
      return [...shape, layer.outputDim];
    case "Flatten":
      return [cells(shape)];
    case "GlobalAveragePooling1D":
      return [shape[1]!];
    default:
      return shape;
  }
}

/** The product of the sides: a 5 x 10 matrix has 50 cells. */
function cells(shape: number[]): number {
  return shape.reduce((count, side) => count * side, 1);
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
