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
function step({ w, b }: Knobs, X: number[][], y: number[], rate: number): Knobs {
  const errors = errorsAt({ w, b }, X, y);
  const moved: number[] = [];
  for (let j = 0; j < w.length; j++) {
    const gradient = mean(errors.map((e, i) => e * X[i]![j]!));
    moved.push(w[j]! - rate * gradient);
  }
  return { w: moved, b: b === null ? null : b - rate * mean(errors) };
}

/** ŷᵢ − yᵢ for every row. */
function errorsAt({ w, b }: Knobs, X: number[][], y: number[]): number[] {
  const errors: number[] = [];
  for (let i = 0; i < X.length; i++) {
    let prediction = b ?? 0;
    for (let j = 0; j < w.length; j++) prediction += w[j]! * X[i]![j]!;
    errors.push(prediction - y[i]!);
  }
  return errors;
}

function meanSquare(errors: number[]): number {
  return mean(errors.map((e) => e * e));
}

function mean(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
