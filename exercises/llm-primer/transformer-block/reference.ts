// One block of a transformer, and the parts around it.
//
//   embed        row = what the word is + where it is
//   normalise    LayerNorm: subtract the mean, divide by the spread; RMSNorm: divide by the root mean square
//   attend       every word gathers from the words it can see
//   think        two linear layers with a GELU or relu between them, each word separately
//   residual     the result of a part is added to its input
//
//   pre-LN       x ← x + attend(norm1(x)),   x ← x + think(norm2(x))
//   post-LN      x ← norm1(x + attend(x)),   x ← norm2(x + think(x))

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

/** (x − mean) / √(variance + eps) · weight + bias, for each row; the variance is a mean over all d features. */
export function layerNorm(x: number[][], { weight, bias }: Norm, eps: number): number[][] {
  return x.map((row) => {
    const mean = average(row);
    const centred = row.map((v) => v - mean);
    const spread = Math.sqrt(average(centred.map((v) => v * v)) + eps);
    return centred.map((v, j) => (v / spread) * weight[j]! + bias[j]!);
  });
}

/** x / √(mean of x² + eps) · weight, for each row. */
export function rmsNorm(x: number[][], weight: number[], eps: number): number[][] {
  return x.map((row) => {
    const size = Math.sqrt(average(row.map((v) => v * v)) + eps);
    return row.map((v, j) => (v / size) * weight[j]!);
  });
}

/**
 * x · Φ(x), where Φ(x) is the area under the bell curve to the left of x:
 *
 *   Φ(x) = 1/2 + e^(−x²/2)/√(2π) · (x + x³/3 + x⁵/(3·5) + x⁷/(3·5·7) + …)
 *
 * All terms have the same sign, so nothing cancels; they are added until they change nothing more.
 */
export function gelu(x: number): number {
  let series = 0;
  let term = x;
  for (let odd = 3; series + term !== series; odd += 2) {
    series += term;
    term *= (x * x) / odd;
  }
  // If the series overflows, the rest of the area under the curve is 0.
  if (Math.abs(series) === Infinity) return Math.max(0, x);
  return x * (1 / 2 + (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * series);
}

/** x/2 · (1 + tanh(√(2/π) · (x + 0.044715·x³))) */
export function geluTanh(x: number): number {
  return (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));
}

/** Columns 2i and 2i + 1 are the sine and the cosine of position / 10000^(2i/d). */
export function positions(n: number, d: number): number[][] {
  return Array.from({ length: n }, (_, position) =>
    Array.from({ length: d }, (_, column) => {
      const isSine = column % 2 === 0;
      const angle = position / 10000 ** ((isSine ? column : column - 1) / d);
      return isSine ? Math.sin(angle) : Math.cos(angle);
    }),
  );
}

export function embed(tokens: number[], tokenTable: number[][], positionTable: number[][]): number[][] {
  return tokens.map((token, t) => tokenTable[token]!.map((v, j) => v + positionTable[t]![j]!));
}

/** x: n x d, one word per row; so is the result. */
export function transformerBlock(
  x: number[][],
  knobs: Block,
  options: { heads: number; activation: "relu" | "gelu"; normFirst: boolean; causal: boolean },
): number[][] {
  const { heads, activation, normFirst, causal } = options;
  const bend = activation === "gelu" ? gelu : (v: number) => Math.max(0, v);
  const attendTo = (rows: number[][]) => attend(rows, knobs, heads, causal);
  const think = (rows: number[][]) => linear(linear(rows, knobs.linear1).map((row) => row.map(bend)), knobs.linear2);
  if (normFirst) {
    const seen = add(x, attendTo(layerNorm(x, knobs.norm1, EPS)));
    return add(seen, think(layerNorm(seen, knobs.norm2, EPS)));
  }
  const seen = layerNorm(add(x, attendTo(x)), knobs.norm1, EPS);
  return layerNorm(add(seen, think(seen)), knobs.norm2, EPS);
}

/** Attention with several heads: head h has the columns h·width to (h+1)·width − 1; see the previous exercise. */
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
