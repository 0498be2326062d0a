// Counts Adam's steps from 0, so that the first correction divides by 0.

interface Layer {
  kernel: number[][];
  bias: number[];
  activation: "linear" | "relu" | "tanh";
}
interface Optimizer {
  type: "adam_keras" | "adam_torch";
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
}
type Matrix = number[][];

const sum = (v: number[]): number => v.reduce((a, b) => a + b, 0);
const transpose = (A: Matrix): Matrix => A[0]!.map((_, j) => A.map((row) => row[j]!));
function multiply(A: Matrix, B: Matrix): Matrix {
  return A.map((row) => {
    const product = B[0]!.map(() => 0);
    for (let i = 0; i < row.length; i++) {
      for (let j = 0; j < product.length; j++) product[j]! += row[i]! * B[i]![j]!;
    }
    return product;
  });
}

const activate = (name: string, z: number): number => {
  if (name === "relu") return z > 0 ? z : 0;
  return name === "tanh" ? Math.tanh(z) : z;
};
const slope = (name: string, a: number): number => {
  if (name === "relu") return a > 0 ? 1 : 0;
  return name === "tanh" ? 1 - a * a : 1;
};

/** X, then the output of each layer. */
function forward(net: Layer[], X: Matrix): Matrix[] {
  const outputs = [X];
  for (const { kernel, bias, activation } of net) {
    outputs.push(multiply(outputs.at(-1)!, kernel).map((row) => row.map((z, j) => activate(activation, z + bias[j]!))));
  }
  return outputs;
}

export function predict(net: Layer[], X: Matrix): Matrix {
  return forward(net, X).at(-1)!;
}

function meanSquaredError(P: Matrix, Y: Matrix): number {
  return sum(P.flatMap((row, i) => row.map((p, k) => (p - Y[i]![k]!) ** 2))) / Y.flat().length;
}

/** One list of rows for all gradients: the rows of each kernel, then its bias. */
function gradients(net: Layer[], X: Matrix, Y: Matrix): Matrix {
  const outputs = forward(net, X);
  const rows: Matrix = [];
  let delta = outputs.at(-1)!.map((row, i) => row.map((p, k) => (2 * (p - Y[i]![k]!)) / Y.flat().length));
  for (let l = net.length - 1; l >= 0; l--) {
    const { kernel, activation } = net[l]!;
    delta = delta.map((row, i) => row.map((d, j) => d * slope(activation, outputs[l + 1]![i]![j]!)));
    rows.unshift(...multiply(transpose(outputs[l]!), delta), transpose(delta).map(sum));
    delta = multiply(delta, transpose(kernel));
  }
  return rows;
}

export function train(layers: Layer[], X: Matrix, Y: Matrix, options: { epochs: number; optimizer: Optimizer }) {
  const { epochs, optimizer } = options;
  const net = layers.map(({ kernel, bias, activation }) => ({ kernel: kernel.map((r) => [...r]), bias: [...bias], activation }));
  const knobs = net.flatMap(({ kernel, bias }) => [...kernel, bias]);
  const M = knobs.map((row) => row.map(() => 0));
  const V = knobs.map((row) => row.map(() => 0));
  const losses: number[] = [];
  for (let t = 0; t < epochs; t++) {
    losses.push(meanSquaredError(predict(net, X), Y));
    const G = gradients(net, X, Y);
    knobs.forEach((row, r) => {
      row.forEach((_, c) => {
        const g = G[r]![c]!;
        M[r]![c]! += (1 - optimizer.beta1) * (g - M[r]![c]!);
        V[r]![c]! += (1 - optimizer.beta2) * (g * g - V[r]![c]!);
        row[c]! -= step(M[r]![c]!, V[r]![c]!, t, optimizer);
      });
    });
  }
  return { losses, finalLoss: meanSquaredError(predict(net, X), Y), layers: net };
}

function step(m: number, v: number, t: number, { type, lr, beta1, beta2, eps }: Optimizer): number {
  const c1 = 1 - beta1 ** t;
  const c2 = 1 - beta2 ** t;
  if (type === "adam_keras") return (((lr * Math.sqrt(c2)) / c1) * m) / (Math.sqrt(v) + eps);
  return ((lr / c1) * m) / (Math.sqrt(v / c2) + eps);
}
