// One scale (weight) and one shift (bias) for each column.
export interface Norm {
  weight: number[];
  bias: number[];
}

// x: [n][d], each row on its own. Returns [n][d].
export function layerNorm(x: number[][], norm: Norm, eps: number): number[][] {
  // Write your code here
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
