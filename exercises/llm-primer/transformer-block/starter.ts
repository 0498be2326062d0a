// A linear layer: y = x Wᵀ + b for each row x. weight is [outputs][inputs], bias is [outputs].
export interface Linear {
  weight: number[][];
  bias: number[];
}

// One scale and one shift for each feature.
export interface Norm {
  weight: number[];
  bias: number[];
}

// All the knobs of one block. query, key, value and out go from d to d, linear1 from d to f, linear2 back from f to d.
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

// x: [n][d], each row separately. Returns [n][d].
export function layerNorm(x: number[][], norm: Norm, eps: number): number[][] {
  // 在这里写代码 / write your code here
  void [x, norm, eps];
  return [];
}

// x: [n][d], weight: [d]. Returns [n][d].
export function rmsNorm(x: number[][], weight: number[], eps: number): number[][] {
  void [x, weight, eps];
  return [];
}

// The exact one, by the area under the bell curve.
export function gelu(x: number): number {
  void x;
  return NaN;
}

// The approximation, by tanh.
export function geluTanh(x: number): number {
  void x;
  return NaN;
}

// Returns [n][d], one row for each of the positions 0 to n - 1.
export function positions(n: number, d: number): number[][] {
  void [n, d];
  return [];
}

// tokens: T ids, tokenTable: [V][d], positionTable: [P][d] with P >= T. Returns [T][d].
export function embed(tokens: number[], tokenTable: number[][], positionTable: number[][]): number[][] {
  void [tokens, tokenTable, positionTable];
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
