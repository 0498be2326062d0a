// 每一列有一个缩放（weight）和一个平移（bias）。
export interface Norm {
  weight: number[];
  bias: number[];
}

// x：[n][d]，每一行单独计算。返回 [n][d]。
export function layerNorm(x: number[][], norm: Norm, eps: number): number[][] {
  // 在这里写代码
  void [x, norm, eps];
  return [];
}

// x：[n][d]，weight：[d]。返回 [n][d]。
export function rmsNorm(x: number[][], weight: number[], eps: number): number[][] {
  void [x, weight, eps];
  return [];
}

// 精确的 GELU，用钟形曲线下面的面积。
export function gelu(x: number): number {
  void x;
  return NaN;
}

// 用 tanh 的近似。
export function geluTanh(x: number): number {
  void x;
  return NaN;
}

// 返回 [n][d]，位置 0 到 n - 1 各一行。
export function positions(n: number, d: number): number[][] {
  void [n, d];
  return [];
}

// tokens：T 个编号，tokenTable：[V][d]，positionTable：[P][d]，P >= T。返回 [T][d]。
export function embed(tokens: number[], tokenTable: number[][], positionTable: number[][]): number[][] {
  void [tokens, tokenTable, positionTable];
  return [];
}
