// Accepts the option ridge and does not use it.

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
  const { intercept = true } = options;
  const target = y as number[];
  const centre = X[0]!.map((_, j) => (intercept ? mean(X.map((r) => r[j]!)) : 0));
  const middle = intercept ? mean(target) : 0;
  const columns = centre.map((c, j) => X.map((row) => row[j]! - c));
  const d = target.map((v) => v - middle);
  const M = columns.map((a) => [...columns.map((b) => dot(a, b)), dot(a, d)]);
  for (let c = 0; c < M.length; c++) {
    for (let r = 0; r < M.length; r++) {
      if (r === c) continue;
      const factor = M[r]![c]! / M[c]![c]!;
      M[r] = M[r]!.map((value, k) => value - factor * M[c]![k]!);
    }
  }
  const coef = M.map((row, j) => row[row.length - 1]! / row[j]!);
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
  const wanted = y.flat();
  const errors = predict(model, X).flat().map((value, i) => wanted[i]! - value);
  const rss = dot(errors, errors);
  if (Array.isArray(y[0])) return { rss };
  const m = mean(wanted);
  const tss = wanted.reduce((s, v) => s + (v - m) ** 2, 0);
  return wanted.every((v) => v === wanted[0]) ? { rss } : { rss, r2: 1 - rss / tss };
}
