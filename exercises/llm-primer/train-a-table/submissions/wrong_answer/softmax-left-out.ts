// Pulls up what really came, and forgets to push down the rest.

type Matrix = number[][];

export function tableLoss(W: Matrix, xs: Matrix, ys: Matrix) {
  let loss = 0;
  let n = 0;
  for (let r = 0; r < xs.length; r++) {
    for (let t = 0; t < xs[r]!.length; t++) {
      const row = W[xs[r]![t]!]!;
      loss += logSumExp(row) - row[ys[r]![t]!]!;
      n++;
    }
  }
  return loss / n;
}

export function tableGradient(W: Matrix, xs: Matrix, ys: Matrix) {
  const gradient = W.map((row) => row.map(() => 0));
  const n = xs.length * xs[0]!.length;
  for (let r = 0; r < xs.length; r++) {
    for (let t = 0; t < xs[r]!.length; t++) {
      const [x, y] = [xs[r]![t]!, ys[r]![t]!];
      gradient[x]![y]! -= 1 / n;
    }
  }
  return gradient;
}

export function trainTable(W: Matrix, xs: Matrix, ys: Matrix, { lr, steps }: { lr: number; steps: number }) {
  const table = W.map((row) => [...row]);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    losses.push(tableLoss(table, xs, ys));
    const gradient = tableGradient(table, xs, ys);
    for (let i = 0; i < table.length; i++) {
      for (let j = 0; j < table.length; j++) table[i]![j]! -= lr * gradient[i]![j]!;
    }
  }
  return { losses, W: table, perplexity: Math.exp(tableLoss(table, xs, ys)) };
}

function logSumExp(z: number[]) {
  const max = Math.max(...z);
  return max + Math.log(z.reduce((s, v) => s + Math.exp(v - max), 0));
}
