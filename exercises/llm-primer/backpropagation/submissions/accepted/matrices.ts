// Whole matrices at a time: every layer is one product on the way up, and two on the way back.

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
const slope = (name: string, z: number): number => {
  if (name === "relu") return z > 0 ? 1 : 0;
  if (name === "leaky_relu") return z > 0 ? 1 : 0.01;
  if (name === "sigmoid") return sigmoid(z) * (1 - sigmoid(z));
  return name === "tanh" ? 1 - Math.tanh(z) ** 2 : 1;
};

const softmax = (row: number[]): number[] => {
  const top = Math.max(...row);
  const e = row.map((a) => Math.exp(a - top));
  return e.map((v) => v / sum(e));
};

function lossOf(P: Matrix, loss: Loss): number {
  const n = P.length;
  if (loss.type === "cross_entropy") {
    const losses = P.map((row, i) => {
      const top = Math.max(...row);
      const logSum = top + Math.log(sum(row.map((a) => Math.exp(a - top))));
      return logSum - row[loss.targets[i]!]!;
    });
    return sum(losses) / n;
  }
  const Y = loss.targets;
  const cells = n * P[0]!.length;
  if (loss.type === "mse") return sum(P.flatMap((row, i) => row.map((p, k) => (p - Y[i]![k]!) ** 2))) / cells;
  const cell = (a: number, y: number) => Math.max(a, 0) - a * y + Math.log1p(Math.exp(-Math.abs(a)));
  return sum(P.flatMap((row, i) => row.map((a, k) => cell(a, Y[i]![k]!)))) / cells;
}

/** How much the loss changes with each cell of the prediction. */
function blameOf(P: Matrix, loss: Loss): Matrix {
  const n = P.length;
  if (loss.type === "cross_entropy") {
    return P.map((row, i) => softmax(row).map((p, k) => (p - (k === loss.targets[i] ? 1 : 0)) / n));
  }
  const Y = loss.targets;
  const cells = n * P[0]!.length;
  if (loss.type === "mse") return P.map((row, i) => row.map((p, k) => (2 * (p - Y[i]![k]!)) / cells));
  return P.map((row, i) => row.map((a, k) => (sigmoid(a) - Y[i]![k]!) / cells));
}

function run(layers: Layer[], X: Matrix, loss: Loss) {
  const inputs: Matrix[] = [];
  const Zs: Matrix[] = [];
  let A = X;
  for (const { kernel, bias, activation } of layers) {
    const Z = multiply(A, kernel).map((row) => row.map((z, j) => z + (bias ? bias[j]! : 0)));
    inputs.push(A);
    Zs.push(Z);
    A = Z.map((row) => row.map((z) => activate(activation, z)));
  }
  const gradients = [];
  let blame = blameOf(A, loss);
  for (let l = layers.length - 1; l >= 0; l--) {
    const { kernel, bias, activation } = layers[l]!;
    const delta = blame.map((row, i) => row.map((d, j) => d * slope(activation, Zs[l]![i]![j]!)));
    gradients.unshift({
      kernel: multiply(transpose(inputs[l]!), delta),
      bias: bias === null ? null : transpose(delta).map(sum),
    });
    blame = multiply(delta, transpose(kernel));
  }
  return { loss: lossOf(A, loss), gradients, blame };
}

export function backpropagate(layers: Layer[], X: Matrix, loss: Loss) {
  return run(layers, X, loss);
}

export function backpropagateTokens(embedding: Matrix, tokens: number[][], layers: Layer[], loss: Loss) {
  const X = tokens.map((row) => embedding[0]!.map((_, j) => sum(row.map((t) => embedding[t]![j]!)) / row.length));
  const { loss: value, gradients, blame } = run(layers, X, loss);
  const table = embedding.map((vector) => vector.map(() => 0));
  tokens.forEach((row, i) => {
    for (const t of row) blame[i]!.forEach((d, j) => (table[t]![j]! += d / row.length));
  });
  return { loss: value, gradients, embedding: table };
}
