// Turns one case into a call of one export. PyTorch's names for the weights of a block become the student's.

type Matrix = number[][];

interface Linear {
  weight: Matrix;
  bias: number[];
}

interface Norm {
  weight: number[];
  bias: number[];
}

interface LayersInput {
  kind: "feed_forward";
  activation: string;
  x: Matrix;
  weights: {
    "linear1.weight": Matrix;
    "linear1.bias": number[];
    "linear2.weight": Matrix;
    "linear2.bias": number[];
  };
}

interface BlockInput {
  kind: "block";
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

interface Submission {
  feedForward(x: Matrix, layers: { linear1: Linear; linear2: Linear }, activation: string): unknown;
  transformerBlock(x: Matrix, knobs: Record<string, Linear | Norm>, options: Record<string, unknown>): unknown;
}

export default function run(submission: Submission, input: LayersInput | BlockInput): unknown {
  const layers = {
    linear1: { weight: input.weights["linear1.weight"], bias: input.weights["linear1.bias"] },
    linear2: { weight: input.weights["linear2.weight"], bias: input.weights["linear2.bias"] },
  };
  if (input.kind === "feed_forward") return { y: submission.feedForward(input.x, layers, input.activation) };
  const { x, weights, d_model: d, n_heads: heads, activation, norm_first: normFirst, causal } = input;
  const projection = (part: number): Linear => ({
    weight: weights["self_attn.in_proj_weight"].slice(part * d, (part + 1) * d),
    bias: weights["self_attn.in_proj_bias"].slice(part * d, (part + 1) * d),
  });
  const knobs = {
    query: projection(0),
    key: projection(1),
    value: projection(2),
    out: { weight: weights["self_attn.out_proj.weight"], bias: weights["self_attn.out_proj.bias"] },
    ...layers,
    norm1: { weight: weights["norm1.weight"], bias: weights["norm1.bias"] },
    norm2: { weight: weights["norm2.weight"], bias: weights["norm2.bias"] },
  };
  return { output: submission.transformerBlock(x, knobs, { heads, activation, normFirst, causal }) };
}
