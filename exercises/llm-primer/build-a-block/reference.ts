// One block of a transformer.
//
//   attend        every word gathers from the words it can see
//   feedForward   two linear layers with a GELU or relu between them, each word separately
//   residual      the result of a step is added to its input
//   layerNorm     before each step, or after it
//
//   pre-norm      x ← x + attend(norm1(x)),   x ← x + feedForward(norm2(x))
//   post-norm     x ← norm1(x + attend(x)),   x ← norm2(x + feedForward(x))

export interface Linear {
  weight: number[][];
  bias: number[];
}

export interface Norm {
  weight: number[];
  bias: number[];
}

export interface Block {
  norm1: Norm;
  query: Linear;
  key: Linear;
  value: Linear;
  out: Linear;
  norm2: Norm;
  linear1: Linear;
  linear2: Linear;
}

/** The eps inside a block, as in PyTorch. */
const EPS = 1e-5;

/** linear2(act(linear1(x))), for each row. */
export function feedForward(
  x: number[][],
  { linear1, linear2 }: { linear1: Linear; linear2: Linear },
  activation: "relu" | "gelu",
): number[][] {
  const act = activation === "gelu" ? gelu : (v: number) => Math.max(0, v);
  const inside = linear(x, linear1).map((row) => row.map(act));
  return linear(inside, linear2);
}

/** x: n x d, one word per row; so is the result. */
export function transformerBlock(
  x: number[][],
  knobs: Block,
  options: { heads: number; activation: "relu" | "gelu"; normFirst: boolean; causal: boolean },
): number[][] {
  const { heads, activation, normFirst, causal } = options;
  const look = (rows: number[][]) => attend(rows, knobs, heads, causal);
  const think = (rows: number[][]) => feedForward(rows, knobs, activation);
  if (normFirst) {
    const seen = add(x, look(layerNorm(x, knobs.norm1, EPS)));
    return add(seen, think(layerNorm(seen, knobs.norm2, EPS)));
  }
  const seen = layerNorm(add(x, look(x)), knobs.norm1, EPS);
  return layerNorm(add(seen, think(seen)), knobs.norm2, EPS);
}

/** (x − mean) / √(variance + eps) · weight + bias, for each row; the variance is a mean over all d features. */
function layerNorm(x: number[][], { weight, bias }: Norm, eps: number): number[][] {
  return x.map((row) => {
    const mean = average(row);
    const centred = row.map((v) => v - mean);
    const spread = Math.sqrt(average(centred.map((v) => v * v)) + eps);
    return centred.map((v, j) => (v / spread) * weight[j]! + bias[j]!);
  });
}

/** Attention with several heads: head h has the columns h·width to (h+1)·width − 1, as in the exercise on attention. */
function attend(x: number[][], { query, key, value, out }: Block, heads: number, causal: boolean): number[][] {
  const [Q, K, V] = [linear(x, query), linear(x, key), linear(x, value)];
  const width = x[0]!.length / heads;
  const joined = x.map((_, i) =>
    Array.from({ length: heads }, (_, h) => {
      const piece = (row: number[]) => row.slice(h * width, (h + 1) * width);
      const seen = causal ? i + 1 : x.length;
      const scores = K.slice(0, seen).map((k) => dot(piece(Q[i]!), piece(k)) / Math.sqrt(width));
      const weights = softmax(scores);
      // weights ends with the last word seen, and so does the sum.
      return piece(V[i]!).map((_, c) => dot(weights, V.map((v) => piece(v)[c]!)));
    }).flat(),
  );
  return linear(joined, out);
}

/**
 * x · Φ(x), where Φ(x) is the area under the bell curve to the left of x:
 *
 *   Φ(x) = 1/2 + e^(−x²/2)/√(2π) · (x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …)
 *
 * All terms in the parentheses have the sign of x; they are added until they change nothing more.
 */
function gelu(x: number): number {
  let series = 0;
  let term = x;
  for (let odd = 3; series + term !== series; odd += 2) {
    series += term;
    term *= (x * x) / odd;
  }
  // If the series overflows, x is so far out that Φ(x) is 1 or 0.
  if (Math.abs(series) === Infinity) return Math.max(0, x);
  return x * (1 / 2 + (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series);
}

function softmax(scores: number[]): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((s) => Math.exp(s - largest));
  return powers.map((p) => p / sum(powers));
}

/** y = x·Wᵀ + b, for each row. */
function linear(x: number[][], { weight, bias }: Linear): number[][] {
  return x.map((row) => bias.map((b, o) => b + dot(row, weight[o]!)));
}

function add(a: number[][], b: number[][]): number[][] {
  return a.map((row, i) => row.map((v, j) => v + b[i]![j]!));
}

function average(values: number[]): number {
  return sum(values) / values.length;
}

function dot(a: number[], b: number[]): number {
  return sum(a.map((value, i) => value * b[i]!));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value);
}
