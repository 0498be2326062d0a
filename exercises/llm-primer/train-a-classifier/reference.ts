// A small network, trained a few rows at a time.
//
//   forward    A₀ = X,  Aₗ = f(Aₗ₋₁·kernelₗ + biasₗ),  logits Z = A of the last layer
//   loss       of one row, from its logits z and its truth y; the loss of a batch is the mean of its rows
//   backward   ∂L/∂z of a row is "what the network says minus what is true"; from there the chain rule, layer by layer
//   update     gradient descent with momentum, or Adam; their memory lasts for the whole training
//
// An epoch goes through the rows once, in the order given, batch by batch; after each batch all knobs move.

export interface Layer {
  kernel: number[][];
  bias: number[];
  activation: "linear" | "relu" | "sigmoid" | "tanh";
}

export type Loss = "mse" | "bce_logits" | "cross_entropy";

export type Optimizer =
  | { type: "sgd"; lr: number; momentum: number }
  | { type: "adam_keras"; lr: number; beta1: number; beta2: number; eps: number };

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
  options: { loss: Loss; optimizer: Optimizer; epochs: number; batchSize: number },
): Training {
  const { loss, optimizer, epochs, batchSize } = options;
  let trained = layers;
  let knobs = toKnobs(layers);
  const m = knobs.map(() => 0);
  const v = knobs.map(() => 0);
  const losses: number[] = [];
  let t = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    let total = 0;
    for (let start = 0; start < X.length; start += batchSize) {
      const batchX = X.slice(start, start + batchSize);
      const batchY = Y.slice(start, start + batchSize);
      total += totalLoss(trained, batchX, batchY, loss);
      const gradient = toKnobs(backpropagate(trained, batchX, batchY, loss));
      t++;
      knobs = step(knobs, gradient, m, v, t, optimizer);
      trained = fromKnobs(knobs, layers);
    }
    losses.push(total / X.length);
  }
  return { losses, finalLoss: totalLoss(trained, X, Y, loss) / X.length, layers: trained };
}

export function predict(layers: Layer[], X: number[][]): number[][] {
  return X.map((x) => forward(layers, x)[layers.length]!);
}

/** What one row becomes on its way up: the row itself, then the output of each layer. */
function forward(layers: Layer[], x: number[]): number[][] {
  const outputs = [x];
  let a = x;
  for (const { kernel, bias, activation } of layers) {
    a = bias.map((b, j) => activate(activation, b + sum(kernel.map((row, i) => a[i]! * row[j]!))));
    outputs.push(a);
  }
  return outputs;
}

function activate(activation: Layer["activation"], z: number): number {
  if (activation === "relu") return Math.max(0, z);
  if (activation === "sigmoid") return sigmoid(z);
  if (activation === "tanh") return Math.tanh(z);
  return z;
}

/** f′(z), from a = f(z). relu: 1 if it let z through and 0 otherwise, also at z = 0. */
function slope(activation: Layer["activation"], a: number): number {
  if (activation === "relu") return a > 0 ? 1 : 0;
  if (activation === "sigmoid") return a * (1 - a);
  if (activation === "tanh") return 1 - a * a;
  return 1;
}

/** σ(z) = 1/(1 + e^(−z)); if e^(−z) is too large for a number, 1/∞ = 0 is right. */
function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** pⱼ = e^(zⱼ) / Σₕ e^(zₕ); the largest z is subtracted first, so that no power is too large. */
function softmax(z: number[]): number[] {
  const largest = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - largest));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

/** The losses of all rows, added up. */
function totalLoss(layers: Layer[], X: number[][], Y: number[][], loss: Loss): number {
  return sum(predict(layers, X).map((z, i) => rowLoss(z, Y[i]!, loss)));
}

/**
 * The loss of one row with logits z and truth y, both of length k:
 *
 *   mse            1/k · Σ (z − y)²
 *   bce_logits     1/k · Σ ( −y·ln σ(z) − (1−y)·ln(1−σ(z)) )  =  1/k · Σ ( max(z, 0) − y·z + ln(1 + e^(−|z|)) )
 *   cross_entropy  −Σ y·ln softmax(z)  =  Σ y·(ln Σ e^z − z)
 */
