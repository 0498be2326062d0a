// Empties neither m nor v between trainings, so that every start but the first inherits them.

interface Printed {
  name: string;
  printed: string;
}
interface Layer {
  kernel: number[][];
  bias: number[];
  activation: string;
}
interface Optimizer {
  type: string;
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
}
interface Linear {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
}
type Matrix = number[][];
interface Example {
  kind: string;
  printed: Printed[];
  layers?: Linear[];
  X?: Matrix;
  y?: number[];
  Y?: Matrix;
  X_new?: Matrix;
  starts?: Layer[][];
  epochs?: number;
  optimizer?: Optimizer;
}
interface Range {
  min: number;
  median: number;
  max: number;
}
type Computed = number | number[] | Range;

const sum = (v: number[]): number => v.reduce((a, b) => a + b, 0);

export function audit(example: Example) {
  const computed = runAgain(example);
  return example.printed.map(({ name, printed }) => {
    const value = computed.get(name)!;
    return { name, printed, computed: value, ...compare(printed, value) };
  });
}

function runAgain(example: Example): Map<string, Computed> {
  if (example.kind === "parameters") return shapes(example.layers!);
  if (example.kind === "regression") return line(example.X!.map((row) => row[0]!), example.y!, example.X_new![0]![0]!);
  return manyRuns(example);
}

function compare(printed: string, computed: Computed): { off: number; stands: boolean } {
  if (Array.isArray(computed)) {
    const shape = printed.slice(1, -1).split(",").map(Number);
    const entries = (s: number[]): number => s.reduce((a, b) => a * b);
    const same = shape.length === computed.length && shape.every((n, i) => n === computed[i]);
    return { off: Math.abs(entries(shape) - entries(computed)), stands: same };
  }
  const off = distance(Number(printed), computed);
  const decimals = (printed.split(".")[1] ?? "").length;
  const unit = Math.pow(10, -decimals);
  return { off, stands: off <= unit / 2 + 1e-9 };
}

function distance(value: number, computed: number | Range): number {
  const low = typeof computed === "number" ? computed : computed.min;
  const high = typeof computed === "number" ? computed : computed.max;
  if (value < low) return low - value;
  return value > high ? value - high : 0;
}

function shapes(layers: Linear[]): Map<string, Computed> {
  const found = new Map<string, Computed>();
  let total = 0;
  for (const { name, inFeatures, outFeatures, bias } of layers) {
    found.set(name + ".weight", [outFeatures, inFeatures]);
    total += inFeatures * outFeatures;
    if (bias) {
      found.set(name + ".bias", [outFeatures]);
      total += outFeatures;
    }
  }
  return found.set("total", total);
}

/** n·b + Σx·w = Σy and Σx·b + Σx²·w = Σxy, by Cramer's rule. */
function line(x: number[], y: number[], at: number): Map<string, Computed> {
  const n = x.length;
  const sx = sum(x);
  const sxx = sum(x.map((v) => v * v));
  const sy = sum(y);
  const sxy = sum(x.map((v, i) => v * y[i]!));
  const determinant = n * sxx - sx * sx;
  const coefficient = (n * sxy - sx * sy) / determinant;
  const intercept = (sxx * sy - sx * sxy) / determinant;
  return new Map([["coefficient", coefficient], ["intercept", intercept], ["prediction", coefficient * at + intercept]]);
}

function manyRuns({ starts, X, Y, X_new, epochs, optimizer }: Example): Map<string, Computed> {
  memory = undefined;
  const predictions: number[] = [];
  const losses: number[] = [];
  for (const start of starts!) {
    const { net, loss } = train(start, X!, Y!, epochs!, optimizer!);
    predictions.push(predict(net, X_new![0]!));
    losses.push(loss);
  }
  return new Map([["prediction", range(predictions)], ["loss", range(losses)]]);
}

function range(values: number[]): Range {
  const v = [...values].sort((a, b) => a - b);
  const half = v.length >> 1;
  const median = v.length % 2 === 1 ? v[half]! : (v[half - 1]! + v[half]!) / 2;
  return { min: v[0]!, median, max: v[v.length - 1]! };
}

/** One hidden layer of relu units, one output: the sum of what the units pass on, and in `a` what they hold. */
function predict([hidden, output]: Layer[], x: number[], a: number[] = []): number {
  const { kernel, bias } = hidden!;
  let p = output!.bias[0]!;
  for (let j = 0; j < bias.length; j++) {
    let z = bias[j]!;
    for (let i = 0; i < x.length; i++) z += x[i]! * kernel[i]![j]!;
    a[j] = z > 0 ? z : 0;
    p += a[j]! * output!.kernel[j]![0]!;
  }
  return p;
}

let memory: { m: number; v: number }[][] | undefined;

function train(start: Layer[], X: Matrix, Y: Matrix, epochs: number, { type, lr, beta1, beta2, eps }: Optimizer) {
  const net = start.map(({ kernel, bias, activation }) => ({ kernel: kernel.map((r) => [...r]), bias: [...bias], activation }));
  const knobs = net.flatMap(({ kernel, bias }) => [...kernel, bias]);
  // One memory for all trainings of an example.
  memory ??= knobs.map((row) => row.map(() => ({ m: 0, v: 0 })));
  // The same rows as the knobs: hidden kernel, hidden bias, output kernel, output bias.
  const G = knobs.map((row) => row.map(() => 0));
  const [hidden, output] = [net[0]!, net[1]!];
  const toHidden = hidden.kernel.length;
  const a = hidden.bias.map(() => 0);
  let loss = 0;
  for (let t = 1; t <= epochs; t++) {
    for (const row of G) row.fill(0);
    loss = 0;
    for (let i = 0; i < X.length; i++) {
      const x = X[i]!;
      const error = predict(net, x, a) - Y[i]![0]!;
      loss += (error * error) / Y.length;
      const d = (2 * error) / Y.length;
      for (let j = 0; j < a.length; j++) {
        G[toHidden + 1 + j]![0]! += a[j]! * d;
        if (a[j]! <= 0) continue;
        const delta = output.kernel[j]![0]! * d;
        for (let h = 0; h < toHidden; h++) G[h]![j]! += x[h]! * delta;
        G[toHidden]![j]! += delta;
      }
      G.at(-1)![0]! += d;
    }
    const c1 = 1 - beta1 ** t;
    const c2 = 1 - beta2 ** t;
    knobs.forEach((row, r) => {
      row.forEach((_, c) => {
        const own = memory![r]![c]!;
        own.m += (1 - beta1) * (G[r]![c]! - own.m);
        own.v += (1 - beta2) * (G[r]![c]! ** 2 - own.v);
        if (type === "adam_keras") row[c]! -= (((lr * Math.sqrt(c2)) / c1) * own.m) / (Math.sqrt(own.v) + eps);
        else row[c]! -= ((lr / c1) * own.m) / (Math.sqrt(own.v / c2) + eps);
      });
    });
  }
  return { net, loss };
}
