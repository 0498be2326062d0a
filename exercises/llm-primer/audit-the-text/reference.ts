// Run the example again, then compare every printed number with the result.
//
//   off     how far the printed number lies from the computed one (from the range, if there are several runs)
//   stands  off ≤ ½ · 10^(−decimals) + 10⁻⁹: rounding may have hidden that much, and no more
//
// Shapes are not rounded: they are the same or they are not.

export interface Printed {
  name: string;
  printed: string;
}

export interface LinearLayer {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
}

export interface Layer {
  kernel: number[][];
  bias: number[];
  activation: "linear" | "relu";
}

export interface Optimizer {
  type: "adam_keras" | "adam_torch";
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
}

interface Parameters {
  kind: "parameters";
  printed: Printed[];
  layers: LinearLayer[];
}

interface Regression {
  kind: "regression";
  printed: Printed[];
  X: number[][];
  y: number[];
  X_new: number[][];
}

interface Network {
  kind: "network";
  printed: Printed[];
  starts: Layer[][];
  X: number[][];
  Y: number[][];
  X_new: number[][];
  epochs: number;
  optimizer: Optimizer;
}

export type Example = Parameters | Regression | Network;

interface Range {
  min: number;
  median: number;
  max: number;
}

export interface Claim {
  name: string;
  printed: string;
  computed: number | number[] | Range;
  off: number;
  stands: boolean;
}

/** For floating-point errors, as in 1.5999999999999996. */
const NOISE = 1e-9;

export function audit(example: Example): Claim[] {
  const computed = compute(example);
  return example.printed.map(({ name, printed }) => ({ name, printed, ...judge(printed, computed[name]!) }));
}

/** Every number that can be claimed, by the claim's name. */
function compute(example: Example): Record<string, Claim["computed"]> {
  if (example.kind === "parameters") return countParameters(example);
  if (example.kind === "regression") return fitLine(example);
  return trainEveryStart(example);
}

function judge(printed: string, computed: Claim["computed"]): Pick<Claim, "computed" | "off" | "stands"> {
  if (Array.isArray(computed)) {
    const shape = JSON.parse(printed) as number[];
    return { computed, off: Math.abs(product(shape) - product(computed)), stands: String(shape) === String(computed) };
  }
  const value = Number(printed);
  const { min, max } = typeof computed === "number" ? { min: computed, max: computed } : computed;
  const off = Math.max(0, min - value, value - max);
  return { computed, off, stands: off <= 0.5 * 10 ** -decimals(printed) + NOISE };
}

/** "1.60" has two decimals, "3" has none. */
function decimals(printed: string): number {
  const [, fraction = ""] = printed.split(".");
  return fraction.length;
}

function product(shape: number[]): number {
  return shape.reduce((a, b) => a * b);
}

/** y = W·x + b has a weight of outFeatures rows and inFeatures columns, and one bias for each output, or none: then its shape is never claimed. */
function countParameters({ layers }: Parameters): Record<string, number | number[]> {
  const shapes: Record<string, number[]> = {};
  let total = 0;
  for (const { name, inFeatures, outFeatures, bias } of layers) {
    shapes[`${name}.weight`] = [outFeatures, inFeatures];
    shapes[`${name}.bias`] = [outFeatures];
    total += outFeatures * inFeatures + (bias ? outFeatures : 0);
  }
  return { ...shapes, total };
}

/**
 * coefficient = Σ (x − x̄)(y − ȳ) / Σ (x − x̄)²,  intercept = ȳ − coefficient · x̄
 *
 * Above the line ȳ may be left out: the x − x̄ add up to 0, so it would be multiplied by 0.
 */
function fitLine({ X, y, X_new }: Regression): Record<string, number> {
  const meanX = mean(X.map((row) => row[0]!));
  const meanY = mean(y);
  let above = 0;
  let below = 0;
  for (let i = 0; i < y.length; i++) {
    const dx = X[i]![0]! - meanX;
    above += dx * y[i]!;
    below += dx * dx;
  }
  const coefficient = above / below;
  const intercept = meanY - coefficient * meanX;
  return { coefficient, intercept, prediction: coefficient * X_new[0]![0]! + intercept };
}

