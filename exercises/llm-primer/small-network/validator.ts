// What the statement promises about an input of small-network, and the classes of inputs that fresh cases must reach.

interface Layer {
  kernel: number[][];
  bias: number[];
  activation: string;
}

interface Input {
  layers: [Layer, Layer];
  /** Absent if a case only predicts, as Y is. */
  X?: number[][];
  Y?: number[][];
  X_new: number[][];
  epochs: number;
  optimizer: { type: string };
}

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "no object";
  const { kind, layers, X, Y, X_new, epochs } = input;
  if (kind === "predict") return isMatrix(X_new) ? validateLayers(layers, X_new[0]!.length) : "X_new must be a matrix of finite numbers";
  if (kind !== "train" && kind !== "update" && kind !== "train_twice") return "kind is none of the four";
  if (!isMatrix(X) || !isMatrix(Y)) return "X and Y must be matrices of finite numbers";
  if (X.length !== Y.length) return "X and Y differ in length";
  if (kind === "train" && (!isMatrix(X_new) || X[0]!.length !== X_new[0]!.length)) return "X_new must be a matrix as wide as X";
  if (!Number.isInteger(epochs) || Number(epochs) < 0 || Number(epochs) > 1000) return "epochs must be a whole number from 0 to 1000";
  if (input["loss"] !== "mse" || input["batch_size"] !== null) return "only the mean squared error over all rows at once";
  return validateLayers(layers, X[0]!.length, Y[0]!.length) ?? validateOptimizer(input["optimizer"]);
}

function validateLayers(layers: unknown, inputs: number, outputs?: number): string | undefined {
  if (!Array.isArray(layers) || layers.length !== 2) return "there must be two layers";
  let width = inputs;
  for (const [i, layer] of layers.entries()) {
    if (!isRecord(layer) || !isMatrix(layer["kernel"]) || layer["kernel"].length !== width) return `the kernel of layer ${i} has the wrong shape`;
    width = layer["kernel"][0]!.length;
    if (!isList(layer["bias"]) || layer["bias"].length !== width) return `the bias of layer ${i} has the wrong shape`;
    const allowed = i === 0 ? ["relu", "tanh"] : ["linear"];
    if (!allowed.includes(String(layer["activation"]))) return `layer ${i} has no activation that it may have`;
  }
  return outputs === undefined || width === outputs ? undefined : "the last layer and Y differ in width";
}

function validateOptimizer(optimizer: unknown): string | undefined {
  if (!isRecord(optimizer)) return "no optimizer";
  const { type, lr, beta1, beta2, eps } = optimizer;
  if (type !== "adam_keras" && type !== "adam_torch") return "the optimizer is neither adam_keras nor adam_torch";
  if (![lr, eps].every((value) => Number.isFinite(value) && Number(value) > 0)) return "lr and eps must be positive";
  return [beta1, beta2].every((beta) => typeof beta === "number" && beta >= 0 && beta < 1) ? undefined : "beta1 and beta2 must be at least 0 and less than 1";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((v) => Number.isFinite(v));
}

/** At least one row and one column, all rows equally long. */
function isMatrix(value: unknown): value is number[][] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isList(row) && row.length === (value[0] as unknown[]).length);
}

// ---- classes ---------------------------------------------------------------------------------------

/** What the hidden units are given for a row, before the activation. */
function sums({ kernel, bias }: Layer, x: number[]): number[] {
  return bias.map((b, j) => x.reduce((z, value, i) => z + value * kernel[i]![j]!, b));
}

export const edges: Record<string, (input: Input) => boolean> = {
  relu: ({ layers }) => layers[0].activation === "relu",
  tanh: ({ layers }) => layers[0].activation === "tanh",
  "several-inputs": ({ layers }) => layers[0].kernel.length > 1,
  "several-outputs": ({ layers }) => layers[1].bias.length > 1,
  "at-the-kink": ({ layers, X = [] }) => layers[0].activation === "relu" && X.some((x) => sums(layers[0], x).includes(0)),
  "unit-switched-off": ({ layers, X = [] }) => X.length > 0 && layers[0].activation === "relu" && layers[0].bias.some((_, j) => X.every((x) => sums(layers[0], x)[j]! <= 0)),
};
