// Writes A as C·F with independent columns C and independent rows F; then w = Fᵀ(FFᵀ)⁻¹(CᵀC)⁻¹Cᵀy.

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

export function rank(X: number[][]): number {
  return reduce(X).pivots.length;
}

function shortest(A: number[][], b: number[]): number[] {
  const { rows: F, pivots } = reduce(A);
  const C = pivots.map((j) => column(A, j));
  const onC = solve(gram(C), C.map((c) => dot(c, b)));
  const onF = solve(gram(F), onC);
  return A[0]!.map((_, j) => F.reduce((s, row, k) => s + onF[k]! * row[j]!, 0));
}

const gram = (vectors: number[][]) => vectors.map((u) => vectors.map((v) => dot(u, v)));

/** The reduced row echelon form: its rows that are not zero, and the columns in which they begin. */
function reduce(A: number[][]): { rows: number[][]; pivots: number[] } {
  const M = A.map((row) => [...row]);
  const none = 1e-11 * Math.max(...M.flat().map(Math.abs));
  const pivots: number[] = [];
  for (let j = 0; j < A[0]!.length && pivots.length < M.length; j++) {
    const r = pivots.length;
    let best = r;
    for (let i = r; i < M.length; i++) if (Math.abs(M[i]![j]!) > Math.abs(M[best]![j]!)) best = i;
    if (Math.abs(M[best]![j]!) <= none) continue;
    [M[r], M[best]] = [M[best]!, M[r]!];
    const first = M[r]![j]!;
    M[r] = M[r]!.map((v) => v / first);
    M.forEach((row, i) => {
      if (i !== r) M[i] = row.map((v, k) => v - row[j]! * M[r]![k]!);
    });
    pivots.push(j);
  }
  return { rows: M.slice(0, pivots.length), pivots };
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
