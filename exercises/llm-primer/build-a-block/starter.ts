// A linear layer: y = x Wᵀ + b for each row x. weight is [outputs][inputs], bias is [outputs].
export interface Linear {
  weight: number[][];
  bias: number[];
}

// The scale (weight) and the shift (bias) of each column.
export interface Norm {
  weight: number[];
  bias: number[];
}

// All the knobs (parameters) of one block. query, key, value and out go from d to d, linear1 from d to f, linear2 from f to d.
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

// Paste your own layerNorm, gelu and multiHeadAttention from the earlier exercises here.

// x: [n][d], each word on its own: linear1, then the activation, then linear2. Returns [n][d].
export function feedForward(
  x: number[][],
  layers: { linear1: Linear; linear2: Linear },
  activation: "relu" | "gelu",
): number[][] {
  // Write your code here
  void [x, layers, activation];
  return [];
}

// x: [n][d], one word per row. Returns [n][d].
export function transformerBlock(
  x: number[][],
  knobs: Block,
  options: { heads: number; activation: "relu" | "gelu"; normFirst: boolean; causal: boolean },
): number[][] {
  void [x, knobs, options];
  return [];
}
