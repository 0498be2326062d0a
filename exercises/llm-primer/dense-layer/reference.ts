// A stack of dense layers, from left to right; the output of each layer is the input of the next.
//
//   dense    zⱼ = Σᵢ aᵢ·kᵢⱼ + bⱼ                         a: one row of the layer's input, z: one row of its sums
//   softmax  pⱼ = e^(zⱼ − m) / Σₖ e^(zₖ − m)             m: the largest number of the row
//   log      log pⱼ = (zⱼ − m) − log Σₖ e^(zₖ − m)
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
  for (const layer of layers) {
    const { activation } = layer;
    const Z = A.map((a) => unitSums(layer, a));
    A = activation === "softmax" ? softmax(Z) : Z.map((z) => activate(activation, z));
    outputs.push(A);
  }
  return outputs;
}

/** One number for each unit, before the activation. a: one row of the layer's input. */
function unitSums({ kernel, weight, bias }: Layer, a: number[]): number[] {
  const units = weight === undefined ? kernel![0]!.length : weight.length;
  const z: number[] = [];
  for (let j = 0; j < units; j++) {
    let total = bias === null ? 0 : bias[j]!;
    for (let i = 0; i < a.length; i++) {
      const k = weight === undefined ? kernel![i]![j]! : weight[j]![i]!;
      total += a[i]! * k;
    }
    z.push(total);
  }
  return z;
}

export function activate(name: Activation, z: number[]): number[] {
  return z.map((v) => activateOne(name, v));
}

function activateOne(name: Activation, v: number): number {
  if (name === "relu") return Math.max(0, v);
  if (name === "leaky_relu") return v > 0 ? v : 0.01 * v;
  // e^(−v) may become infinite. Then 1/∞ = 0, and the true value is below 1e-308.
  if (name === "sigmoid") return 1 / (1 + Math.exp(-v));
  if (name === "tanh") return Math.tanh(v);
  return v;
}

export function softmax(Z: number[][]): number[][] {
  return Z.map((z) => {
    const m = Math.max(...z);
    const powers = z.map((v) => Math.exp(v - m));
    const total = sum(powers);
    return powers.map((power) => power / total);
  });
}

export function logSoftmax(Z: number[][]): number[][] {
  return Z.map((z) => {
    const m = Math.max(...z);
    const total = sum(z.map((v) => Math.exp(v - m)));
    return z.map((v) => v - m - Math.log(total));
  });
}

function sum(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
