// A table of logits, trained by gradient descent until it predicts the next id.
//
//   tableLoss       how wrong the table is now
//   tableGradient   how the loss changes with each cell of the table
//   trainTable      steps against the gradient
//
// Row x of W holds the logits of the id that follows x.

export function tableLoss(W: number[][], xs: number[][], ys: number[][]): number {
  const pairs = listPairs(xs, ys);
  let total = 0;
  for (const { x, y } of pairs) total += crossEntropy(W[x]!, y);
  return total / pairs.length;
}

/** Each pair (x, y) adds (softmax(W[x]) − 1 at y) / N to row x. */
export function tableGradient(W: number[][], xs: number[][], ys: number[][]): number[][] {
  const pairs = listPairs(xs, ys);
  const gradient = W.map((row) => row.map(() => 0));
  for (const { x, y } of pairs) {
    softmax(W[x]!).forEach((p, j) => {
      const target = j === y ? 1 : 0;
      gradient[x]![j]! += (p - target) / pairs.length;
    });
  }
  return gradient;
}

/** Each step: record the loss, compute the gradient, W ← W − lr · gradient. */
export function trainTable(
  W: number[][],
  xs: number[][],
  ys: number[][],
  { lr, steps }: { lr: number; steps: number },
): { losses: number[]; W: number[][]; perplexity: number } {
  const losses: number[] = [];
  let table = W;
  for (let step = 0; step < steps; step++) {
    losses.push(tableLoss(table, xs, ys));
    const gradient = tableGradient(table, xs, ys);
    table = table.map((row, i) => row.map((w, j) => w - lr * gradient[i]![j]!));
  }
  return { losses, W: table, perplexity: Math.exp(tableLoss(table, xs, ys)) };
}

/** xs and ys, row by row: xs[r][t] is followed by ys[r][t]. */
function listPairs(xs: number[][], ys: number[][]): { x: number; y: number }[] {
  return xs.flatMap((row, r) => row.map((x, t) => ({ x, y: ys[r]![t]! })));
}

/** e^z / Σ e^z; the maximum is subtracted first, so that no e^z is too large. */
function softmax(z: number[]): number[] {
  const max = Math.max(...z);
  const e = z.map((v) => Math.exp(v - max));
  const total = e.reduce((sum, v) => sum + v, 0);
  return e.map((v) => v / total);
}

/** −ln softmax(z)[target] = max + ln Σ e^(z − max) − z[target]. */
function crossEntropy(z: number[], target: number): number {
  const max = Math.max(...z);
  const total = z.reduce((sum, v) => sum + Math.exp(v - max), 0);
  return max + Math.log(total) - z[target]!;
}
