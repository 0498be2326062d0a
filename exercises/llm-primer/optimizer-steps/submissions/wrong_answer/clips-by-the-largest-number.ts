// Takes the largest number of a gradient for its length.

interface Settings {
  type: "sgd" | "adam_keras" | "adam_torch" | "adamw_torch";
  lr: number;
  momentum: number;
  nesterov: boolean;
  beta1: number;
  beta2: number;
  eps: number;
  weightDecay: number;
  clipNorm: number;
}
type Vector = number[];

const plus = (a: Vector, b: Vector): Vector => a.map((v, i) => v + b[i]!);
const minus = (a: Vector, b: Vector): Vector => a.map((v, i) => v - b[i]!);
const times = (a: Vector, factor: number): Vector => a.map((v) => v * factor);
const length = (a: Vector): number => Math.max(...a.map(Math.abs));

function clip(g: Vector, limit: number): Vector {
  return times(g, Math.min(1, limit / (length(g) + 1e-6)));
}

/** Where PyTorch and Keras differ: which root epsilon is added to. */
function direction(m: Vector, v: Vector, t: number, { type, beta1, beta2, eps }: Settings): Vector {
  const c1 = 1 - beta1 ** t;
  const c2 = 1 - beta2 ** t;
  if (type === "adam_keras") return m.map((value, i) => ((Math.sqrt(c2) / c1) * value) / (Math.sqrt(v[i]!) + eps));
  return m.map((value, i) => value / c1 / (Math.sqrt(v[i]! / c2) + eps));
}

export function trajectory(start: Vector, gradients: Vector[], settings: Settings): Vector[] {
  const { type, lr, momentum, beta1, beta2, weightDecay, clipNorm } = settings;
  let w = start;
  let m = start.map(() => 0);
  let v = start.map(() => 0);
  const path = [w];
  gradients.forEach((raw, step) => {
    const t = step + 1;
    let g = clip(raw, clipNorm);
    if (type === "adamw_torch") w = minus(w, times(w, lr * weightDecay));
    else g = plus(g, times(w, weightDecay));
    if (type === "sgd") {
      v = plus(times(v, momentum), g);
      w = minus(w, times(settings.nesterov ? plus(g, times(v, momentum)) : v, lr));
    } else {
      m = plus(times(m, beta1), times(g, 1 - beta1));
      v = v.map((value, i) => beta2 * value + (1 - beta2) * g[i]! ** 2);
      w = minus(w, times(direction(m, v, t, settings), lr));
    }
    path.push(w);
  });
  return path;
}
