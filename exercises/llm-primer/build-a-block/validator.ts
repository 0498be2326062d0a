// What the statement promises about an input of build-a-block, and the classes of inputs that fresh cases must reach.

interface Layers {
  kind: "feed_forward";
}

interface Block {
  kind: "block";
  n_heads: number;
  activation: string;
  norm_first: boolean;
  causal: boolean;
  x: number[][];
}

type Input = Layers | Block;
type Fields = Record<string, unknown>;

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  switch (input["kind"]) {
    case "feed_forward":
      return wrongLayers(input);
    case "block":
      return wrongBlock(input);
    default:
      return "unknown kind";
  }
}

function wrongBlock({ d_model: d, n_heads: heads, d_ff: f, activation, norm_first, causal, x, weights }: Fields): string | undefined {
  if (!isCount(d) || !isCount(heads) || !isCount(f) || d % heads !== 0) return "d_model must be a multiple of n_heads";
  if (activation !== "relu" && activation !== "gelu") return "activation is neither relu nor gelu";
  if (typeof norm_first !== "boolean" || typeof causal !== "boolean") return "norm_first and causal must be booleans";
  if (!isMatrix(x) || x[0]!.length !== d || x.flat().some((v) => Math.abs(v) > 10)) return "x must be a matrix of width d_model, of numbers up to 10";
  return wrongWeights(weights, [
    ["self_attn.in_proj_weight", 3 * d, d],
    ["self_attn.in_proj_bias", 3 * d],
    ["self_attn.out_proj.weight", d, d],
    ["self_attn.out_proj.bias", d],
    ["linear1.weight", f, d],
    ["linear1.bias", f],
    ["linear2.weight", d, f],
    ["linear2.bias", d],
    ["norm1.weight", d],
    ["norm1.bias", d],
    ["norm2.weight", d],
    ["norm2.bias", d],
  ]);
}

function wrongLayers({ activation, x, weights }: Fields): string | undefined {
  if (activation !== "relu" && activation !== "gelu") return "activation is neither relu nor gelu";
  if (!isMatrix(x) || x.flat().some((v) => Math.abs(v) > 10)) return "x must be a matrix of numbers up to 10";
  if (!isRecord(weights) || !isList(weights["linear1.bias"])) return "no weights";
  const [d, f] = [x[0]!.length, weights["linear1.bias"].length];
  return wrongWeights(weights, [["linear1.weight", f, d], ["linear2.weight", d, f], ["linear2.bias", d]]);
}

/** A name with its rows and columns, or with its length. */
function wrongWeights(weights: unknown, shapes: [string, number, number?][]): string | undefined {
  if (!isRecord(weights)) return "no weights";
  for (const [name, rows, columns] of shapes) {
    const value = weights[name];
    const right = columns === undefined ? isList(value) && value.length === rows : isMatrix(value) && value.length === rows && value[0]!.length === columns;
    if (!right) return `${name} has the wrong shape`;
  }
  return undefined;
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 1;
}

function isList(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((v) => Number.isFinite(v));
}

/** At least one row and one column, all rows equally long. */
function isMatrix(value: unknown): value is number[][] {
  return Array.isArray(value) && value.length > 0 && value.every((row) => isList(row) && row.length === (value[0] as unknown[]).length);
}

// ---- classes ---------------------------------------------------------------------------------------

export const edges: Record<string, (input: Input) => boolean> = {
  "pre-norm": (input) => input.kind === "block" && input.norm_first,
  "post-norm": (input) => input.kind === "block" && !input.norm_first,
  gelu: (input) => input.kind === "block" && input.activation === "gelu",
  relu: (input) => input.kind === "block" && input.activation === "relu",
  "causal-with-several-heads": (input) => input.kind === "block" && input.causal && input.n_heads > 1 && input.x.length > 1,
  "heads-of-width-one": (input) => input.kind === "block" && input.n_heads > 1 && input.n_heads === input.x[0]!.length,
};
