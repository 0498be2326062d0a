// Turns one case into a call of attention or multiHeadAttention. PyTorch keeps the three projections of a layer in one
// tall matrix; the student gets them apart, by name.

interface Linear {
  weight: number[][];
  bias: number[];
}

interface AttentionInput {
  kind: "attention";
  Q: number[][];
  K: number[][];
  V: number[][];
  causal: boolean;
  key_mask?: number[];
  tokens?: string[];
}

interface MultiheadInput {
  kind: "multihead";
  d_model: number;
  n_heads: number;
  causal: boolean;
  x: number[][];
  weights: {
    in_proj_weight: number[][];
    in_proj_bias: number[];
    "out_proj.weight": number[][];
    "out_proj.bias": number[];
  };
}

interface Result {
  weights: unknown;
  output: unknown;
}

interface Submission {
  attention(
    Q: number[][],
    K: number[][],
    V: number[][],
    options: { causal: boolean; keyMask?: boolean[] },
  ): Result;
  multiHeadAttention(
    x: number[][],
    knobs: Record<"query" | "key" | "value" | "out", Linear>,
    options: { heads: number; causal: boolean },
  ): Result;
}

export default function run(submission: Submission, input: AttentionInput | MultiheadInput): unknown {
  if (input.kind === "multihead") return runHeads(submission, input);
  const { Q, K, V, causal, key_mask, tokens } = input;
  const options = key_mask === undefined ? { causal } : { causal, keyMask: key_mask.map((seen) => seen === 1) };
  const { weights, output } = submission.attention(Q, K, V, options);
  return tokens === undefined ? { weights, output } : { weights, output, picture: draw(tokens, weights) };
}

function runHeads(submission: Submission, { x, weights, d_model: d, n_heads: heads, causal }: MultiheadInput): unknown {
  const rows = (part: number): Linear => ({
    weight: weights.in_proj_weight.slice(part * d, (part + 1) * d),
    bias: weights.in_proj_bias.slice(part * d, (part + 1) * d),
  });
  const out = { weight: weights["out_proj.weight"], bias: weights["out_proj.bias"] };
  const result = submission.multiHeadAttention(x, { query: rows(0), key: rows(1), value: rows(2), out }, { heads, causal });
  return { weights: result.weights, output: result.output };
}

const SHADES = [" ", "░", "▒", "▓", "█"];

/** One line a word: who looks, and how much at each word, from not at all to almost entirely. Weights of any shape must not stop it. */
function draw(tokens: string[], weights: unknown): string {
  const rows: unknown[] = Array.isArray(weights) ? weights : [];
  const width = Math.max(...tokens.map((token) => token.length));
  const shade = (weight: unknown) => SHADES[Math.ceil(Number(weight) * 4 - 0.2)] ?? "?";
  const lines = tokens.map((token, i) => {
    const row: unknown = rows[i];
    return `${token.padStart(width)} │${tokens.map((_, j) => shade(Array.isArray(row) ? row[j] : undefined).repeat(width)).join(" ")}`;
  });
  return [`${" ".repeat(width)}  ${tokens.map((token) => token.padEnd(width)).join(" ").trimEnd()}`, ...lines].join("\n");
}
