// One attention head that learns: forward, loss, gradients by hand, steps.
//
//   runHead         from ids to logits, one row for each position
//   headLoss        how wrong the logits are, over a batch
//   headGradients   how the loss changes with every parameter
//   trainHead       steps against the gradients
//
// Shapes: T ids in a sequence, V different ids, vectors of d numbers, a head of m numbers.

type Matrix = number[][];

export interface Head {
  tokenTable: number[][]; // V x d
  positionTable: number[][]; // at least as many rows as a sequence has ids, x d
  query: number[][]; // m x d
  key: number[][]; // m x d
  value: number[][]; // m x d
  out: number[][]; // V x m
}

// ---- forward ----------------------------------------------------------------------------------------

/** Everything on the way from ids to logits; the way back needs it again. */
interface Forward {
  x: Matrix; // T x d
  q: Matrix; // T x m
  k: Matrix; // T x m
  v: Matrix; // T x m
  weights: Matrix; // T x T, 0 for later positions
  o: Matrix; // T x m
  logits: Matrix; // T x V
}

export function runHead(head: Head, ids: number[]): { weights: number[][]; logits: number[][] } {
  const { weights, logits } = forward(head, ids);
  return { weights, logits };
}

function forward(head: Head, ids: number[]): Forward {
  const x = ids.map((id, t) => add(head.tokenTable[id]!, head.positionTable[t]!));
  const q = linear(x, head.query);
  const k = linear(x, head.key);
  const v = linear(x, head.value);
  const root = Math.sqrt(head.query.length);
  // Position t looks at positions 0 … t, never ahead.
  const weights = q.map((query, t) => {
    const scores = k.slice(0, t + 1).map((key) => dot(query, key) / root);
    const later = k.slice(t + 1).map(() => 0);
    return [...softmax(scores), ...later];
  });
  const o = multiply(weights, v);
  return { x, q, k, v, weights, o, logits: linear(o, head.out) };
}

// ---- loss -------------------------------------------------------------------------------------------

/** Mean cross-entropy over all positions of all sequences. */
export function headLoss(head: Head, xs: number[][], ys: number[][]): number {
  let total = 0;
  xs.forEach((ids, r) => {
    const { logits } = forward(head, ids);
    logits.forEach((row, t) => {
      total += crossEntropy(row, ys[r]![t]!);
    });
  });
  return total / xs.flat().length;
}

// ---- backward ---------------------------------------------------------------------------------------

/** The gradients of all sequences, added up. */
export function headGradients(head: Head, xs: number[][], ys: number[][]): Head {
  const gradients = mapHead(head, (matrix) => matrix.map((row) => row.map(() => 0)));
  const count = xs.flat().length;
  xs.forEach((ids, r) => backward(head, ids, ys[r]!, count, gradients));
  return gradients;
}

/** Adds the gradients of one sequence. dA is how the loss changes with A, of the same shape as A. */
function backward(head: Head, ids: number[], targets: number[], count: number, gradients: Head): void {
  const { x, q, k, v, weights, o, logits } = forward(head, ids);

  // Softmax and cross-entropy together: (softmax − 1 at the target) / N.
  const dLogits = logits.map((row, t) => softmax(row).map((p, j) => (p - (j === targets[t] ? 1 : 0)) / count));
  addTo(gradients.out, multiply(transpose(dLogits), o));
  const dO = multiply(dLogits, head.out);

  // o = weights · v
  const dV = multiply(transpose(weights), dO);
  const dWeights = multiply(dO, transpose(v));

  // Softmax: dS = weight · (dWeight − Σ weight · dWeight), row by row. Where the weight is 0, dS is 0.
  const root = Math.sqrt(head.query.length);
  const dScores = weights.map((row, t) => {
    const mean = dot(row, dWeights[t]!);
    return row.map((weight, s) => (weight * (dWeights[t]![s]! - mean)) / root);
  });
  const dQ = multiply(dScores, k);
  const dK = multiply(transpose(dScores), q);

  addTo(gradients.query, multiply(transpose(dQ), x));
  addTo(gradients.key, multiply(transpose(dK), x));
  addTo(gradients.value, multiply(transpose(dV), x));

  // x went into all three layers, and was the sum of two rows.
  const fromQuery = multiply(dQ, head.query);
  const fromKey = multiply(dK, head.key);
  const fromValue = multiply(dV, head.value);
  ids.forEach((id, t) => {
    const dX = add(add(fromQuery[t]!, fromKey[t]!), fromValue[t]!);
    gradients.tokenTable[id] = add(gradients.tokenTable[id]!, dX);
    gradients.positionTable[t] = add(gradients.positionTable[t]!, dX);
  });
}

// ---- steps ------------------------------------------------------------------------------------------

/** Each step: record the loss, compute all gradients, then parameter ← parameter − lr · gradient. */
export function trainHead(
  head: Head,
  xs: number[][],
  ys: number[][],
  { lr, steps }: { lr: number; steps: number },
): { losses: number[]; head: Head } {
  const losses: number[] = [];
  let now = head;
  for (let step = 0; step < steps; step++) {
    losses.push(headLoss(now, xs, ys));
    const gradients = headGradients(now, xs, ys);
    now = mapHead(now, (matrix, name) =>
      matrix.map((row, i) => row.map((w, j) => w - lr * gradients[name][i]![j]!)),
    );
  }
  return { losses, head: now };
}

// ---- small tools --------------------------------------------------------------------------------------

function mapHead(head: Head, change: (matrix: Matrix, name: keyof Head) => Matrix): Head {
  return {
    tokenTable: change(head.tokenTable, "tokenTable"),
    positionTable: change(head.positionTable, "positionTable"),
    query: change(head.query, "query"),
    key: change(head.key, "key"),
    value: change(head.value, "value"),
    out: change(head.out, "out"),
  };
}

/** x · Wᵀ, each row of W one output. */
function linear(x: Matrix, W: Matrix): Matrix {
  return x.map((row) => W.map((w) => dot(row, w)));
}

function multiply(A: Matrix, B: Matrix): Matrix {
  const columns = transpose(B);
  return A.map((row) => columns.map((column) => dot(row, column)));
}

function transpose(A: Matrix): Matrix {
  return A[0]!.map((_, j) => A.map((row) => row[j]!));
}

function addTo(sum: Matrix, A: Matrix): void {
  A.forEach((row, i) => {
    sum[i] = add(sum[i]!, row);
  });
}

function add(a: number[], b: number[]): number[] {
  return a.map((v, i) => v + b[i]!);
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, v, i) => sum + v * b[i]!, 0);
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