function mean(values: number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** One prediction and one last loss for every start: not a number but a range of them. */
function trainEveryStart(example: Network): Record<string, Range> {
  const predictions: number[] = [];
  const losses: number[] = [];
  for (const start of example.starts) {
    const { layers, lastLoss } = train(start, example);
    predictions.push(forward(layers, example.X_new[0]!).at(-1)![0]!);
    losses.push(lastLoss);
  }
  return { prediction: rangeOf(predictions), loss: rangeOf(losses) };
}

/** The median is the middle one, or halfway between the middle two. */
function rangeOf(values: number[]): Range {
  const sorted = values.toSorted((a, b) => a - b);
  const last = sorted.length - 1;
  const median = (sorted[Math.floor(last / 2)]! + sorted[Math.ceil(last / 2)]!) / 2;
  return { min: sorted[0]!, median, max: sorted[last]! };
}

/** The exercise small-network once more: full batch, MSE, Adam; the loss is taken before the update. */
function train(start: Layer[], { X, Y, epochs, optimizer }: Network): { layers: Layer[]; lastLoss: number } {
  const layers = start.map(({ kernel, bias, activation }) => {
    return { kernel: kernel.map((row) => [...row]), bias: [...bias], activation };
  });
  const knobs = layers.flatMap(({ kernel, bias }) => [...kernel, bias]);
  const m = knobs.map((row) => row.map(() => 0));
  const v = knobs.map((row) => row.map(() => 0));
  let lastLoss = NaN;
  for (let t = 1; t <= epochs; t++) {
    const { loss, gradient } = backpropagate(layers, X, Y);
    lastLoss = loss;
    knobs.forEach((row, r) => {
      gradient[r]!.forEach((g, c) => {
        m[r]![c] = optimizer.beta1 * m[r]![c]! + (1 - optimizer.beta1) * g;
        v[r]![c] = optimizer.beta2 * v[r]![c]! + (1 - optimizer.beta2) * g * g;
        row[c]! -= adamStep(m[r]![c], v[r]![c], t, optimizer);
      });
    });
  }
  return { layers, lastLoss };
}

/** The row itself, then the output of each layer. */
function forward(layers: Layer[], x: number[]): number[][] {
  const outputs = [x];
  for (const { kernel, bias, activation } of layers) {
    const below = outputs.at(-1)!;
    outputs.push(
      bias.map((b, j) => {
        let z = b;
        for (let i = 0; i < below.length; i++) z += below[i]! * kernel[i]![j]!;
        return activation === "relu" ? Math.max(0, z) : z;
      }),
    );
  }
  return outputs;
}

/** The loss, and ∂loss/∂knob row by row in the order of the layers: the rows of a kernel, then its bias. */
function backpropagate(layers: Layer[], X: number[][], Y: number[][]): { loss: number; gradient: number[][] } {
  const gradient = layers.map(({ kernel, bias }) => [...kernel, bias].map((row) => row.map(() => 0)));
  let loss = 0;
  for (let i = 0; i < X.length; i++) {
    const outputs = forward(layers, X[i]!);
    let blame = outputs.at(-1)!.map((p, k) => p - Y[i]![k]!);
    for (const error of blame) loss += (error * error) / Y.length;
    blame = blame.map((error) => (2 * error) / Y.length);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { kernel, bias, activation } = layers[l]!;
      const delta = blame.map((d, j) => d * slope(activation, outputs[l + 1]![j]!));
      delta.forEach((d, j) => {
        outputs[l]!.forEach((a, h) => (gradient[l]![h]![j]! += a * d));
        gradient[l]!.at(-1)![j]! += d;
      });
      blame = kernel.map((row) => bias.reduce((sum, _, j) => sum + row[j]! * delta[j]!, 0));
    }
  }
  return { loss, gradient: gradient.flat() };
}

function slope(activation: Layer["activation"], a: number): number {
  return activation === "linear" || a > 0 ? 1 : 0;
}

function adamStep(m: number, v: number, t: number, { type, lr, beta1, beta2, eps }: Optimizer): number {
  const mCorrection = 1 - beta1 ** t;
  const vCorrection = 1 - beta2 ** t;
  if (type === "adam_keras") return ((lr * Math.sqrt(vCorrection)) / mCorrection) * (m / (Math.sqrt(v) + eps));
  return (lr * (m / mCorrection)) / (Math.sqrt(v / vCorrection) + eps);
}
