// Turns one case into calls of the exports. A stored case tests one part; a fresh one either a block or all parts at once
// (kind "pieces"). PyTorch's names for the weights of a block become the student's.

type Matrix = number[][];

interface Linear {
  weight: Matrix;
  bias: number[];
}

interface Norm {
  weight: number[];
  bias: number[];
}

interface BlockInput {
  n_heads: number;
  d_model: number;
  activation: string;
  norm_first: boolean;
  causal: boolean;
  x: Matrix;
  weights: {
    "self_attn.in_proj_weight": Matrix;
    "self_attn.in_proj_bias": number[];
    "self_attn.out_proj.weight": Matrix;
    "self_attn.out_proj.bias": number[];
    "linear1.weight": Matrix;
    "linear1.bias": number[];
    "linear2.weight": Matrix;
    "linear2.bias": number[];
    "norm1.weight": number[];
    "norm1.bias": number[];
    "norm2.weight": number[];
    "norm2.bias": number[];
  };
}

interface NormInput extends Norm {
  x: Matrix;
  eps: number;
}

interface EmbedInput {
  tokens: number[];
  wte: Matrix;
  wpe: Matrix;
}

type Input =
  | ({ kind: "layer_norm" } & NormInput)
  | ({ kind: "rms_norm" } & NormInput)
  | { kind: "gelu"; x: number[] }
  | { kind: "positional"; n: number; d: number }
  | ({ kind: "embed" } & EmbedInput)
  | ({ kind: "pieces"; values: number[]; n: number; d: number } & NormInput & EmbedInput)
  | ({ kind: "block" } & BlockInput);

interface Submission {
  layerNorm(x: Matrix, norm: Norm, eps: number): unknown;
  rmsNorm(x: Matrix, weight: number[], eps: number): unknown;
  gelu(x: number): unknown;
  geluTanh(x: number): unknown;
  positions(n: number, d: number): unknown;
  embed(tokens: number[], tokenTable: Matrix, positionTable: Matrix): unknown;
  transformerBlock(x: Matrix, knobs: Record<string, Linear | Norm>, options: Record<string, unknown>): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  switch (input.kind) {
    case "layer_norm":
      return { y: submission.layerNorm(input.x, { weight: input.weight, bias: input.bias }, input.eps) };
    case "rms_norm":
      return { y: submission.rmsNorm(input.x, input.weight, input.eps) };
    case "gelu":
      return { exact: input.x.map((x) => submission.gelu(x)), tanh: input.x.map((x) => submission.geluTanh(x)) };
    case "positional": {
      const pe = submission.positions(input.n, input.d);
      return { pe, picture: draw(pe) };
    }
    case "embed":
      return { x: submission.embed(input.tokens, input.wte, input.wpe) };
    case "pieces":
      return {
        layer_norm: submission.layerNorm(input.x, { weight: input.weight, bias: input.bias }, input.eps),
        rms_norm: submission.rmsNorm(input.x, input.weight, input.eps),
        exact: input.values.map((x) => submission.gelu(x)),
        tanh: input.values.map((x) => submission.geluTanh(x)),
        pe: submission.positions(input.n, input.d),
        embedded: submission.embed(input.tokens, input.wte, input.wpe),
      };
    case "block":
      return { output: runBlock(submission, input) };
  }
}

function runBlock(submission: Submission, { x, weights, d_model: d, n_heads: heads, activation, norm_first: normFirst, causal }: BlockInput): unknown {
  const projection = (part: number): Linear => ({
    weight: weights["self_attn.in_proj_weight"].slice(part * d, (part + 1) * d),
    bias: weights["self_attn.in_proj_bias"].slice(part * d, (part + 1) * d),
  });
  const knobs = {
    query: projection(0),
    key: projection(1),
    value: projection(2),
    out: { weight: weights["self_attn.out_proj.weight"], bias: weights["self_attn.out_proj.bias"] },
    linear1: { weight: weights["linear1.weight"], bias: weights["linear1.bias"] },
    linear2: { weight: weights["linear2.weight"], bias: weights["linear2.bias"] },
    norm1: { weight: weights["norm1.weight"], bias: weights["norm1.bias"] },
    norm2: { weight: weights["norm2.weight"], bias: weights["norm2.bias"] },
  };
  return submission.transformerBlock(x, knobs, { heads, activation, normFirst, causal });
}

const SHADES = [" ", "░", "▒", "▓", "█"];

/** One line a position, two characters a column, from blank (-1) to full (1). Positions of any shape must not stop it. */
function draw(pe: unknown): string {
  const rows: unknown[] = Array.isArray(pe) ? pe : [];
  const shade = (value: unknown) => (SHADES[Math.round(2 * Number(value) + 2)] ?? "?").repeat(2);
  return rows.map((row) => (Array.isArray(row) ? row.map(shade).join("") : "?")).join("\n");
}
