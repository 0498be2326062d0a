// Gradient descent with a tiny step, until nothing moves any more: it still moves when the time is up.

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
  const meanX = X[0]!.map((_, j) => (intercept ? average(X.map((r) => r[j]!)) : 0));
  const meanY = intercept ? average(target) : 0;
  const C = X.map((row) => row.map((v, j) => v - meanX[j]!));
  const d = target.map((v) => v - meanY);
  const A = Array.from({ length: p }, (_, i) =>
    Array.from({ length: p }, (_, j) => C.reduce((s, row) => s + row[i]! * row[j]!, 0) + (i === j ? ridge : 0)),
  );
  const g = Array.from({ length: p }, (_, i) => C.reduce((s, row, k) => s + row[i]! * d[k]!, 0));
  const coef = new Array<number>(p).fill(1);
  for (let last = -1; last !== 0; ) {
    const slope = A.map((row, i) => dot(row, coef) - g[i]!);
    last = dot(slope, slope) + Number.MIN_VALUE; // never 0
    slope.forEach((v, i) => (coef[i]! -= 1e-9 * v));
  }
  return { coef, intercept: meanY - dot(meanX, coef) };
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
