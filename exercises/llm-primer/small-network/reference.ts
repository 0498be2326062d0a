// A small network, trained by turning every knob a little, once per epoch.
//
//   forward    A₀ = X,  Aₗ = f(Aₗ₋₁·kernelₗ + biasₗ),  predictions P = A of the last layer
//   loss       L = 1/(n·k) · Σ (P − Y)²                 n rows, k outputs
//   backward   how much L changes when one knob moves a little: the chain rule, from the last layer to the first
//   Adam       one step for each knob, with its own memory of gradients and of their squares
//
// An epoch is: predict, record the loss, take every gradient, and only then move all knobs at once.

export interface Layer {
  kernel: number[][];
  bias: number[];
  activation: "linear" | "relu" | "tanh";
}

export interface Optimizer {
  type: "adam_keras" | "adam_torch";
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
}

export interface Training {
  losses: number[];
  finalLoss: number;
  layers: Layer[];
}

/** X: n x inputs, Y: n x outputs, rows are samples. The given layers stay as they are. */
export function train(
  layers: Layer[],
  X: number[][],
  Y: number[][],
  options: { epochs: number; optimizer: Optimizer },
): Training {
  let trained = layers;
  let knobs = toKnobs(layers);
  const m = knobs.map(() => 0);
  const v = knobs.map(() => 0);
  const losses: number[] = [];
  for (let t = 1; t <= options.epochs; t++) {
    losses.push(meanSquaredError(predict(trained, X), Y));
    const gradient = toKnobs(backpropagate(trained, X, Y));
    knobs = adamStep(knobs, gradient, m, v, t, options.optimizer);
    trained = fromKnobs(knobs, layers);
  }
  return { losses, finalLoss: meanSquaredError(predict(trained, X), Y), layers: trained };
}

export function predict(layers: Layer[], X: number[][]): number[][] {
  return X.map((x) => forward(layers, x)[layers.length]!);
}

/** What one row becomes on its way up: the row itself, then the output of each layer. */
function forward(layers: Layer[], x: number[]): number[][] {
  const outputs = [x];
  let a = x;
  for (const { kernel, bias, activation } of layers) {
    a = bias.map((b, j) => {
      let z = b;
      for (let i = 0; i < kernel.length; i++) z += a[i]! * kernel[i]![j]!;
      return activate(activation, z);
    });
    outputs.push(a);
  }
  return outputs;
}

function activate(activation: Layer["activation"], z: number): number {
  if (activation === "relu") return Math.max(0, z);
  if (activation === "tanh") return Math.tanh(z);
  return z;
}

/** f′(z), from a = f(z). relu: 1 if it let z through and 0 otherwise, also at z = 0. tanh: 1 − a². */
function slope(activation: Layer["activation"], a: number): number {
  if (activation === "relu") return a > 0 ? 1 : 0;
  if (activation === "tanh") return 1 - a * a;
  return 1;
}

function meanSquaredError(P: number[][], Y: number[][]): number {
  let total = 0;
  for (let i = 0; i < Y.length; i++) {
    for (let k = 0; k < Y[i]!.length; k++) total += (P[i]![k]! - Y[i]![k]!) ** 2;
  }
  return total / cells(Y);
}

/** ∂L/∂kernel and ∂L/∂bias of every layer, in the shape of the layers. */
function backpropagate(layers: Layer[], X: number[][], Y: number[][]): Layer[] {
  const gradient = fromKnobs(toKnobs(layers).map(() => 0), layers);
  for (let i = 0; i < X.length; i++) {
    const outputs = forward(layers, X[i]!);
    // ∂L/∂P = 2(P − Y)/(n·k) for this row's cells
    let blame = outputs[layers.length]!.map((p, k) => (2 * (p - Y[i]![k]!)) / cells(Y));
    for (let l = layers.length - 1; l >= 0; l--) {
      const { kernel, activation } = layers[l]!;
      const below = outputs[l]!;
      // through the activation: ∂L/∂z = ∂L/∂a · f′(z)
      const delta = blame.map((d, j) => d * slope(activation, outputs[l + 1]![j]!));
      delta.forEach((d, j) => {
        gradient[l]!.bias[j]! += d;
        for (let h = 0; h < below.length; h++) gradient[l]!.kernel[h]![j]! += below[h]! * d;
      });
      // on to the layer below, along the same connections: Σⱼ kernel[h][j]·delta[j]
      blame = below.map((_, h) => {
        let sum = 0;
        for (let j = 0; j < delta.length; j++) sum += kernel[h]![j]! * delta[j]!;
        return sum;
      });
    }
  }
  return gradient;
}

/**
 * m ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g², both carried from step to step, t = 1, 2, …
 *
 *   Keras    w − lr·√(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)
 *   PyTorch  w − lr · m/(1−β₁ᵗ) / (√(v/(1−β₂ᵗ)) + ε)
 */
function adamStep(
  knobs: number[],
  gradient: number[],
  m: number[],
  v: number[],
  t: number,
  { type, lr, beta1, beta2, eps }: Optimizer,
): number[] {
  const mCorrection = 1 - beta1 ** t;
  const vCorrection = 1 - beta2 ** t;
  return knobs.map((w, i) => {
    const g = gradient[i]!;
    m[i] = beta1 * m[i]! + (1 - beta1) * g;
    v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
    if (type === "adam_keras") {
      return w - ((lr * Math.sqrt(vCorrection)) / mCorrection) * (m[i] / (Math.sqrt(v[i]) + eps));
    }
    return w - (lr * (m[i] / mCorrection)) / (Math.sqrt(v[i] / vCorrection) + eps);
  });
}

/** All knobs in one row: kernel, then bias, layer after layer. */
function toKnobs(layers: Layer[]): number[] {
  return layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);
}

function fromKnobs(knobs: number[], shape: Layer[]): Layer[] {
  let next = 0;
  return shape.map(({ kernel, bias, activation }) => ({
    kernel: kernel.map((row) => row.map(() => knobs[next++]!)),
    bias: bias.map(() => knobs[next++]!),
    activation,
  }));
}

/** n·k, the number of cells that the mean is taken over. */
function cells(Y: number[][]): number {
  return Y.flat().length;
}
