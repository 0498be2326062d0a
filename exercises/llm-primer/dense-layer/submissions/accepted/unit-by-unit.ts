// One unit at a time, as a little machine: a list of weights, a bias, and a function at the end. A softmax asks each number how far
// the others of its row lie from it: p = 1 / sum of e^(other - own).

interface Layer {
  kernel?: number[][];
  weight?: number[][];
  bias: number[] | null;
  activation: string;
}

export function forward(layers: Layer[], X: number[][]): number[][][] {
  const outputs: number[][][] = [];
  for (const layer of layers) {
    const below: number[][] = outputs.at(-1) ?? X;
    outputs.push(below.map((row) => answer(layer, row)));
  }
  return outputs;
}

function answer({ kernel, weight, bias, activation }: Layer, row: number[]): number[] {
  const width = weight?.length ?? kernel![0]!.length;
  const z: number[] = [];
  for (let unit = 0; unit < width; unit++) {
    const weights = weight?.[unit] ?? kernel!.map((from) => from[unit]!);
    let total = 0;
    for (let i = 0; i < row.length; i++) total += weights[i]! * row[i]!;
    z.push(total + (bias?.[unit] ?? 0));
  }
  return activation === "softmax" ? softmax([z])[0]! : activate(activation, z);
}

export function activate(name: string, z: number[]): number[] {
  switch (name) {
    case "relu":
      return z.map((v) => (v >= 0 ? v : 0));
    case "leaky_relu":
      return z.map((v) => (v >= 0 ? v : 0.01 * v));
    case "sigmoid":
      return z.map((v) => 0.5 * (1 + Math.tanh(0.5 * v)));
    case "tanh":
      return z.map((v) => Math.tanh(v));
    default:
      return [...z];
  }
}

export function softmax(Z: number[][]): number[][] {
  // If another number lies more than 709 above, the power is infinite and its reciprocal 0; the true value is below 1e-307.
  return Z.map((row) => row.map((own) => 1 / sum(row.map((other) => Math.exp(other - own)))));
}

export function logSoftmax(Z: number[][]): number[][] {
  return Z.map((row) => {
    const sorted = row.toSorted((a, b) => b - a);
    const top = sorted[0]!;
    // The largest number adds exactly 1; log1p keeps what little the others add to it.
    const rest = sum(sorted.slice(1).map((v) => Math.exp(v - top)));
    return row.map((v) => v - top - Math.log1p(rest));
  });
}

function sum(values: number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
