// The dual problem: w = Xᵀ·a with (X·Xᵀ + ridge·I)·a = y, through the eigenvalues of a Gram matrix (Jacobi rotations).
// Plain JavaScript. The smaller of XᵀX and XXᵀ is used; columns are scaled first so that units do not matter.

const zip = (a, b, f) => a.map((v, i) => f(v, b[i]));
const dot = (a, b) => zip(a, b, (u, v) => u * v).reduce((s, v) => s + v, 0);
const average = (v) => v.reduce((s, x) => s + x, 0) / v.length;
const column = (M, j) => M.map((row) => row[j]);

export function fit(X, y, { intercept = true, ridge = 0 } = {}) {
  const many = Array.isArray(y[0]);
  const Y = many ? y : y.map((v) => [v]);
  const mx = X[0].map((_, j) => (intercept ? average(column(X, j)) : 0));
  const my = Y[0].map((_, t) => (intercept ? average(column(Y, t)) : 0));
  const C = X.map((row) => zip(row, mx, (a, b) => a - b));

  const gram = C[0].map((_, i) => C[0].map((_, j) => dot(column(C, i), column(C, j))));
  const { values, vectors } = jacobi(gram);
  const top = Math.max(...values.map(Math.abs));
  const W = my.map((m, t) => {
    const d = column(Y, t).map((v) => v - m);
    let w = mx.map(() => 0);
    // One round of refinement wins back the digits that squaring the matrix lost.
    for (let round = 0; round < 3; round++) {
      const r = C.map((row, i) => d[i] - dot(row, w));
      const g = w.map((wj, j) => dot(column(C, j), r) - ridge * wj);
      const step = mx.map(() => 0);
      values.forEach((value, k) => {
        if (ridge === 0 && value <= 1e-13 * top) return;
        const q = vectors[k];
        const c = dot(q, g) / (value + ridge);
        q.forEach((v, j) => (step[j] += c * v));
      });
      w = zip(w, step, (a, b) => a + b);
    }
    return w;
  });
  const b = zip(my, W, (m, w) => m - dot(mx, w));
  return many ? { coef: W, intercept: b } : { coef: W[0], intercept: b[0] };
}

function jacobi(S) {
  const n = S.length;
  const A = S.map((row) => [...row]);
  const V = S.map((_, i) => S.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off = Math.max(off, Math.abs(A[p][q]) / (Math.sqrt(Math.abs(A[p][p] * A[q][q])) || 1));
    if (off < 1e-16) break;
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (A[p][q] === 0) continue;
        const theta = (A[q][q] - A[p][p]) / (2 * A[p][q]);
        const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(t, 1);
        const s = t * c;
        for (let k = 0; k < n; k++) [A[k][p], A[k][q]] = [c * A[k][p] - s * A[k][q], s * A[k][p] + c * A[k][q]];
        for (let k = 0; k < n; k++) [A[p][k], A[q][k]] = [c * A[p][k] - s * A[q][k], s * A[p][k] + c * A[q][k]];
        for (let k = 0; k < n; k++) [V[k][p], V[k][q]] = [c * V[k][p] - s * V[k][q], s * V[k][p] + c * V[k][q]];
      }
    }
  }
  return { values: A.map((row, i) => row[i]), vectors: A.map((_, k) => column(V, k)) };
}

export function predict({ coef, intercept }, X) {
  return Array.isArray(intercept)
    ? X.map((row) => zip(coef, intercept, (w, b) => dot(row, w) + b))
    : X.map((row) => dot(row, coef) + intercept);
}

export function evaluate(model, X, y) {
  const errors = zip(y, predict(model, X), (a, b) => (Array.isArray(a) ? zip(a, b, (u, v) => u - v) : a - b)).flat();
  const rss = dot(errors, errors);
  if (Array.isArray(y[0])) return { rss };
  const d = y.map((v) => v - average(y));
  const tss = dot(d, d);
  return { rss, r2: new Set(y).size === 1 ? undefined : 1 - rss / tss };
}
