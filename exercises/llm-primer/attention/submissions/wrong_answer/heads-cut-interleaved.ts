// Cuts every h-th column for each head, and joins the heads' outputs side by side.

interface Linear {
  weight: number[][];
  bias: number[];
}
type Matrix = number[][];

const transpose = (A: Matrix): Matrix => A[0]!.map((_, j) => A.map((row) => row[j]!));
const multiply = (A: Matrix, B: Matrix): Matrix =>
  A.map((row) => B[0]!.map((_, j) => row.reduce((sum, a, k) => sum + a * B[k]![j]!, 0)));
const apply = (x: Matrix, { weight, bias }: Linear): Matrix =>
  multiply(x, transpose(weight)).map((row) => row.map((y, j) => y + bias[j]!));

function softmax(row: number[]): number[] {
  const highest = Math.max(...row);
  const powers = row.map((s) => Math.exp(s - highest));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
}

export function attention(Q: Matrix, K: Matrix, V: Matrix, options: { causal: boolean; keyMask?: boolean[] }) {
  const { causal, keyMask } = options;
  const d = K[0]!.length;
  const scores = multiply(Q, transpose(K)).map((row) => row.map((s) => s / Math.sqrt(d)));
  const masked = scores.map((row, i) =>
    row.map((s, j) => {
      if (causal && j > i) return -Infinity;
      if (keyMask && !keyMask[j]) return -Infinity;
      return s;
    }),
  );
  const weights = masked.map(softmax);
  return { weights, output: multiply(weights, V) };
}

export function multiHeadAttention(
  x: Matrix,
  knobs: { query: Linear; key: Linear; value: Linear; out: Linear },
  options: { heads: number; causal: boolean },
) {
  const { heads, causal } = options;
  const q = apply(x, knobs.query);
  const k = apply(x, knobs.key);
  const v = apply(x, knobs.value);
  const weights: Matrix[] = [];
  const joined: Matrix = x.map(() => []);
  for (let h = 0; h < heads; h++) {
    const part = (A: Matrix): Matrix => A.map((row) => row.filter((_, c) => c % heads === h));
    const head = attention(part(q), part(k), part(v), { causal });
    weights.push(head.weights);
    head.output.forEach((row, i) => joined[i]!.push(...row));
  }
  return { weights, output: apply(joined, knobs.out) };
}
