// Attention: every word asks a question, and mixes the values of the words it can see by how well they answer it.
//
//   scores    S = Q·Kᵀ / √d            how well key j answers query i; -∞ if i must not see j
//   weights   A = softmax of each row  no weight is negative, each row adds up to 1
//   output    O = A·V                  each row a weighted mean of the values
//
// With several heads, the features are divided equally among them, and each head does this with its own part.

export interface Linear {
  weight: number[][];
  bias: number[];
}

/** Q: n x d, K: m x d, V: m x dv. weights: n x m, output: n x dv. */
export function attention(
  Q: number[][],
  K: number[][],
  V: number[][],
  { causal, keyMask }: { causal: boolean; keyMask?: boolean[] },
): { weights: number[][]; output: number[][] } {
  const weights = Q.map((q, i) =>
    softmax(
      K.map((k, j) => {
        const hidden = (causal && j > i) || keyMask?.[j] === false;
        return hidden ? -Infinity : dot(q, k) / Math.sqrt(q.length);
      }),
    ),
  );
  return { weights, output: weights.map((a) => V[0]!.map((_, c) => dot(a, column(V, c)))) };
}

/** x: n x d; each head has d / heads features. weights: heads x n x n, output: n x d. */
export function multiHeadAttention(
  x: number[][],
  knobs: { query: Linear; key: Linear; value: Linear; out: Linear },
  { heads, causal }: { heads: number; causal: boolean },
): { weights: number[][][]; output: number[][] } {
  const [Q, K, V] = [linear(x, knobs.query), linear(x, knobs.key), linear(x, knobs.value)];
  const width = x[0]!.length / heads;
  const results = Array.from({ length: heads }, (_, h) => {
    const piece = (rows: number[][]) => rows.map((row) => row.slice(h * width, (h + 1) * width));
    return attention(piece(Q), piece(K), piece(V), { causal });
  });
  const joined = x.map((_, i) => results.flatMap(({ output }) => output[i]!));
  return { weights: results.map(({ weights }) => weights), output: linear(joined, knobs.out) };
}

/** exp(s) / Σ exp(s), after subtracting the largest score: exp of large scores overflows, and exp of very negative ones is 0. */
function softmax(scores: number[]): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((s) => Math.exp(s - largest));
  const total = sum(powers);
  return powers.map((p) => p / total);
}

/** y = x·Wᵀ + b, for each row. */
function linear(x: number[][], { weight, bias }: Linear): number[][] {
  return x.map((row) => bias.map((b, o) => b + dot(row, weight[o]!)));
}

function column(rows: number[][], c: number): number[] {
  return rows.map((row) => row[c]!);
}

function dot(a: number[], b: number[]): number {
  return sum(a.map((value, i) => value * b[i]!));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value);
}
