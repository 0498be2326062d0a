// Forty steps of gradient descent taken for the solution.

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
      A.push(Array.from({ length: p }, (_, k) => (k === j ? Math.sqrt(ridge) : 0)));
      b.push(0);
    }
  }
  const coef = new Array<number>(p).fill(0);
  const rate = 1 / (2 * A.reduce((s, row) => s + dot(row, row), 1e-300));
  for (let step = 0; step < 40; step++) {
    const errors = A.map((row, i) => dot(row, coef) - b[i]!);
    for (let j = 0; j < p; j++) coef[j]! -= 2 * rate * A.reduce((s, row, i) => s + row[j]! * errors[i]!, 0);
  }
  return { coef, intercept: middle - dot(centre, coef) };
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
