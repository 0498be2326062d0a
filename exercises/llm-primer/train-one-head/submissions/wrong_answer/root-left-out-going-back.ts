// Divides the scores by the root of m on the way out, and forgets it on the way back.

type Matrix = number[][];
interface Head {
  tokenTable: Matrix;
  positionTable: Matrix;
  query: Matrix;
  key: Matrix;
  value: Matrix;
  out: Matrix;
}

const NAMES = ["tokenTable", "positionTable", "query", "key", "value", "out"] as const;

function softmax(z: number[]) {
  const max = Math.max(...z);
  const e = z.map((s) => Math.exp(s - max));
  const total = e.reduce((a, b) => a + b, 0);
  return e.map((p) => p / total);
}

/** sum[j] += factor · row[j] */
function pour(sum: number[], row: number[], factor: number) {
  for (let j = 0; j < sum.length; j++) sum[j]! += factor * row[j]!;
}

const times = (W: Matrix, x: number[]) => W.map((w) => w.reduce((sum, v, i) => sum + v * x[i]!, 0));
const empty = (rows: number, columns: number) => Array.from({ length: rows }, () => new Array<number>(columns).fill(0));

function forward(head: Head, ids: number[]) {
  const m = head.query.length;
  const x = ids.map((id, t) => head.tokenTable[id]!.map((v, i) => v + head.positionTable[t]![i]!));
  const q = x.map((row) => times(head.query, row));
  const k = x.map((row) => times(head.key, row));
  const v = x.map((row) => times(head.value, row));
  const weights = empty(ids.length, ids.length);
  const o = empty(ids.length, m);
  for (let t = 0; t < ids.length; t++) {
    const scores: number[] = [];
    for (let s = 0; s <= t; s++) scores.push(times([q[t]!], k[s]!)[0]! / Math.sqrt(m));
    softmax(scores).forEach((a, s) => {
      weights[t]![s] = a;
      pour(o[t]!, v[s]!, a);
    });
  }
  return { x, q, k, v, weights, o, logits: o.map((row) => times(head.out, row)) };
}

export function runHead(head: Head, ids: number[]) {
  const { weights, logits } = forward(head, ids);
  return { weights, logits };
}

export function headLoss(head: Head, xs: Matrix, ys: Matrix) {
  let loss = 0;
  let n = 0;
  for (let r = 0; r < xs.length; r++) {
    const { logits } = forward(head, xs[r]!);
    for (let t = 0; t < logits.length; t++) {
      const z = logits[t]!;
      const max = Math.max(...z);
      loss += max + Math.log(z.reduce((sum, s) => sum + Math.exp(s - max), 0)) - z[ys[r]![t]!]!;
      n++;
    }
  }
  return loss / n;
}

export function headGradients(head: Head, xs: Matrix, ys: Matrix): Head {
  const g = Object.fromEntries(NAMES.map((name) => [name, head[name].map((row) => row.map(() => 0))])) as unknown as Head;
  const n = xs.length * xs[0]!.length;
  const m = head.query.length;
  const d = head.query[0]!.length;
  xs.forEach((ids, r) => {
    const { x, q, k, v, weights, o, logits } = forward(head, ids);
    const dQ = empty(ids.length, m);
    const dK = empty(ids.length, m);
    const dV = empty(ids.length, m);
    for (let t = 0; t < ids.length; t++) {
      const slope = softmax(logits[t]!);
      slope[ys[r]![t]!]! -= 1;
      const dO = new Array<number>(m).fill(0);
      slope.forEach((s, j) => {
        pour(g.out[j]!, o[t]!, s / n);
        pour(dO, head.out[j]!, s / n);
      });
      const dA = v.map((value) => times([value], dO)[0]!);
      const mean = times([weights[t]!], dA)[0]!;
      for (let s = 0; s <= t; s++) {
        const a = weights[t]![s]!;
        const dS = a * (dA[s]! - mean);
        pour(dV[s]!, dO, a);
        pour(dQ[t]!, k[s]!, dS);
        pour(dK[s]!, q[t]!, dS);
      }
    }
    ids.forEach((id, t) => {
      const dX = new Array<number>(d).fill(0);
      for (let i = 0; i < m; i++) {
        pour(g.query[i]!, x[t]!, dQ[t]![i]!);
        pour(g.key[i]!, x[t]!, dK[t]![i]!);
        pour(g.value[i]!, x[t]!, dV[t]![i]!);
        pour(dX, head.query[i]!, dQ[t]![i]!);
        pour(dX, head.key[i]!, dK[t]![i]!);
        pour(dX, head.value[i]!, dV[t]![i]!);
      }
      pour(g.tokenTable[id]!, dX, 1);
      pour(g.positionTable[t]!, dX, 1);
    });
  });
  return g;
}

export function trainHead(head: Head, xs: Matrix, ys: Matrix, { lr, steps }: { lr: number; steps: number }) {
  const now = structuredClone(head);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    losses.push(headLoss(now, xs, ys));
    const g = headGradients(now, xs, ys);
    for (const name of NAMES) now[name].forEach((row, i) => pour(row, g[name][i]!, -lr));
  }
  return { losses, head: now };
}
