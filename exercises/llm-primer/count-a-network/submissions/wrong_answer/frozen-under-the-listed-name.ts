// Looks only at the name that a parameter is listed under when it asks whether it is frozen.

interface Module {
  type: string;
  own: [string, number[]][];
  children: [string, Module][];
  layers: Module[];
  inFeatures: number;
  in1Features: number;
  in2Features: number;
  outFeatures: number;
  inChannels: number;
  outChannels: number;
  kernelSize: number[];
  groups: number;
  numEmbeddings: number;
  embeddingDim: number;
  shape: number[];
  affine: boolean;
  numParameters: number;
  embedDim: number;
  kDim: number;
  vDim: number;
  addBiasKV: boolean;
  inputSize: number;
  hiddenSize: number;
  numLayers: number;
  bidirectional: boolean;
  dModel: number;
  dimFeedforward: number;
  bias: boolean;
}
interface Network {
  root: Module;
  tied: [string, string][];
  frozen: string[];
}
interface Parameter {
  name: string;
  shape: number[];
  count: number;
}
interface KerasLayer {
  type: string;
  units: number;
  filters: number;
  kernelSize: number[];
  strides: number[];
  padding: string;
  poolSize: number[];
  inputDim: number;
  outputDim: number;
  useBias: boolean;
}
type Shapes = [string, number[]][];

const product = (shape: number[]): number => shape.reduce((n, side) => n * side, 1);
const linear = (inFeatures: number, outFeatures: number, bias: boolean) => ({ type: "Linear", inFeatures, outFeatures, bias }) as Module;

/** The parameters that belong to the module itself. */
function ownOf(m: Module): Shapes {
  const shapes: Shapes = [];
  const add = (name: string, ...shape: number[]) => shapes.push([name, shape]);
  if (m.type === "Module") return m.own;
  if (m.type === "Linear") add("weight", m.outFeatures, m.inFeatures);
  if (m.type === "Bilinear") add("weight", m.outFeatures, m.in1Features, m.in2Features);
  if (m.type === "Conv1d" || m.type === "Conv2d") add("weight", m.outChannels, m.inChannels / m.groups, ...m.kernelSize);
  if (m.type === "ConvTranspose2d") add("weight", m.inChannels, m.outChannels / m.groups, ...m.kernelSize);
  if (m.type === "Embedding") add("weight", m.numEmbeddings, m.embeddingDim);
  if (m.type === "PReLU") add("weight", m.numParameters);
  if (m.type.includes("Norm") && m.affine) {
    add("weight", ...m.shape);
    add("bias", ...m.shape);
  }
  if (["Linear", "Bilinear"].includes(m.type) && m.bias) add("bias", m.outFeatures);
  if (m.type.startsWith("Conv") && m.bias) add("bias", m.outChannels);
  if (m.type === "MultiheadAttention") {
    const d = m.embedDim;
    if (m.kDim === d && m.vDim === d) add("in_proj_weight", 3 * d, d);
    else {
      add("q_proj_weight", d, d);
      add("k_proj_weight", d, m.kDim);
      add("v_proj_weight", d, m.vDim);
    }
    if (m.bias) add("in_proj_bias", 3 * d);
    if (m.addBiasKV) {
      add("bias_k", 1, 1, d);
      add("bias_v", 1, 1, d);
    }
  }
  const gates = { RNN: 1, GRU: 3, LSTM: 4 }[m.type];
  if (gates !== undefined) {
    const h = m.hiddenSize;
    const directions = m.bidirectional ? ["", "_reverse"] : [""];
    for (let k = 0; k < m.numLayers; k++) {
      const inputs = k === 0 ? m.inputSize : h * directions.length;
      for (const direction of directions) {
        add(`weight_ih_l${k}${direction}`, gates * h, inputs);
        add(`weight_hh_l${k}${direction}`, gates * h, h);
        if (m.bias) {
          add(`bias_ih_l${k}${direction}`, gates * h);
          add(`bias_hh_l${k}${direction}`, gates * h);
        }
      }
    }
  }
  return shapes;
}

