// What an input of this exercise looks like: a tree of modules in PyTorch's words, or a row of layers in Keras's.

type Problem = string | undefined;
type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isSide = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 200_000;
/** Far enough below 2^53 that the sum over a network is an exact number, too. */
const isCountable = (sides: number[]) => sides.reduce((cells, side) => cells * side, 1) < 2 ** 45;
const isShape = (value: unknown): value is number[] => Array.isArray(value) && value.length <= 5 && value.every(isSide) && isCountable(value);
const isPair = (value: unknown): value is [number, number] => isShape(value) && value.length === 2;
const isName = (value: unknown): value is string => typeof value === "string" && /^\w+$/.test(value);
const isPath = (value: unknown): value is string => typeof value === "string" && /^\w+(\.\w+)*$/.test(value);
const isBoolean = (value: unknown) => typeof value === "boolean";
const isSideOrShape = (value: unknown) => isSide(value) || (isShape(value) && value.length > 0);

/** Of each argument of a layer whether its value is sound; a name with a question mark may be left out. */
type Arguments = Record<string, (value: unknown) => boolean>;

const CONVOLUTION: Arguments = { in_channels: isSide, out_channels: isSide, kernel_size: isSideOrShape, "groups?": isSide, "bias?": isBoolean };
const BATCH_NORM: Arguments = { num_features: isSide, "affine?": isBoolean };
const RECURRENT: Arguments = { input_size: isSide, hidden_size: isSide, "num_layers?": isSide, "bidirectional?": isBoolean, "bias?": isBoolean };

const LEAVES: Record<string, Arguments> = {
  Linear: { in_features: isSide, out_features: isSide, "bias?": isBoolean },
  Bilinear: { in1_features: isSide, in2_features: isSide, out_features: isSide, "bias?": isBoolean },
  Conv1d: CONVOLUTION,
  Conv2d: CONVOLUTION,
  ConvTranspose2d: CONVOLUTION,
  Embedding: { num_embeddings: isSide, embedding_dim: isSide },
  LayerNorm: { normalized_shape: isSideOrShape, "elementwise_affine?": isBoolean },
  BatchNorm1d: BATCH_NORM,
  BatchNorm2d: BATCH_NORM,
  GroupNorm: { num_groups: isSide, num_channels: isSide, "affine?": isBoolean },
  PReLU: { "num_parameters?": isSide },
  MultiheadAttention: { embed_dim: isSide, num_heads: isSide, "kdim?": isSide, "vdim?": isSide, "bias?": isBoolean, "add_bias_kv?": isBoolean },
  RNN: RECURRENT,
  GRU: RECURRENT,
  LSTM: RECURRENT,
  TransformerEncoderLayer: { d_model: isSide, nhead: isSide, dim_feedforward: isSide },
  ReLU: {},
  GELU: {},
  Tanh: {},
  Sigmoid: {},
  Softmax: {},
  Dropout: { "p?": (p) => typeof p === "number" && p >= 0 && p <= 1 },
  Flatten: {},
};

const KERAS: Record<string, Arguments> = {
  Dense: { units: isSide, "use_bias?": isBoolean, "activation?": isName },
  Conv2D: {
    filters: isSide,
    kernel_size: isPair,
    "strides?": isPair,
    "padding?": (padding) => padding === "valid" || padding === "same",
    "use_bias?": isBoolean,
    "activation?": isName,
  },
  MaxPooling2D: { pool_size: isPair },
  Embedding: { input_dim: isSide, output_dim: isSide },
  BatchNormalization: {},
  LayerNormalization: {},
  GlobalAveragePooling1D: {},
  Flatten: {},
  Activation: { "activation?": isName },
  Dropout: { "rate?": (rate) => typeof rate === "number" && rate >= 0 && rate <= 1 },
};

/** What is asked of a tree of modules: its list, its totals, or both. */
const TREES = ["list", "total", "torch_module"];

export default function validate(input: unknown): Problem {
  if (!isFields(input)) return "an object";
  if (TREES.includes(input["kind"] as string)) return checkModule(input["module"], "module");
  if (input["kind"] === "keras_sequential") return checkKeras(input["input_shape"], input["layers"]);
  return "kind: list, total, torch_module or keras_sequential";
}

function checkArguments(spec: Fields, wanted: Arguments, at: string): Problem {
  const names = Object.keys(wanted).map((name) => name.replace("?", ""));
  const stray = Object.keys(spec).find((name) => name !== "type" && !names.includes(name));
  if (stray !== undefined) return `${at}: ${stray} is unknown`;
  for (const [name, isSound] of Object.entries(wanted)) {
    const value = spec[name.replace("?", "")];
    if (value === undefined ? !name.endsWith("?") : !isSound(value)) return `${at}: ${name}`;
  }
  const numbers = Object.values(spec).flat().filter((value) => typeof value === "number");
  return isCountable(numbers) ? undefined : `${at}: too many knobs`;
}

