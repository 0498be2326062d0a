// Multiplies the penalty by the number of rows.

interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}
type Targets = number[] | number[][];

const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
const dot = (a: number[], b: number[]) => a.reduce((s, v, i) => s + v * b[i]!, 0);

export function fit(X: number[][], y: Targets, options: { intercept?: boolean; ridge?: number } = {}): Model {
  if (Array.isArray(y[0])) {
    const Y = y as number[][];
    const models = Y[0]!.map((_, t) => fit(X, Y.map((row) => row[t]!), options));
    return { coef: models.map((m) => m.coef as number[]), intercept: models.map((m) => m.intercept as number) };
  }
  const { intercept = true, ridge = 0 } = options;
  const target = y as number[];
  const p = X[0]!.length;
  const centre = X[0]!.map((_, j) => (intercept ? mean(X.map((r) => r[j]!)) : 0));
  const middle = intercept ? mean(target) : 0;
  const A = X.map((row) => row.map((v, j) => v - centre[j]!));
  const b = target.map((v) => v - middle);
  if (ridge > 0) {
    // Extra rows √ridge·I turn the penalty into ordinary residuals.
    for (let j = 0; j < p; j++) {
      A.push(Array.from({ length: p }, (_, k) => (k === j ? Math.sqrt(ridge * X.length) : 0)));
      b.push(0);
    }
  }
  const coef = shortestSolution(A, b);
  return { coef, intercept: middle - dot(centre, coef) };
}

/** An orthonormal basis of the span of `vectors` (modified Gram-Schmidt, twice, largest remainder first). */
function basisOf(vectors: number[][]): number[][] {
  const rest = vectors.map((v) => [...v]);
  const norm = (v: number[]) => Math.sqrt(dot(v, v));
  const cutoff = 1e-11 * Math.max(0, ...rest.map(norm));
  const basis: number[][] = [];
  while (rest.length > 0) {
    rest.sort((u, v) => norm(v) - norm(u));
    const next = rest.shift()!;
    for (const q of basis) subtract(next, q);
    const length = norm(next);
    if (length <= cutoff) break;
    const q = next.map((v) => v / length);
    basis.push(q);
    for (const v of rest) subtract(v, q);
  }
  return basis;
}

function subtract(v: number[], q: number[]): void {
  const c = dot(v, q);
  for (let i = 0; i < v.length; i++) v[i]! -= c * q[i]!;
}

function shortestSolution(A: number[][], b: number[]): number[] {
  const p = A[0]!.length;
  // The shortest w lies in the row space: w = Σ zₖ rₖ. There the columns A·rₖ are independent.
  const rowBasis = basisOf(A);
  if (rowBasis.length === 0) return new Array<number>(p).fill(0);
  const M = A.map((row) => rowBasis.map((r) => dot(row, r)));
  const z = solveByReflections(M, [...b]);
  return Array.from({ length: p }, (_, j) => rowBasis.reduce((s, r, k) => s + z[k]! * r[j]!, 0));
}

function solveByReflections(M: number[][], b: number[]): number[] {
  const n = M.length;
  const k = M[0]!.length;
  for (let c = 0; c < k; c++) {
    let length = 0;
    for (let i = c; i < n; i++) length += M[i]![c]! ** 2;
    length = Math.sqrt(length);
    const alpha = M[c]![c]! > 0 ? -length : length;
    const v = Array.from({ length: n }, (_, i) => (i < c ? 0 : M[i]![c]! - (i === c ? alpha : 0)));
    const vv = dot(v, v);
    if (vv === 0) continue;
    for (let j = c; j < k; j++) {
      const f = (2 * M.reduce((s, row, i) => s + v[i]! * row[j]!, 0)) / vv;
      for (let i = c; i < n; i++) M[i]![j]! -= f * v[i]!;
    }
    const f = (2 * dot(v, b)) / vv;
    for (let i = c; i < n; i++) b[i]! -= f * v[i]!;
  }
  const z = new Array<number>(k).fill(0);
  for (let c = k - 1; c >= 0; c--) {
    let s = b[c]!;
    for (let j = c + 1; j < k; j++) s -= M[c]![j]! * z[j]!;
    z[c] = s / M[c]![c]!;
  }
  return z;
}

export function predict(model: Model, X: number[][]): Targets {
  if (Array.isArray(model.intercept)) {
    const bs = model.intercept;
    return X.map((row) => bs.map((b, t) => dot(row, (model.coef as number[][])[t]!) + b));
  }
  const b = model.intercept;
  return X.map((row) => dot(row, model.coef as number[]) + b);
}

export function evaluate(model: Model, X: number[][], y: Targets): { rss: number; r2?: number } {
  const residuals = (predict(model, X) as (number | number[])[]).map((p, i) => {
    const row = y[i]!;
    return Array.isArray(row) ? row.map((v, t) => v - (p as number[])[t]!) : [row - (p as number)];
  });
  const rss = residuals.reduce((s, r) => s + dot(r, r), 0);
  if (Array.isArray(y[0])) return { rss };
  const m = mean(y as number[]);
  const tss = (y as number[]).reduce((s, v) => s + (v - m) ** 2, 0);
  return y.every((v) => v === y[0]) ? { rss } : { rss, r2: 1 - rss / tss };
}
