// One-sided Jacobi rotations: the singular value decomposition without a library.

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
  return decompose(X).length;
}

function shortest(A: number[][], b: number[]): number[] {
  const w = A[0]!.map(() => 0);
  for (const { image, axis, length } of decompose(A)) {
    const part = dot(image, b) / length ** 2;
    axis.forEach((v, j) => (w[j]! += part * v));
  }
  return w;
}

/** The axes along which the rows have a length, with their images A·axis, which are perpendicular too. */
function decompose(A: number[][]): { image: number[]; axis: number[]; length: number }[] {
  const images = A[0]!.map((_, j) => column(A, j));
  const axes = images.map((_, j) => images.map((_, k) => (j === k ? 1 : 0)));
  for (let sweep = 0, turned = true; turned && sweep < 40; sweep++) {
    turned = false;
    for (let i = 0; i < images.length; i++) {
      for (let j = i + 1; j < images.length; j++) {
        const [a, b, mixed] = [dot(images[i]!, images[i]!), dot(images[j]!, images[j]!), dot(images[i]!, images[j]!)];
        if (Math.abs(mixed) <= 1e-15 * Math.sqrt(a * b)) continue;
        turned = true;
        const zeta = (b - a) / (2 * mixed);
        const tangent = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, tangent);
        for (const list of [images, axes]) {
          const [u, v] = [list[i]!, list[j]!];
          list[i] = u.map((value, k) => cosine * (value - tangent * v[k]!));
          list[j] = v.map((value, k) => cosine * (value + tangent * u[k]!));
        }
      }
    }
  }
  const all = images.map((image, k) => ({ image, axis: axes[k]!, length: norm(image) }));
  const longest = Math.max(...all.map(({ length }) => length));
  return all.filter(({ length }) => length > 1e-10 * longest);
}
