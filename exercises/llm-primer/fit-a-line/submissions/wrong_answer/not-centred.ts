// Solves the normal equations on [1 X] without centring: far-away data lose their digits.

interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}
type Targets = number[] | number[][];

const average = (v: number[]): number => v.reduce((a, b) => a + b, 0) / v.length;
const dot = (a: number[], b: number[]): number => a.reduce((s, v, i) => s + v * b[i]!, 0);

export function fit(X: number[][], y: Targets, options: { intercept?: boolean; ridge?: number } = {}): Model {
  if (Array.isArray(y[0])) {
    const Y = y as number[][];
    const models = Y[0]!.map((_, t) => fit(X, Y.map((row) => row[t]!), options));
    return { coef: models.map((m) => m.coef as number[]), intercept: models.map((m) => m.intercept as number) };
  }
  const { intercept = true, ridge = 0 } = options;
  const target = y as number[];
  const p = X[0]!.length;
  const C = intercept ? X.map((row) => [...row, 1]) : X;
  const d = target;
  const q = C[0]!.length;
  const A = Array.from({ length: q }, (_, i) =>
    Array.from({ length: q }, (_, j) => C.reduce((s, row) => s + row[i]! * row[j]!, 0) + (i === j && i < p ? ridge : 0)),
  );
  const g = Array.from({ length: q }, (_, i) => C.reduce((s, row, k) => s + row[i]! * d[k]!, 0));
  const solution = solve(A, g);
  return { coef: solution.slice(0, p), intercept: intercept ? solution[p]! : 0 };
}

/** Gaussian elimination with pivoting. */
function solve(A: number[][], b: number[]): number[] {
  const n = b.length;
  const M = A.map((row, i) => [...row, b[i]!]);
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c; r < n; r++) if (Math.abs(M[r]![c]!) > Math.abs(M[pivot]![c]!)) pivot = r;
    [M[c], M[pivot]] = [M[pivot]!, M[c]!];
    for (let r = c + 1; r < n; r++) {
      const f = M[r]![c]! / M[c]![c]!;
      for (let k = c; k <= n; k++) M[r]![k]! -= f * M[c]![k]!;
    }
  }
  const w = new Array<number>(n).fill(0);
  for (let c = n - 1; c >= 0; c--) {
    w[c] = (M[c]![n]! - w.reduce((s, v, k) => (k > c ? s + M[c]![k]! * v : s), 0)) / M[c]![c]!;
  }
  return w;
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
  const fitted = predict(model, X);
  const errors = y.flatMap((v, i) => {
    const p = fitted[i]!;
    return Array.isArray(v) ? v.map((u, t) => u - (p as number[])[t]!) : [v - (p as number)];
  });
  const rss = dot(errors, errors);
  if (Array.isArray(y[0])) return { rss };
  const m = average(y as number[]);
  const tss = (y as number[]).reduce((s, v) => s + (v - m) ** 2, 0);
  return y.every((v) => v === y[0]) ? { rss } : { rss, r2: 1 - rss / tss };
}
