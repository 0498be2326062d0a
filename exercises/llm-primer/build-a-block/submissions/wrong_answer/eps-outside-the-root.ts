// Adds eps to the standard deviation, where it belongs to the variance.

type Matrix = number[][];
interface Linear {
  weight: Matrix;
  bias: number[];
}
interface Norm {
  weight: number[];
  bias: number[];
}
interface Block {
  norm1: Norm;
  query: Linear;
  key: Linear;
  value: Linear;
  out: Linear;
  norm2: Norm;
  linear1: Linear;
  linear2: Linear;
}
interface Options {
  heads: number;
  activation: "relu" | "gelu";
  normFirst: boolean;
  causal: boolean;
}

const mean = (v: number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
const transpose = (A: Matrix): Matrix => A[0]!.map((_, j) => A.map((row) => row[j]!));
const multiply = (A: Matrix, B: Matrix): Matrix =>
  A.map((row) => B[0]!.map((_, j) => row.reduce((sum, a, k) => sum + a * B[k]![j]!, 0)));
const plus = (A: Matrix, B: Matrix): Matrix => A.map((row, i) => row.map((a, j) => a + B[i]![j]!));
const apply = (x: Matrix, { weight, bias }: Linear): Matrix =>
  multiply(x, transpose(weight)).map((row) => row.map((y, j) => y + bias[j]!));

function layerNorm(x: Matrix, norm: Norm, eps: number): Matrix {
  return x.map((row) => {
    const m = mean(row);
    const variance = mean(row.map((v) => (v - m) ** 2));
    return row.map((v, j) => ((v - m) / (Math.sqrt(variance) + eps)) * norm.weight[j]! + norm.bias[j]!);
  });
}

function erf(z: number): number {
  if (Math.abs(z) > 6) return Math.sign(z);
  let term = (2 / Math.sqrt(Math.PI)) * z * Math.exp(-z * z);
  let sum = 0;
  for (let n = 0; n < 200; n++) {
    sum += term;
    term *= (2 * z * z) / (2 * n + 3);
  }
  return sum;
}

function gelu(x: number): number {
  return 0.5 * x * (1 + erf(x / Math.SQRT2));
}

function softmax(row: number[]): number[] {
  const highest = Math.max(...row);
  const powers = row.map((s) => Math.exp(s - highest));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
}

function attend(x: Matrix, { query, key, value, out }: Block, heads: number, causal: boolean): Matrix {
  const [q, k, v] = [apply(x, query), apply(x, key), apply(x, value)];
  const width = x[0]!.length / heads;
  const joined: Matrix = x.map(() => []);
  for (let h = 0; h < heads; h++) {
    const part = (A: Matrix): Matrix => A.map((row) => row.slice(h * width, (h + 1) * width));
    const scores = multiply(part(q), transpose(part(k)));
    const weights = scores.map((row, i) => softmax(row.map((s, j) => (causal && j > i ? -Infinity : s / Math.sqrt(width)))));
    multiply(weights, part(v)).forEach((row, i) => joined[i]!.push(...row));
  }
  return apply(joined, out);
}

export function feedForward(x: Matrix, layers: { linear1: Linear; linear2: Linear }, activation: "relu" | "gelu"): Matrix {
  const bend = activation === "gelu" ? gelu : (v: number) => Math.max(0, v);
  return apply(apply(x, layers.linear1).map((row) => row.map(bend)), layers.linear2);
}

export function transformerBlock(x: Matrix, knobs: Block, { heads, activation, normFirst, causal }: Options): Matrix {
  const think = (A: Matrix): Matrix => feedForward(A, knobs, activation);
  const norm1 = (A: Matrix): Matrix => layerNorm(A, knobs.norm1, 1e-5);
  const norm2 = (A: Matrix): Matrix => layerNorm(A, knobs.norm2, 1e-5);
  if (normFirst) {
    x = plus(x, attend(norm1(x), knobs, heads, causal));
    return plus(x, think(norm2(x)));
  }
  x = norm1(plus(x, attend(x, knobs, heads, causal)));
  return norm2(plus(x, think(x)));
}
