// Trains the layers it was given, not a copy of them: a second training from the same start begins elsewhere.

interface Layer {
  kernel: number[][];
  bias: number[];
  activation: "linear" | "relu" | "sigmoid" | "tanh";
}
type Loss = "mse" | "bce_logits" | "cross_entropy";
type Optimizer =
  | { type: "sgd"; lr: number; momentum: number }
  | { type: "adam_keras"; lr: number; beta1: number; beta2: number; eps: number };
interface Options {
  loss: Loss;
  optimizer: Optimizer;
  epochs: number;
  batchSize: number;
}
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
  if (name === "sigmoid") return sigmoid(z);
  return name === "tanh" ? Math.tanh(z) : z;
};
const slope = (name: string, a: number): number => {
  if (name === "relu") return a > 0 ? 1 : 0;
  if (name === "sigmoid") return a * (1 - a);
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

/** ln Σ e^z, with the largest z taken out first. */
function logSumExp(row: number[]): number {
  const top = Math.max(...row);
  return top + Math.log(sum(row.map((z) => Math.exp(z - top))));
}

function meanLoss(Z: Matrix, Y: Matrix, loss: Loss): number {
  const cells = Z.flatMap((row, i) => {
    const normaliser = logSumExp(row);
    return row.map((z, j) => {
      const y = Y[i]![j]!;
      if (loss === "mse") return (z - y) ** 2;
      if (loss === "bce_logits") return Math.max(z, 0) - z * y + Math.log1p(Math.exp(-Math.abs(z)));
      return y * (normaliser - z);
    });
  });
  return sum(cells) / (loss === "cross_entropy" ? Z.length : cells.length);
}

function lossSlope(Z: Matrix, Y: Matrix, loss: Loss): Matrix {
  return Z.map((row, i) => {
    const normaliser = logSumExp(row);
    return row.map((z, j) => {
      const y = Y[i]![j]!;
      if (loss === "mse") return (2 * (z - y)) / (Z.length * row.length);
      if (loss === "bce_logits") return (sigmoid(z) - y) / (Z.length * row.length);
      return (Math.exp(z - normaliser) - y) / Z.length;
    });
  });
}

/** One list of rows for all gradients: the rows of each kernel, then its bias. */
function gradients(net: Layer[], X: Matrix, Y: Matrix, loss: Loss): Matrix {
  const outputs = forward(net, X);
  const rows: Matrix = [];
  let delta = lossSlope(outputs.at(-1)!, Y, loss);
  for (let l = net.length - 1; l >= 0; l--) {
    const { kernel, activation } = net[l]!;
    delta = delta.map((row, i) => row.map((d, j) => d * slope(activation, outputs[l + 1]![i]![j]!)));
    rows.unshift(...multiply(transpose(outputs[l]!), delta), transpose(delta).map(sum));
    delta = multiply(delta, transpose(kernel));
  }
  return rows;
}

export function train(layers: Layer[], X: Matrix, Y: Matrix, { loss, optimizer, epochs, batchSize }: Options) {
  const net = layers;
  const knobs = net.flatMap(({ kernel, bias }) => [...kernel, bias]);
  const M = knobs.map((row) => row.map(() => 0));
  const V = knobs.map((row) => row.map(() => 0));
  const losses: number[] = [];
  let t = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    let seen = 0;
    let total = 0;
    while (seen < X.length) {
      const bx = X.slice(seen, seen + batchSize);
      const by = Y.slice(seen, seen + batchSize);
      total += meanLoss(predict(net, bx), by, loss) * bx.length;
      const G = gradients(net, bx, by, loss);
      t += 1;
      knobs.forEach((row, r) => {
        row.forEach((_, c) => {
          const g = G[r]![c]!;
          if (optimizer.type === "sgd") {
            M[r]![c] = optimizer.momentum * M[r]![c]! + g;
            row[c]! -= optimizer.lr * M[r]![c]!;
          } else {
            const { lr, beta1, beta2, eps } = optimizer;
            M[r]![c]! += (1 - beta1) * (g - M[r]![c]!);
            V[r]![c]! += (1 - beta2) * (g * g - V[r]![c]!);
            const rate = (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t);
            row[c]! -= (rate * M[r]![c]!) / (Math.sqrt(V[r]![c]!) + eps);
          }
        });
      });
      seen += bx.length;
    }
    losses.push(total / X.length);
  }
  return { losses, finalLoss: meanLoss(predict(net, X), Y, loss), layers: net };
}
