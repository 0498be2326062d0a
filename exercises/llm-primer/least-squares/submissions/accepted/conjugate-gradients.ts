// Conjugate gradients from w = 0 stay among the sums of rows, so they end at the shortest solution.

interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}
type Targets = number[] | number[][];

const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
const dot = (a: number[], b: number[]) => a.reduce((s, v, i) => s + v * b[i]!, 0);
const column = (rows: number[][], j: number) => rows.map((row) => row[j]!);

export function fit(X: number[][], y: Targets, options: { intercept?: boolean } = {}): Model {
  if (Array.isArray(y[0])) {
    const models = y[0].map((_, t) => fit(X, column(y as number[][], t), options));
    return { coef: models.map((m) => m.coef as number[]), intercept: models.map((m) => m.intercept as number) };
  }
  const { intercept = true } = options;
  const centre = X[0]!.map((_, j) => (intercept ? mean(column(X, j)) : 0));
  const middle = intercept ? mean(y as number[]) : 0;
  const A = X.map((row) => row.map((v, j) => v - centre[j]!));
  const coef = shortest(A, (y as number[]).map((v) => v - middle));
  return { coef, intercept: middle - dot(centre, coef) };
}

/** Elimination that always takes the largest number left in the table. */
export function rank(X: number[][]): number {
  const M = X.map((row) => [...row]);
  const size = Math.max(...M.flat().map(Math.abs));
  for (let r = 0; ; r++) {
    let [row, at] = [r, 0];
    for (let i = r; i < M.length; i++) for (let j = 0; j < M[i]!.length; j++) if (Math.abs(M[i]![j]!) > Math.abs(M[row]?.[at] ?? 0)) [row, at] = [i, j];
    if (r === M.length || Math.abs(M[row]![at]!) <= 1e-11 * size) return r;
    [M[r], M[row]] = [M[row]!, M[r]!];
    for (let i = r + 1; i < M.length; i++) {
      const factor = M[i]![at]! / M[r]![at]!;
      M[i] = M[i]!.map((v, j) => v - factor * M[r]![j]!);
    }
  }
}

function shortest(A: number[][], b: number[]): number[] {
  const columns = A[0]!.map((_, j) => column(A, j));
  const total = columns.reduce((s, c) => s + dot(c, c), 0);
  const w = columns.map(() => 0);
  // With exact numbers one round would be enough; the others take away what rounding left.
  for (let round = 0; round < 4; round++) {
    const rest = b.map((v, i) => v - dot(A[i]!, w));
    let down = columns.map((c) => dot(c, rest));
    let way = down;
    for (let step = 0; step < columns.length && dot(down, down) > 0; step++) {
      const moved = A.map((row) => dot(row, way));
      // A way along which the data has no length leads nowhere.
      if (dot(moved, moved) <= 1e-18 * dot(way, way) * total) break;
      const before = dot(down, down);
      const length = before / dot(moved, moved);
      way.forEach((v, j) => (w[j]! += length * v));
      moved.forEach((v, i) => (rest[i]! -= length * v));
      down = columns.map((c) => dot(c, rest));
      const after = dot(down, down);
      if (after < 1e-26 * before) break;
      way = down.map((v, j) => v + (after / before) * way[j]!);
    }
  }
  return w;
}
