// A stack of dense layers, from left to right; the output of each layer is the input of the next.
//
//   dense    zⱼ = Σᵢ aᵢ·kernel[i][j] + biasⱼ           a: one row of the layer's input, z: one row of its sums
//   log      log pⱼ = zⱼ − m − log Σₖ e^(zₖ − m)       m: the largest number of the row
//   softmax  pⱼ = e^(log pⱼ) = e^(zⱼ − m) / Σₖ e^(zₖ − m)
//
// Subtracting m changes nothing but the size of the numbers: every exponent is at most 0, and one of them is 0. So no e^… is
// infinite and no sum is 0. The logarithm is taken of the sum and never of p, which may have become 0.

export type Activation = "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";

export interface Layer {
  /** Keras: inputs x units. A layer has either this or `weight`. */
  kernel?: number[][];
  /** PyTorch: units x inputs */
  weight?: number[][];
  /** one per unit; null: nothing is added */
  bias: number[] | null;
  activation: Activation | "softmax";
}

/** X: n x inputs, rows are samples. The output of every layer, each n x units, the last one last. */
export function forward(layers: Layer[], X: number[][]): number[][][] {
  const outputs: number[][][] = [];
  let A = X;
  for (const { kernel, weight, bias, activation } of layers) {
    const units = weight ?? transpose(kernel!);
    const Z = A.map((a) => units.map((w, j) => dot(w, a) + (bias === null ? 0 : bias[j]!)));
    A = activation === "softmax" ? softmax(Z) : Z.map((z) => activate(activation, z));
    outputs.push(A);
  }
  return outputs;
}

export function activate(name: Activation, z: number[]): number[] {
  const f = {
    linear: (v: number) => v,
    relu: (v: number) => Math.max(0, v),
    leaky_relu: (v: number) => Math.max(0.01 * v, v),
    // e^(−v) may become infinite; then 1/∞ = 0 is the right result.
    sigmoid: (v: number) => 1 / (1 + Math.exp(-v)),
    tanh: Math.tanh,
  }[name];
  return z.map((v) => f(v));
}

export function softmax(Z: number[][]): number[][] {
  return logSoftmax(Z).map((row) => row.map(Math.exp));
}

export function logSoftmax(Z: number[][]): number[][] {
  return Z.map((z) => {
    const m = Math.max(...z);
    const total = z.reduce((sum, v) => sum + Math.exp(v - m), 0);
    return z.map((v) => v - m - Math.log(total));
  });
}

function transpose(M: number[][]): number[][] {
  return M[0]!.map((_, j) => M.map((row) => row[j]!));
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
