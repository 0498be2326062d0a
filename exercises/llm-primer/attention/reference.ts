// Attention: every word compares its query with the keys of the words it can see, and mixes their values.
//
//   scores    S = Q·Kᵀ / √d            how well key j matches query i; -∞ if i must not see j
//   weights   A = softmax of each row  no weight is negative, each row adds up to 1
//   output    O = A·V                  each row a weighted mean of the values
//
// With several heads, the features are divided among them, and each head does this with its own columns.

export interface Linear {
  weight: number[][];
  bias: number[];
}

/** Q: n x d, K: m x d, V: m x dv. weights: n x m, output: n x dv. */
export function attention(
  Q: number[][],
  K: number[][],
  V: number[][],
  options: { causal: boolean; keyMask?: boolean[] },
): { weights: number[][]; output: number[][] } {
  const { causal, keyMask } = options;
  const weights: number[][] = [];
  const output: number[][] = [];
  for (let i = 0; i < Q.length; i++) {
    // S_ij = Σ_c Q_ic K_jc / √d
    const scores: number[] = [];
    for (let j = 0; j < K.length; j++) {
      const hidden = (causal && j > i) || (keyMask !== undefined && !keyMask[j]);
      scores.push(hidden ? -Infinity : dot(Q[i]!, K[j]!) / Math.sqrt(Q[i]!.length));
    }
    const row = softmax(scores);
    weights.push(row);
    output.push(mixRows(row, V));
  }
  return { weights, output };
}

/** x: n x d; each head has d / heads columns. weights: heads x n x n, output: n x d. */
export function multiHeadAttention(
  x: number[][],
  knobs: { query: Linear; key: Linear; value: Linear; out: Linear },
  options: { heads: number; causal: boolean },
): { weights: number[][][]; output: number[][] } {
  const { heads, causal } = options;
  const Q = linear(x, knobs.query);
  const K = linear(x, knobs.key);
  const V = linear(x, knobs.value);
  const width = x[0]!.length / heads;

  const weights: number[][][] = [];
  const joined: number[][] = x.map(() => []);
  for (let k = 0; k < heads; k++) {
    // Head k has the columns k·width to (k+1)·width - 1.
    const cut = (rows: number[][]) => rows.map((row) => row.slice(k * width, (k + 1) * width));
    const head = attention(cut(Q), cut(K), cut(V), { causal });
    weights.push(head.weights);
    head.output.forEach((row, i) => joined[i]!.push(...row));
  }
  return { weights, output: linear(joined, knobs.out) };
}

/** exp(s) / Σ exp(s). The largest score is subtracted first: exp of large scores overflows, and exp of very negative ones is 0. */
function softmax(scores: number[]): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((s) => Math.exp(s - largest));
  const total = sum(powers);
  return powers.map((p) => p / total);
}

/** O_ic = Σ_j A_ij V_jc, for one row of weights. */
function mixRows(row: number[], V: number[][]): number[] {
  return V[0]!.map((_, c) => sum(row.map((weight, j) => weight * V[j]![c]!)));
}

/** y = x·Wᵀ + b, for each row. */
function linear(x: number[][], { weight, bias }: Linear): number[][] {
  return x.map((row) => bias.map((b, o) => dot(row, weight[o]!) + b));
}

function dot(a: number[], b: number[]): number {
  return sum(a.map((value, i) => value * b[i]!));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value);
}
