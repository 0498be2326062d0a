// Linear regression by turning the knobs a little at a time: full batch, mini-batches, or one row at a time.
//
//   model      ŷᵢ = xᵢ·w + b
//   loss       L = c · 1/n · Σ (ŷᵢ − yᵢ)²               c = 1 ("mse") or ½ ("half_mse")
//   gradient   ∂L/∂wⱼ = 2c · 1/n · Σ (ŷᵢ − yᵢ)·xᵢⱼ
//              ∂L/∂b  = 2c · 1/n · Σ (ŷᵢ − yᵢ)
//   update     w ← w − lr·∂L/∂w,  b ← b − lr·∂L/∂b      all at once, from the gradients at the old knobs
//
// The gradient looks at one batch, n being the rows of that batch; the loss in the path looks at all rows.

export interface Knobs {
  w: number[];
  /** null: there is no such knob, and the line passes through the origin */
  b: number | null;
}

export interface Point extends Knobs {
  loss: number;
}

export interface Options {
  lr: number;
  epochs: number;
  loss: "mse" | "half_mse";
  /** rows in a batch; default: all of them */
  batchSize?: number;
}

/** X: n x p, rows are samples; y: n numbers. The path has epochs + 1 points, the start first. */
export function descend(X: number[][], y: number[], start: Knobs, options: Options): Point[] {
  const { lr, epochs, loss, batchSize = y.length } = options;
  const scale = loss === "mse" ? 1 : 0.5;
  let knobs = start;
  const path = [{ ...knobs, loss: scale * meanSquare(errorsAt(knobs, X, y)) }];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let first = 0; first < y.length; first += batchSize) {
      const next = first + batchSize;
      knobs = step(knobs, X.slice(first, next), y.slice(first, next), lr * 2 * scale);
    }
    path.push({ ...knobs, loss: scale * meanSquare(errorsAt(knobs, X, y)) });
  }
  return path;
}

/** One turn of every knob, by the gradient over the given rows; `rate` is lr·2c. */
function step(knobs: Knobs, X: number[][], y: number[], rate: number): Knobs {
  const { w, b } = knobs;
  const errors = errorsAt(knobs, X, y);
  return {
    w: w.map((wj, j) => wj - rate * mean(errors.map((e, i) => e * X[i]![j]!))),
    b: b === null ? null : b - rate * mean(errors),
  };
}

/** ŷᵢ − yᵢ for every row. */
function errorsAt({ w, b }: Knobs, X: number[][], y: number[]): number[] {
  return X.map((x, i) => w.reduce((sum, wj, j) => sum + wj * x[j]!, b ?? 0) - y[i]!);
}

function meanSquare(errors: number[]): number {
  return mean(errors.map((e) => e * e));
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
