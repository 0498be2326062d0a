// Never thought of layers whose bias is null.

interface Layer {
  kernel?: number[][];
  weight?: number[][];
  bias: number[] | null;
  activation: string;
}

export function forward(layers: Layer[], X: number[][]): number[][][] {
  const outputs: number[][][] = [];
  let A = X;
  for (const layer of layers) {
    const { kernel, weight, bias, activation } = layer;
    const inputs = A[0]!.length;
    const units = kernel ? kernel[0]!.length : weight!.length;
    const Z: number[][] = [];
    for (const a of A) {
      const z: number[] = [];
      for (let j = 0; j < units; j++) {
        let sum = bias![j]!;
        for (let i = 0; i < inputs; i++) sum += a[i]! * (kernel ? kernel[i]![j]! : weight![j]![i]!);
        z.push(sum);
      }
      Z.push(z);
    }
    A = activation === "softmax" ? softmax(Z) : Z.map((z) => activate(activation, z));
    outputs.push(A);
  }
  return outputs;
}

export function activate(name: string, z: number[]): number[] {
  return z.map((v) => {
    if (name === "relu") return v > 0 ? v : 0;
    if (name === "leaky_relu") return v > 0 ? v : 0.01 * v;
    if (name === "sigmoid") return 1 / (1 + Math.exp(-v));
    if (name === "tanh") return Math.tanh(v);
    return v;
  });
}

export function softmax(Z: number[][]): number[][] {
  return Z.map((z) => {
    const top = Math.max(...z);
    const powers = z.map((v) => Math.exp(v - top));
    const total = powers.reduce((a, b) => a + b, 0);
    return powers.map((p) => p / total);
  });
}

export function logSoftmax(Z: number[][]): number[][] {
  return Z.map((z) => {
    const top = Math.max(...z);
    const total = z.reduce((sum, v) => sum + Math.exp(v - top), 0);
    return z.map((v) => v - top - Math.log(total));
  });
}