/** The modules inside, with their names. */
function partsOf(m: Module): [string, Module][] {
  if (m.type === "Module") return m.children;
  if (m.type === "Sequential" || m.type === "ModuleList") return m.layers.map((layer, i) => [String(i), layer]);
  if (m.type === "MultiheadAttention") return [["out_proj", linear(m.embedDim, m.embedDim, m.bias)]];
  if (m.type === "TransformerEncoderLayer") {
    const d = m.dModel;
    const norm = { type: "LayerNorm", shape: [d], affine: true } as Module;
    const attention = { type: "MultiheadAttention", embedDim: d, kDim: d, vDim: d, bias: true, addBiasKV: false } as Module;
    return [
      ["self_attn", attention],
      ["linear1", linear(d, m.dimFeedforward, true)],
      ["linear2", linear(m.dimFeedforward, d, true)],
      ["norm1", norm],
      ["norm2", norm],
    ];
  }
  return [];
}

interface Entry {
  name: string;
  /** Two entries with the same key are one tensor. */
  key: number;
  shape: number[];
}

function collect(m: Module, prefix: string, entries: Entry[]): Entry[] {
  for (const [name, shape] of ownOf(m)) entries.push({ name: prefix + name, key: entries.length, shape });
  for (const [name, part] of partsOf(m)) collect(part, `${prefix}${name}.`, entries);
  return entries;
}

/** Every name with the tensor that it refers to once all pairs are tied. */
function entriesOf({ root, tied }: Network): Entry[] {
  const entries = collect(root, "", []);
  for (const [name, source] of tied) {
    const from = entries.find((entry) => entry.name === source)!;
    Object.assign(entries.find((entry) => entry.name === name)!, { key: from.key, shape: from.shape });
  }
  return entries;
}

const isFirst = ({ key }: Entry, i: number, entries: Entry[]): boolean => entries.findIndex((entry) => entry.key === key) === i;

export function listParameters(network: Network): Parameter[] {
  return entriesOf(network)
    .filter(isFirst)
    .map(({ name, shape }) => ({ name, shape, count: product(shape) }));
}

export function countParameters(network: Network): { total: number; trainable: number } {
  const entries = entriesOf(network);
  const isFrozen = (name: string) => network.frozen.some((part) => `${name}.`.startsWith(`${part}.`));
  let total = 0;
  let trainable = 0;
  for (const { name, shape } of entries.filter(isFirst)) {
    const count = product(shape);
    total += count;
    if (!isFrozen(name)) trainable += count;
  }
  return { total, trainable };
}

export function summarize(inputShape: number[], layers: KerasLayer[]) {
  let shape = inputShape;
  let total = 0;
  let nonTrainable = 0;
  const rows = layers.map((layer) => {
    const n = shape[shape.length - 1]!;
    let weights: number[][] = [];
    switch (layer.type) {
      case "Dense":
        weights = [[n, layer.units]];
        if (layer.useBias) weights.push([layer.units]);
        shape = [...shape.slice(0, -1), layer.units];
        break;
      case "Conv2D": {
        weights = [[...layer.kernelSize, n, layer.filters]];
        if (layer.useBias) weights.push([layer.filters]);
        const sides = layer.kernelSize.map((k, i) => {
          const room = layer.padding === "same" ? shape[i]! - 1 : shape[i]! - k;
          return Math.floor(room / layer.strides[i]!) + 1;
        });
        shape = [...sides, layer.filters];
        break;
      }
      case "MaxPooling2D":
        shape = [Math.floor(shape[0]! / layer.poolSize[0]!), Math.floor(shape[1]! / layer.poolSize[1]!), n];
        break;
      case "Embedding":
        weights = [[layer.inputDim, layer.outputDim]];
        shape = [...shape, layer.outputDim];
        break;
      case "LayerNormalization":
        weights = [[n], [n]];
        break;
      case "BatchNormalization":
        weights = [[n], [n], [n], [n]];
        nonTrainable += 2 * n;
        break;
      case "Flatten":
        shape = [product(shape)];
        break;
      case "GlobalAveragePooling1D":
        shape = [n];
        break;
    }
    const params = weights.reduce((sum, weight) => sum + product(weight), 0);
    total += params;
    return { type: layer.type, outputShape: shape, weights, params };
  });
  return { layers: rows, total, trainable: total - nonTrainable, nonTrainable };
}
