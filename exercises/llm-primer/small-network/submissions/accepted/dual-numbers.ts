// Forward-mode: one walk through the network, in which every number carries its slopes with respect to all knobs along.

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

/** A number and its slopes with respect to every knob of the network. */
interface Dual {
  value: number;
  slopes: number[];
}

/** One row through the network; `count` knobs in all. */
function walk(layers: Layer[], x: number[], count: number): Dual[] {
  let below = x.map((value): Dual => ({ value, slopes: [] }));
  let place = 0;
  for (const { kernel, bias, activation } of layers) {
    const first = place;
    const biases = first + kernel.length * bias.length;
    below = bias.map((b, j) => {
      let value = b;
      const slopes = new Array<number>(count).fill(0);
      for (let i = 0; i < kernel.length; i++) {
        const w = kernel[i]![j]!;
        const from = below[i]!;
        value += from.value * w;
        // Knobs of the layers below come through the unit below, the knob w itself comes new.
        for (let k = 0; k < first; k++) slopes[k]! += from.slopes[k]! * w;
        slopes[first + i * bias.length + j] = from.value;
      }
      slopes[biases + j] = 1;
      return activate(activation, value, slopes);
    });
    place = biases + bias.length;
  }
  return below;
}

function activate(activation: string, z: number, slopes: number[]): Dual {
  if (activation === "relu" && z <= 0) return { value: 0, slopes: slopes.fill(0) };
  if (activation !== "tanh") return { value: z, slopes };
  const value = Math.tanh(z);
  return { value, slopes: slopes.map((s) => s * (1 - value * value)) };
}

function lossWithSlopes(layers: Layer[], X: number[][], Y: number[][], count: number): Dual {
  let value = 0;
  const slopes = new Array<number>(count).fill(0);
  const cells = Y.length * Y[0]!.length;
  X.forEach((x, i) => {
    walk(layers, x, count).forEach((p, k) => {
      const error = p.value - Y[i]![k]!;
      value += (error * error) / cells;
      for (let w = 0; w < count; w++) slopes[w]! += (2 * error * p.slopes[w]!) / cells;
    });
  });
  return { value, slopes };
}

export function train(layers: Layer[], X: number[][], Y: number[][], options: { epochs: number; optimizer: Optimizer }) {
  const { type, lr, beta1, beta2, eps } = options.optimizer;
  const count = countKnobs(layers);
  const m = new Float64Array(count);
  const v = new Float64Array(count);
  const losses: number[] = [];
  let net = layers;
  for (let t = 1; t <= options.epochs; t++) {
    const { value, slopes } = lossWithSlopes(net, X, Y, count);
    losses.push(value);
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
  return { losses, finalLoss: lossWithSlopes(net, X, Y, count).value, layers: net };
}

export function predict(layers: Layer[], X: number[][]): number[][] {
  return X.map((x) => walk(layers, x, countKnobs(layers)).map(({ value }) => value));
}

function countKnobs(layers: Layer[]): number {
  return layers.reduce((sum, { kernel, bias }) => sum + (kernel.length + 1) * bias.length, 0);
}