function checkModule(spec: unknown, at: string): Problem {
  if (!isFields(spec) || typeof spec["type"] !== "string") return `${at}: a module with a type`;
  const { type, tie = [], frozen = [], ...rest } = spec;
  const pairs = Array.isArray(tie) && tie.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every((path) => hasParameter(spec, path)));
  if (!pairs) return `${at}: tie is a list of pairs of parameters`;
  if (!Array.isArray(frozen) || !frozen.every((path) => hasPart(spec, path))) return `${at}: frozen is a list of modules and parameters`;
  const leaf = LEAVES[type];
  if (leaf !== undefined) return checkArguments(rest, leaf, at) ?? checkDivisors(rest, at);
  if (type !== "Module" && type !== "Sequential" && type !== "ModuleList") return `${at}: type ${type}`;
  return checkContainer(spec, at);
}

function checkContainer(spec: Fields, at: string): Problem {
  const { params = [] } = spec;
  if (!Array.isArray(params) || !params.every((p) => Array.isArray(p) && isName(p[0]) && isShape(p[1]))) return `${at}: params`;
  const parts = partsOf(spec);
  if (parts === undefined) return `${at}: parts`;
  const names = [...params.map(([name]) => name as string), ...parts.map(([name]) => name)];
  if (!names.every(isName) || new Set(names).size < names.length) return `${at}: each part has a name of its own`;
  for (const [name, part] of parts) {
    const problem = checkModule(part, `${at}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A container's parts with their names; undefined where it has no list of them. */
function partsOf(spec: Fields): [string, unknown][] | undefined {
  const list = spec["type"] === "Module" ? spec["children"] : spec["layers"];
  if (!Array.isArray(list)) return undefined;
  const isNamed = (part: unknown): part is [string, unknown] => Array.isArray(part) && part.length === 2;
  if (spec["type"] === "Module" && !list.every(isNamed)) return undefined;
  return list.map((part: unknown, i) => (isNamed(part) ? part : [String(i), part]));
}

function checkDivisors(spec: Fields, at: string): Problem {
  const divides = (divisor: unknown, name: string) => spec[name] === undefined || (spec[name] as number) % ((divisor as number | undefined) ?? 1) === 0;
  if (!divides(spec["groups"], "in_channels") || !divides(spec["groups"], "out_channels")) return `${at}: groups divide the channels`;
  if (!divides(spec["num_groups"], "num_channels")) return `${at}: groups divide the channels`;
  if (!divides(spec["num_heads"], "embed_dim") || !divides(spec["nhead"], "d_model")) return `${at}: heads divide the width`;
  return undefined;
}

/** Whether a dotted name leads to a parameter, as far as that needs no knowledge of what is inside a layer. */
function hasParameter(spec: unknown, path: unknown): boolean {
  if (!isFields(spec) || !isPath(path)) return false;
  if (typeof spec["type"] !== "string" || spec["type"] in LEAVES) return true;
  const own = (spec["params"] ?? []) as [string, number[]][];
  if (own.some(([name]) => name === path)) return true;
  const [first, ...rest] = path.split(".");
  const part = partsOf(spec)?.find(([name]) => name === first);
  return part !== undefined && rest.length > 0 && hasParameter(part[1], rest.join("."));
}

/** Whether a dotted name leads to a module or to a parameter. */
function hasPart(spec: unknown, path: unknown): boolean {
  if (hasParameter(spec, path)) return true;
  if (!isFields(spec) || !isPath(path)) return false;
  const [first, ...rest] = path.split(".");
  const part = partsOf(spec)?.find(([name]) => name === first);
  return part !== undefined && (rest.length === 0 || hasPart(part[1], rest.join(".")));
}

function checkKeras(inputShape: unknown, layers: unknown): Problem {
  if (!isShape(inputShape) || inputShape.length === 0) return "input_shape: a list of sides";
  if (!Array.isArray(layers) || layers.length === 0) return "layers: a list";
  let shape: number[] = inputShape;
  for (const [i, layer] of layers.entries()) {
    const at = `layers[${i}]`;
    if (!isFields(layer) || typeof layer["type"] !== "string") return `${at}: a layer with a type`;
    const wanted = KERAS[layer["type"]];
    if (wanted === undefined) return `${at}: type ${layer["type"]}`;
    const problem = checkArguments(layer, wanted, at);
    if (problem !== undefined) return problem;
    const next = after(layer, shape);
    if (next === undefined) return `${at}: it cannot take in [${shape.join(", ")}]`;
    shape = next;
  }
  return undefined;
}

/** The shape behind a layer; undefined where the one before it does not suit. */
function after(layer: Fields, shape: number[]): number[] | undefined {
  const last = shape.at(-1)!;
  switch (layer["type"]) {
    case "Dense":
      return [...shape.slice(0, -1), layer["units"] as number];
    case "Embedding":
      return shape.length === 1 ? [...shape, layer["output_dim"] as number] : undefined;
    case "Flatten":
      return isCountable(shape) ? [shape.reduce((cells, n) => cells * n, 1)] : undefined;
    case "GlobalAveragePooling1D":
      return shape.length === 2 ? [last] : undefined;
    case "MaxPooling2D":
      return slide(shape, layer["pool_size"] as number[], layer["pool_size"] as number[], false, last);
    case "Conv2D":
      return slide(shape, layer["kernel_size"] as number[], (layer["strides"] ?? [1, 1]) as number[], layer["padding"] === "same", layer["filters"] as number);
    default:
      return shape;
  }
}

/** Counts the places of a window one after another. */
function slide(shape: number[], window: number[], step: number[], padded: boolean, channels: number): number[] | undefined {
  if (shape.length !== 3) return undefined;
  const places = [0, 1].map((axis) => {
    const end = padded ? shape[axis]! : shape[axis]! - window[axis]! + 1;
    let count = 0;
    for (let start = 0; start < end; start += step[axis]!) count++;
    return count;
  });
  return places.every((count) => count > 0) ? [...places, channels] : undefined;
}

// ---- edge classes

interface Input {
  kind: string;
  module?: Fields;
  layers?: Fields[];
  input_shape?: number[];
}

/** Every module of a network with its full name, from the outside in, in order. */
function modules(spec: Fields, name = ""): [string, Fields][] {
  const parts = spec["type"] === "Module" || "layers" in spec ? partsOf(spec)! : [];
  return [[name, spec], ...parts.flatMap(([own, part]) => modules(part as Fields, name === "" ? own : `${name}.${own}`))];
}

const someModule = (input: Input, test: (spec: Fields) => boolean) => input.module !== undefined && modules(input.module).some(([, spec]) => test(spec));
const someLayer = (input: Input, test: (layer: Fields, before: number[]) => boolean) => {
  let shape = input.input_shape ?? [];
  for (const layer of input.kind === "keras_sequential" ? input.layers! : []) {
    if (test(layer, shape)) return true;
    shape = after(layer, shape)!;
  }
  return false;
};

const params = (spec: Fields) => (spec["params"] ?? []) as [string, number[]][];
const isHuge = (spec: Fields) =>
  (spec["num_embeddings"] as number) * (spec["embedding_dim"] as number) > 2 ** 32 || (spec["in_features"] as number) * (spec["out_features"] as number) > 2 ** 32;

export const edges: Record<string, (input: Input) => boolean> = {
  "own-parameters-and-children": (input) => someModule(input, (spec) => params(spec).length > 0 && partsOf(spec)!.length > 0),
  "a-single-number": (input) => someModule(input, (spec) => params(spec).some(([, shape]) => shape.length === 0)),
  "tied-name-before-its-source": (input) => {
    const names = input.module === undefined ? [] : modules(input.module).map(([name]) => name);
    const place = (path: string) => names.indexOf(path.slice(0, path.lastIndexOf(".")));
    return ((input.module?.["tie"] ?? []) as [string, string][]).some(([name, source]) => place(name) < place(source));
  },
  "frozen-under-another-name": (input) => {
    const names = input.module === undefined ? [] : modules(input.module).map(([name]) => name);
    const owner = (path: string) => path.slice(0, path.lastIndexOf("."));
    const isFrozen = (path: string) => ((input.module?.["frozen"] ?? []) as string[]).some((part) => `${path}.`.startsWith(`${part}.`));
    return ((input.module?.["tie"] ?? []) as [string, string][]).some((pair) => {
      const [listed, other] = pair.toSorted((a, b) => names.indexOf(owner(a)) - names.indexOf(owner(b)));
      return isFrozen(other!) && !isFrozen(listed!);
    });
  },
  "frozen-name-begins-another": (input) =>
    ((input.module?.["frozen"] ?? []) as string[]).some((part) => modules(input.module!).some(([name]) => name.startsWith(part) && name !== part && name[part.length] !== ".")),
  "transposed-convolution": (input) => someModule(input, (spec) => spec["type"] === "ConvTranspose2d" && spec["in_channels"] !== spec["out_channels"]),
  groups: (input) => someModule(input, (spec) => typeof spec["groups"] === "number" && spec["groups"] > 1),
  "keys-of-another-width": (input) =>
    someModule(input, (spec) => (spec["kdim"] !== undefined && spec["kdim"] !== spec["embed_dim"]) || (spec["vdim"] !== undefined && spec["vdim"] !== spec["embed_dim"])),
  "both-directions-and-several-layers": (input) => someModule(input, (spec) => spec["bidirectional"] === true && typeof spec["num_layers"] === "number" && spec["num_layers"] > 1),
  "more-than-32-bits": (input) => someModule(input, isHuge),
  "keras-batch-normalization": (input) => someLayer(input, ({ type }) => type === "BatchNormalization"),
  "keras-padding-same-with-strides": (input) =>
    someLayer(input, ({ padding, strides }) => padding === "same" && Array.isArray(strides) && strides.some((stride) => stride > 1)),
  "keras-pooling-with-a-rest": (input) =>
    someLayer(input, ({ type, pool_size }, shape) => type === "MaxPooling2D" && (pool_size as number[]).some((n, axis) => shape[axis]! % n > 0)),
};
