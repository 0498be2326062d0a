// Conjugate gradients on the centred columns: with exact numbers, p steps from w = 0 reach the solution.

type Targets = number[] | number[][];
interface Model {
  coef: Targets;
  intercept: number | number[];
}

function dot(a: number[], b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function mean(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

const column = (rows: number[][], j: number): number[] => rows.map((row) => row[j]!);

export function fit(X: number[][], y: Targets, { intercept = true, ridge = 0 } = {}): Model {
  if (Array.isArray(y[0])) {
    const models = y[0].map((_, t) => fit(X, column(y as number[][], t), { intercept, ridge }));
    return { coef: models.map((m) => m.coef as number[]), intercept: models.map((m) => m.intercept as number) };
  }
  const targets = y as number[];
  const middle = intercept ? mean(targets) : 0;
  const centres = X[0]!.map((_, j) => (intercept ? mean(column(X, j)) : 0));
  const columns = centres.map((centre, j) => column(X, j).map((value) => value - centre));
  const w = minimise(columns, targets.map((value) => value - middle), ridge);
  return { coef: w, intercept: middle - dot(w, centres) };
}

/** The w with the smallest ‖d − Σ wⱼ·columnⱼ‖² + ridge·‖w‖². */
function minimise(columns: number[][], d: number[], ridge: number): number[] {
  const w = columns.map(() => 0);
  // One round would do with exact numbers; the second and third take away what rounding left.
  for (let round = 0; round < 3; round++) {
    const rest = d.map((value, i) => value - columns.reduce((sum, c, j) => sum + c[i]! * w[j]!, 0));
    let down = columns.map((c, j) => dot(c, rest) - ridge * w[j]!);
    let way = down;
    let size = dot(down, down);
    for (let step = 0; step < columns.length && size > 0; step++) {
      const moved = rest.map((_, i) => columns.reduce((sum, c, j) => sum + c[i]! * way[j]!, 0));
      const bend = dot(moved, moved) + ridge * dot(way, way);
      // Columns that cancel leave rounding errors instead of nothing; a step along those would lead anywhere.
      if (bend <= 1e-20 * dot(way, way) * columns.reduce((sum, c) => sum + dot(c, c), ridge)) break;
      const length = size / bend;
      for (let j = 0; j < w.length; j++) w[j]! += length * way[j]!;
      for (let i = 0; i < rest.length; i++) rest[i]! -= length * moved[i]!;
      down = columns.map((c, j) => dot(c, rest) - ridge * w[j]!);
      const before = size;
      size = dot(down, down);
      if (size < 1e-28 * before) break;
      way = down.map((value, j) => value + (size / before) * way[j]!);
    }
  }
  return w;
}

export function predict({ coef, intercept }: Model, X: number[][]): Targets {
  if (typeof intercept === "number") return X.map((row) => dot(row, coef as number[]) + intercept);
  return X.map((row) => intercept.map((b, t) => dot(row, (coef as number[][])[t]!) + b));
}

export function evaluate(model: Model, X: number[][], y: Targets): { rss: number; r2?: number } {
  const wanted = y.flat();
  const errors = predict(model, X).flat().map((value, i) => wanted[i]! - value);
  const rss = dot(errors, errors);
  const middle = mean(wanted);
  const tss = dot(wanted, wanted.map((value) => value - middle));
  return Array.isArray(y[0]) || wanted.every((value) => value === wanted[0]) ? { rss } : { rss, r2: 1 - rss / tss };
}
