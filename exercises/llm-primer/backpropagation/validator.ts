// What an input must be, as the statement promises it.

interface Layer {
  kernel?: number[][];
  weight?: number[][];
  bias: number[] | null;
  activation: string;
}

interface Input {
  kind: "mlp" | "embedding";
  layout: "keras" | "torch";
  layers: Layer[];
  X: number[][];
  embedding: number[][];
  tokens: number[][];
  loss: "mse" | "cross_entropy" | "bce_logits";
  target: number[] | number[][];
}

const ACTIVATIONS = ["linear", "relu", "leaky_relu", "sigmoid", "tanh"];

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "not an object";
  const { kind, layout, layers, X, embedding, tokens, loss, target } = input as Partial<Input>;
  if (kind !== "mlp" && kind !== "embedding") return "kind is neither mlp nor embedding";
  if (layout !== "keras" && layout !== "torch") return "layout is neither keras nor torch";
  const { relu_zero } = input as Record<string, unknown>;
  if (relu_zero !== undefined && typeof relu_zero !== "boolean") return "relu_zero is not a boolean";
  if (!Array.isArray(layers) || layers.length < 1 || layers.length > 6) return "not 1 to 6 layers";

  let width: number;
  let rows: number;
  if (kind === "mlp") {
    if (!isMatrix(X)) return "X is not a matrix";
    [rows, width] = [X.length, X[0]!.length];
  } else {
    if (!isMatrix(embedding)) return "embedding is not a matrix";
    if (!isMatrix(tokens)) return "tokens are not a matrix";
    if (!tokens.flat().every((token) => isIndex(token, embedding.length))) return "a token is not in the table";
    [rows, width] = [tokens.length, embedding[0]!.length];
  }
  for (const [l, layer] of layers.entries()) {
    const stored = layout === "keras" ? layer.kernel : layer.weight;
    if (!isMatrix(stored)) return `layer ${l} has no matrix in its layout`;
    const [inputs, units] = layout === "keras" ? [stored.length, stored[0]!.length] : [stored[0]!.length, stored.length];
    if (inputs !== width) return `layer ${l} takes ${inputs} inputs, but ${width} come in`;
    if (layer.bias !== null && !(isVector(layer.bias) && layer.bias.length === units)) return `the bias of layer ${l} has another shape`;
    if (!ACTIVATIONS.includes(layer.activation)) return `layer ${l} has an unknown activation`;
    width = units;
  }
  if (!Array.isArray(target) || target.length !== rows) return "not one target for each row";
  if (loss === "cross_entropy") {
    if (!target.every((id) => isIndex(id, width))) return "a target is not a class";
  } else if (loss === "mse" || loss === "bce_logits") {
    if (!isMatrix(target) || target[0]!.length !== width) return "the targets have another shape than the outputs";
    if (loss === "bce_logits" && !target.flat().every((y) => y === 0 || y === 1)) return "a target is neither 0 nor 1";
  } else return "an unknown loss";
  if (loss !== "mse" && layers.at(-1)!.activation !== "linear") return "the last layer is not linear";
  return undefined;
}

export const edges: Record<string, (input: Input) => boolean> = {
  "one-row": ({ target }) => target.length === 1,
  "one-layer": ({ layers }) => layers.length === 1,
  "two-hidden-layers": ({ layers }) => layers.length === 3,
  "no-bias": ({ layers }) => layers.some(({ bias }) => bias === null),
  "several-outputs": ({ loss, target }) => loss !== "cross_entropy" && (target[0] as number[]).length > 1,
  "relu-at-zero": (input) =>
    ["relu", "leaky_relu"].includes(input.layers[0]!.activation) && firstZ(input).some((row) => row.includes(0)),
  "far-targets": ({ loss, target }) => loss === "mse" && (target as number[][]).flat().every((y) => Math.abs(y) > 1e7),
  "large-logits": ({ loss, layers }) =>
    loss !== "mse" && (layers.at(-1)!.kernel ?? layers.at(-1)!.weight!).flat().some((w) => Math.abs(w) > 500),
  "repeated-token": ({ kind, tokens }) => kind === "embedding" && tokens.some((row) => new Set(row).size < row.length),
  "unused-token": ({ kind, tokens, embedding }) => kind === "embedding" && new Set(tokens.flat()).size < embedding.length,
};

/** The first layer before its activation, row by row. */
function firstZ({ kind, layers, X, embedding, tokens }: Input): number[][] {
  const { kernel, weight, bias } = layers[0]!;
  const units = kernel === undefined ? weight! : kernel[0]!.map((_, j) => kernel.map((row) => row[j]!));
  const rows =
    kind === "mlp"
      ? X
      : tokens.map((row) => embedding[0]!.map((_, d) => row.reduce((s, token) => s + embedding[token]![d]!, 0) / row.length));
  return rows.map((x) => units.map((unit, j) => unit.reduce((z, w, i) => z + w * x[i]!, 0) + (bias === null ? 0 : bias[j]!)));
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((v) => Number.isFinite(v));
}

function isMatrix(value: unknown): value is number[][] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isVector(row) && row.length === (value[0] as number[]).length);
}

function isIndex(value: unknown, length: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < length;
}
