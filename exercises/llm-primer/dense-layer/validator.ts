// What the statement promises about layers, lists and rows.

interface Layer {
  kernel?: number[][];
  weight?: number[][];
  bias: number[] | null;
  activation: string;
}

type Input =
  | { kind: "forward"; layers: Layer[]; X: number[][] }
  | { kind: "activation"; name: string; z: number[] }
  | { kind: "softmax" | "softmax_only" | "log_softmax_only"; z: number[][] };

const SOFTMAX_KINDS = ["softmax", "softmax_only", "log_softmax_only"];
const ELEMENTWISE = ["linear", "relu", "leaky_relu", "sigmoid", "tanh"];

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "no object";
  const { kind, name, z, layers, X, layout, large } = input as Record<string, unknown>;
  if (kind === "activation") {
    if (!ELEMENTWISE.includes(name as string)) return "an activation of another name";
    return isNumbers(z) && z.length > 0 ? undefined : "z is no list of numbers";
  }
  if (SOFTMAX_KINDS.includes(kind as string)) return isMatrix(z) ? undefined : "z is no matrix";
  if (kind !== "forward") return "the kind is not known";
  if (layout !== "keras" && layout !== "torch") return "layout is neither keras nor torch";
  if (large !== undefined && typeof large !== "boolean") return "large is no boolean";
  if (!isMatrix(X)) return "X is no matrix";
  if (!Array.isArray(layers) || layers.length === 0) return "there are no layers";
  let width = X[0]!.length;
  for (const layer of layers as unknown[]) {
    if (typeof layer !== "object" || layer === null) return "a layer is no object";
    const { kernel, weight, bias, activation } = layer as Record<string, unknown>;
    if ((kernel === undefined) === (weight === undefined)) return "a layer has both kernel and weight, or neither";
    const knobs = kernel ?? weight;
    if (!isMatrix(knobs)) return "kernel or weight is no matrix";
    const [inputs, units] = kernel === undefined ? [knobs[0]!.length, knobs.length] : [knobs.length, knobs[0]!.length];
    if (inputs !== width) return "a layer does not fit the one before";
    if (bias !== null && !(isNumbers(bias) && bias.length === units)) return "a bias does not fit its layer";
    if (activation !== "softmax" && !ELEMENTWISE.includes(activation as string)) return "an activation of another name";
    width = units;
  }
  return undefined;
}

export const edges: Record<string, (input: Input) => boolean> = {
  "keras-layout": (input) => input.kind === "forward" && input.layers[0]!.kernel !== undefined,
  "torch-layout": (input) => input.kind === "forward" && input.layers[0]!.weight !== undefined,
  "two-layers": (input) => input.kind === "forward" && input.layers.length === 2,
  "no-bias": (input) => input.kind === "forward" && input.layers.some(({ bias }) => bias === null),
  "softmax-layer": (input) => input.kind === "forward" && input.layers.some(({ activation }) => activation === "softmax"),
  "far-from-zero": (input) => input.kind !== "forward" && input.z.flat().some((v) => Math.abs(v) > 709),
};

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((v) => typeof v === "number" && Number.isFinite(v));
}

/** At least one row and one column, all rows of the same length. */
function isMatrix(value: unknown): value is number[][] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const rows = value as unknown[];
  const [first] = rows;
  return isNumbers(first) && first.length > 0 && rows.every((row) => isNumbers(row) && row.length === first.length);
}
