// 线性层：对每一行 x，y = x Wᵀ + b。weight 是 [输出][输入]，bias 是 [输出]。
export interface Linear {
  weight: number[][];
  bias: number[];
}

// Q：[n][d]，K：[m][d]，V：[m][dv]，一行一个词。
// keyMask：每个键一个标记；true 表示能看到，false 表示谁也不能看。没有 keyMask 时，所有的键都能看。
// 返回 weights [n][m] 和 output [n][dv]。
export function attention(
  Q: number[][],
  K: number[][],
  V: number[][],
  options: { causal: boolean; keyMask?: boolean[] },
): { weights: number[][]; output: number[][] } {
  // 在这里写代码，替换下面两行。
  void [Q, K, V, options];
  return { weights: [], output: [] };
}

// x：[n][d]，一行一个词。四个线性层都是从 d 到 d。
// 返回 weights [heads][n][n] 和 output [n][d]。
export function multiHeadAttention(
  x: number[][],
  knobs: { query: Linear; key: Linear; value: Linear; out: Linear },
  options: { heads: number; causal: boolean },
): { weights: number[][][]; output: number[][] } {
  void [x, knobs, options];
  return { weights: [], output: [] };
}
