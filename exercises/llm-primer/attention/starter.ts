// A linear layer: y = x Wᵀ + b for each row x. weight is [outputs][inputs], bias is [outputs].
export interface Linear {
  weight: number[][];
  bias: number[];
}

// Q: [n][d], K: [m][d], V: [m][dv], one word per row.
// keyMask: one flag per key; true: it can be seen, false: no query may see it. Without keyMask, all keys can be seen.
// Returns weights [n][m] and output [n][dv].
export function attention(
  Q: number[][],
  K: number[][],
  V: number[][],
  options: { causal: boolean; keyMask?: boolean[] },
): { weights: number[][]; output: number[][] } {
  // Write your code here, and replace the next two lines.
  void [Q, K, V, options];
  return { weights: [], output: [] };
}

// x: [n][d], one word per row. All four layers go from d to d.
// Returns weights [heads][n][n] and output [n][d].
export function multiHeadAttention(
  x: number[][],
  knobs: { query: Linear; key: Linear; value: Linear; out: Linear },
  options: { heads: number; causal: boolean },
): { weights: number[][][]; output: number[][] } {
  void [x, knobs, options];
  return { weights: [], output: [] };
}
