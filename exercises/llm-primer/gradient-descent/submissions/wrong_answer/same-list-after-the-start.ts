// The start has a list of its own; all the other points share one, which keeps changing.

interface Knobs {
  w: number[];
  b: number | null;
}
interface Point extends Knobs {
  loss: number;
}
interface Options {
  lr: number;
  epochs: number;
  loss: "mse" | "half_mse";
  batchSize?: number;
}

export function descend(X: number[][], y: number[], start: Knobs, options: Options): Point[] {
  const { lr, epochs, loss } = options;
  const n = y.length;
  const size = options.batchSize ?? n;
  const half = loss === "half_mse";
  const w = [...start.w];
  let b = start.b;

  const errorOf = (i: number) => w.reduce((sum, v, j) => sum + v * X[i]![j]!, b ?? 0) - y[i]!;
  const lossNow = () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += errorOf(i) ** 2;
    return sum / n / (half ? 2 : 1);
  };

  const path: Point[] = [{ w: start.w, b, loss: lossNow() }];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let from = 0; from < n; from += size) {
      const to = Math.min(from + size, n);
      const gw = w.map(() => 0);
      let gb = 0;
      for (let i = from; i < to; i++) {
        const e = errorOf(i);
        for (let j = 0; j < gw.length; j++) gw[j]! += e * X[i]![j]!;
        gb += e;
      }
      const factor = (half ? 1 : 2) / (to - from);
      for (let j = 0; j < w.length; j++) w[j]! -= lr * factor * gw[j]!;
      if (b !== null) b -= lr * factor * gb;
    }
    path.push({ w, b, loss: lossNow() });
  }
  return path;
}
