// Columns that are multiples of each other contribute equally, whatever their size.

interface Model {
  coef: number[] | number[][];
  intercept: number | number[];
}
type Targets = number[] | number[][];

const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
const dot = (a: number[], b: number[]) => a.reduce((s, v, i) => s + v * b[i]!, 0);
const norm = (v: number[]) => Math.sqrt(dot(v, v));
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

export function rank(X: number[][]): number {
  return basisOf(X).length;
}

/** Perpendicular directions of length 1, the longest remainder first. */
function basisOf(rows: number[][]): number[][] {
  const rest = rows.map((row) => [...row]);
  const cutoff = 1e-10 * Math.max(...rest.map(norm));
  const basis: number[][] = [];
  while (rest.length > 0) {
    rest.sort((u, v) => norm(v) - norm(u));
    const next = rest.shift()!;
    const length = norm(next);
    if (length <= cutoff) break;
    const q = next.map((v) => v / length);
    basis.push(q);
    for (const row of rest) {
      const along = dot(row, q);
      for (let j = 0; j < row.length; j++) row[j]! -= along * q[j]!;
    }
  }
  return basis;
}

function shortest(A: number[][], b: number[]): number[] {
  const columns = A[0]!.map((_, j) => column(A, j));
  const families: number[][] = [];
  columns.forEach((c, j) => {
    const home = families.find(([first]) => Math.abs(dot(c, columns[first!]!)) > 0 && basisOf([c, columns[first!]!]).length === 1);
    if (home !== undefined) home.push(j);
    else if (norm(c) > 0) families.push([j]);
  });
  const leaders = families.map(([first]) => columns[first!]!);
  const z = shortestOf(leaders, b);
  const w = columns.map(() => 0);
  families.forEach((family, k) => {
    for (const j of family) w[j] = (z[k]! * dot(leaders[k]!, leaders[k]!)) / dot(leaders[k]!, columns[j]!) / family.length;
  });
  return w;
}

function shortestOf(vectors: number[][], b: number[]): number[] {
  if (vectors.length === 0) return [];
  const A = b.map((_, i) => vectors.map((v) => v[i]!));
  const basis = basisOf(A);
  const columns = basis.map((q) => A.map((row) => dot(row, q)));
  const z = solve(columns.map((c) => columns.map((d) => dot(c, d))), columns.map((c) => dot(c, b)));
  return vectors.map((_, j) => basis.reduce((s, q, k) => s + z[k]! * q[j]!, 0));
}

/** Gauss-Jordan elimination. */
function solve(A: number[][], b: number[]): number[] {
  const M = A.map((row, i) => [...row, b[i]!]);
  for (let c = 0; c < M.length; c++) {
    for (let r = 0; r < M.length; r++) {
      if (r === c) continue;
      const factor = M[r]![c]! / M[c]![c]!;
      M[r] = M[r]!.map((value, k) => value - factor * M[c]![k]!);
    }
  }
  return M.map((row, j) => row[row.length - 1]! / row[j]!);
}
