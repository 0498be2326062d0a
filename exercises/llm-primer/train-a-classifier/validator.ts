// What the statement promises of a training: one to three layers that fit together, the last of them linear, finite
// numbers, and targets of the kind that the loss asks for.

interface Layer {
  kernel: number[][];
  bias: number[];
  activation: string;
}

interface Input {
  layers: Layer[];
  /** Absent if a case only predicts, as everything below is. */
  X?: number[][];
  Y: number[][] | number[];
  loss: string;
  optimizer?: { type: string; momentum?: number };
  epochs: number;
  batch_size: number | null;
}

export default function validate(input: unknown): string | undefined {
  if (!isObject(input)) return "the input is not an object";
  const { kind, layers, X, Y, X_new, loss, optimizer, epochs, batch_size: batchSize } = input;
  if (kind !== "train" && kind !== "update" && kind !== "train_twice" && kind !== "predict") return "kind is none of the four";
  const rows = kind === "predict" ? X_new : X;
  if (!Array.isArray(layers) || layers.length < 1 || layers.length > 3) return "there are not one to three layers";
  let width = Array.isArray(rows) && Array.isArray(rows[0]) ? rows[0].length : 0;
  for (const [l, layer] of layers.entries()) {
    if (!isObject(layer)) return `layer ${l} is not an object`;
    const { kernel, bias, activation } = layer;
    if (!isRow(bias)) return `the bias of layer ${l} is not a row of numbers`;
    if (!isMatrix(kernel, width, bias.length)) return `the kernel of layer ${l} has the wrong shape`;
    const allowed = l === layers.length - 1 ? ["linear"] : ["relu", "sigmoid", "tanh"];
    if (!allowed.includes(String(activation))) return `layer ${l} has the activation ${String(activation)}`;
    width = bias.length;
  }
  const columns = (layers[0] as Layer).kernel.length;
  if (kind === "predict" || kind === "train") {
    if (!Array.isArray(X_new) || !isMatrix(X_new, X_new.length, columns)) return "X_new has the wrong shape";
  }
  if (kind === "predict") return undefined;
  if (!Array.isArray(X) || !isMatrix(X, X.length, columns)) return "X has the wrong shape";
  return (
    faultOfTargets(loss, Y, X.length, width) ??
    faultOfOptimizer(optimizer) ??
    (isWhole(epochs, 0, 200) ? undefined : "epochs is not a whole number from 0 to 200") ??
    (batchSize === null || isWhole(batchSize, 1, 100) ? undefined : "batch_size is neither null nor a whole number")
  );
}

function faultOfTargets(loss: unknown, Y: unknown, rows: number, outputs: number): string | undefined {
  if (loss === "cross_entropy") {
    if (outputs < 2) return "cross-entropy needs two outputs or more";
    const areIds = Array.isArray(Y) && Y.length === rows && Y.every((id) => isWhole(id, 0, outputs - 1));
    return areIds ? undefined : "Y is not one class for each row";
  }
  if (loss !== "mse" && loss !== "bce_logits") return "the loss is not known";
  if (!isMatrix(Y, rows, outputs)) return "Y has the wrong shape";
  if (loss === "bce_logits" && Y.some((row) => row.some((y) => y !== 0 && y !== 1))) return "Y is not all 0 and 1";
  return undefined;
}

function faultOfOptimizer(optimizer: unknown): string | undefined {
  if (!isObject(optimizer)) return "the optimizer is not an object";
  const { type, lr, momentum = 0, beta1, beta2, eps } = optimizer;
  if (!isBetween(lr, 1e-6, 1)) return "lr is not between 1e-6 and 1";
  if (type === "sgd") return isBetween(momentum, 0, 0.99) ? undefined : "the momentum is not between 0 and 0.99";
  if (type !== "adam_keras") return "the optimizer is not known";
  const fine = isBetween(beta1, 0, 0.9999) && isBetween(beta2, 0, 0.9999) && isBetween(eps, 1e-12, 1e-3);
  return fine ? undefined : "a number of Adam's is out of range";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isBetween(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && value >= low && value <= high;
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return isBetween(value, low, high) && Number.isInteger(value);
}

function isRow(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((v) => isBetween(v, -1e4, 1e4));
}

/** Not empty, and of exactly this shape. */
function isMatrix(value: unknown, rows: number, columns: number): value is number[][] {
  if (!Array.isArray(value) || value.length !== rows || rows < 1) return false;
  return value.every((row) => isRow(row) && row.length === columns);
}

// ---- classes of inputs ---------------------------------------------------------------------------------------------

const rowsOf = ({ X = [] }: Input) => X.length;
const batchSizeOf = (input: Input) => input.batch_size ?? rowsOf(input);

/** The numbers in front of the first activation, for each row of X. */
const before = ({ layers, X = [] }: Input) => {
  const { kernel, bias } = layers[0]!;
  return X.map((x) => bias.map((b, j) => x.reduce((z, v, i) => z + v * kernel[i]![j]!, b)));
};

export const edges: Record<string, (input: Input) => boolean> = {
  "squared-error": ({ loss }) => loss === "mse",
  "yes-or-no": ({ loss }) => loss === "bce_logits",
  "classes": ({ loss }) => loss === "cross_entropy",
  "row-by-row": (input) => input.batch_size === 1 && rowsOf(input) > 1,
  "last-batch-short": (input) => batchSizeOf(input) < rowsOf(input) && rowsOf(input) % batchSizeOf(input) > 0,
  "one-batch": (input) => batchSizeOf(input) >= rowsOf(input),
  "momentum": ({ optimizer }) => (optimizer?.momentum ?? 0) > 0,
  "no-momentum": ({ optimizer }) => optimizer?.type === "sgd" && (optimizer.momentum ?? 0) === 0,
  "adam": ({ optimizer }) => optimizer?.type === "adam_keras",
  "one-layer": ({ layers }) => layers.length === 1,
  "three-layers": ({ layers }) => layers.length === 3,
  "relu-at-zero": (input) => input.layers[0]!.activation === "relu" && before(input).some((z) => z.includes(0)),
  "huge-logits": (input) => input.layers.length === 1 && before(input).some((z) => Math.max(...z) > 710),
};