function rowLoss(z: number[], y: number[], loss: Loss): number {
  if (loss === "mse") return sum(z.map((value, j) => (value - y[j]!) ** 2)) / z.length;
  if (loss === "bce_logits") {
    const terms = z.map((value, j) => Math.max(value, 0) - y[j]! * value + Math.log1p(Math.exp(-Math.abs(value))));
    return sum(terms) / z.length;
  }
  const largest = Math.max(...z);
  const logSum = largest + Math.log(sum(z.map((value) => Math.exp(value - largest))));
  return sum(z.map((value, j) => y[j]! * (logSum - value)));
}

/** ∂(loss of one row)/∂z: each time what the network says minus what is true. */
function rowSlope(z: number[], y: number[], loss: Loss): number[] {
  if (loss === "mse") return z.map((value, j) => (2 * (value - y[j]!)) / z.length);
  if (loss === "bce_logits") return z.map((value, j) => (sigmoid(value) - y[j]!) / z.length);
  return softmax(z).map((p, j) => p - y[j]!);
}

/** ∂L/∂kernel and ∂L/∂bias of every layer for one batch, in the shape of the layers. */
function backpropagate(layers: Layer[], X: number[][], Y: number[][], loss: Loss): Layer[] {
  const gradient = fromKnobs(toKnobs(layers).map(() => 0), layers);
  for (const [i, x] of X.entries()) {
    const outputs = forward(layers, x);
    // ∂L/∂a of the layer at hand; L is the mean over the rows of this batch
    let blame = rowSlope(outputs[layers.length]!, Y[i]!, loss).map((s) => s / X.length);
    for (let l = layers.length - 1; l >= 0; l--) {
      const { kernel, activation } = layers[l]!;
      // through the activation: ∂L/∂z = ∂L/∂a · f′(z)
      const delta = blame.map((b, j) => b * slope(activation, outputs[l + 1]![j]!));
      for (const [j, d] of delta.entries()) {
        gradient[l]!.bias[j]! += d;
        for (const [h, a] of outputs[l]!.entries()) gradient[l]!.kernel[h]![j]! += a * d;
      }
      // on to the layer below, along the same connections: Σⱼ kernel[h][j]·delta[j]
      blame = kernel.map((row) => sum(row.map((w, j) => w * delta[j]!)));
    }
  }
  return gradient;
}

/**
 * One step of all knobs; m, v and t last from the first batch of the training to the last.
 *
 *   sgd         m ← μ·m + g,  w ← w − lr·m
 *   adam_keras  m ← β₁m + (1−β₁)g,  v ← β₂v + (1−β₂)g²,  w ← w − lr·√(1−β₂ᵗ)/(1−β₁ᵗ) · m / (√v + ε)
 */
function step(
  knobs: number[],
  gradient: number[],
  m: number[],
  v: number[],
  t: number,
  optimizer: Optimizer,
): number[] {
  return knobs.map((w, i) => {
    const g = gradient[i]!;
    if (optimizer.type === "sgd") {
      m[i] = optimizer.momentum * m[i]! + g;
      return w - optimizer.lr * m[i];
    }
    const { lr, beta1, beta2, eps } = optimizer;
    m[i] = beta1 * m[i]! + (1 - beta1) * g;
    v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
    return w - ((lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)) * (m[i] / (Math.sqrt(v[i]) + eps));
  });
}

/** All knobs in one row: kernel, then bias, layer after layer. */
function toKnobs(layers: Layer[]): number[] {
  return layers.flatMap(({ kernel, bias }) => [...kernel.flat(), ...bias]);
}

function fromKnobs(knobs: number[], shape: Layer[]): Layer[] {
  const next = knobs.values();
  const take = () => next.next().value!;
  return shape.map(({ kernel, bias, activation }) => ({
    kernel: kernel.map((row) => row.map(take)),
    bias: bias.map(take),
    activation,
  }));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
