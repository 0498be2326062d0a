// 线性层：每一行 x 变成 y = x Wᵀ + b。weight 是 [输出][输入]，bias 是 [输出]。
export interface Linear {
  weight: number[][];
  bias: number[];
}

// 每一列的缩放（weight）和平移（bias）。
export interface Norm {
  weight: number[];
  bias: number[];
}

// 一块的全部旋钮（参数）。query、key、value、out 从 d 到 d，linear1 从 d 到 f，linear2 从 f 到 d。
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

// 把前面练习里你自己写的 layerNorm、gelu 和 multiHeadAttention 粘贴到这里。

// x：[n][d]，每个词单独计算：linear1，激活函数，linear2。返回 [n][d]。
export function feedForward(
  x: number[][],
  layers: { linear1: Linear; linear2: Linear },
  activation: "relu" | "gelu",
): number[][] {
  // 在这里写代码
  void [x, layers, activation];
  return [];
}

// x：[n][d]，一行一个词。返回 [n][d]。
export function transformerBlock(
  x: number[][],
  knobs: Block,
  options: { heads: number; activation: "relu" | "gelu"; normFirst: boolean; causal: boolean },
): number[][] {
  void [x, knobs, options];
  return [];
}
