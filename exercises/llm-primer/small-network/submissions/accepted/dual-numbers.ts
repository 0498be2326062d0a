// Forward-mode: one walk through the network for every knob, carrying the slope with respect to that knob along.

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

/** Value and slope side by side. */
type Dual = [value: number, slope: number];

/** One row through the network; `turned` is the place of the knob whose slope is carried, -1 for none. */
function walk(layers: Layer[], x: number[], turned: number): Dual[] {
  let a: Dual[] = x.map((v) => [v, 0]);
  let place = 0;
  for (const { kernel, bias, activation } of layers) {
    const units = bias.length;
    const z: Dual[] = bias.map((b, j) => [b, turned === place + kernel.length * units + j ? 1 : 0]);
    kernel.forEach((row, i) => {
      row.forEach((w, j) => {
        const own = turned === place + i * units + j ? 1 : 0;
        z[j]![0] += a[i]![0] * w;
        z[j]![1] += a[i]![1] * w + a[i]![0] * own;
      });
    });
    a = z.map(([v, s]): Dual => {
      if (activation === "relu") return v > 0 ? [v, s] : [0, 0];
      if (activation === "tanh") return [Math.tanh(v), s * (1 - Math.tanh(v) ** 2)];
      return [v, s];
    });
    place += (kernel.length + 1) * units;
  }
  return a;
}

function lossWithSlope(layers: Layer[], X: number[][], Y: number[][], turned: number): Dual {
  let value = 0;
  let slope = 0;
  X.forEach((x, i) => {
    walk(layers, x, turned).forEach(([p, s], k) => {
      const error = p - Y[i]![k]!;
      value += error * error;
      slope += 2 * error * s;
    });
  });
  const cells = Y.length * Y[0]!.length;
  return [value / cells, slope / cells];
}

export function train(layers: Layer[], X: number[][], Y: number[][], options: { epochs: number; optimizer: Optimizer }) {
  const { type, lr, beta1, beta2, eps } = options.optimizer;
  const count = layers.reduce((s, { kernel, bias }) => s + (kernel.length + 1) * bias.length, 0);
  const m = new Float64Array(count);
  const v = new Float64Array(count);
  const losses: number[] = [];
  let net = layers;
  for (let t = 1; t <= options.epochs; t++) {
    losses.push(lossWithSlope(net, X, Y, -1)[0]);
    const slopes = Array.from(m, (_, i) => lossWithSlope(net, X, Y, i)[1]);
    const m1 = 1 - Math.pow(beta1, t);
    const v1 = 1 - Math.pow(beta2, t);
    const moves = slopes.map((g, i) => {
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * (g * g);
      if (type === "adam_keras") return (lr * Math.sqrt(v1) * m[i]!) / (m1 * (Math.sqrt(v[i]!) + eps));
      return (lr * m[i]!) / (m1 * (Math.sqrt(v[i]! / v1) + eps));
    });
    let next = 0;
    net = net.map(({ kernel, bias, activation }) => ({
      kernel: kernel.map((row) => row.map((w) => w - moves[next++]!)),
      bias: bias.map((b) => b - moves[next++]!),
      activation,
    }));
  }
  return { losses, finalLoss: lossWithSlope(net, X, Y, -1)[0], layers: net };
}

export function predict(layers: Layer[], X: number[][]): number[][] {
  return X.map((x) => walk(layers, x, -1).map(([value]) => value));
}
