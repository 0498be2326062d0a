// Backpropagation: the loss of a network, and how it changes when a single knob moves a little.
//
//   forward    A₀ = X,  Aₗ = f(Aₗ₋₁·kernelₗ + biasₗ)
//   loss       one number L that says how far the last A is from the targets, and ∂L/∂A, its blame for each cell
//   backward   from the last layer to the first, with ⊙ cell by cell:
//                ∂L/∂Z = ∂L/∂A ⊙ f′(Z)           back through the activation
//                ∂L/∂kernel = A_belowᵀ · ∂L/∂Z    each connection: its input, times the blame of its output
//                ∂L/∂bias = the sum of the rows of ∂L/∂Z
//                ∂L/∂A_below = ∂L/∂Z · kernelᵀ    on to the layer below
//
// The way back costs about twice as much as the way forward, however many knobs there are.

export type Activation = "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";

export interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: Activation;
}

export interface Gradient {
  kernel: number[][];
  bias: number[] | null;
}

export type Loss =
  | { type: "mse"; targets: number[][] }
  | { type: "bce_logits"; targets: number[][] }
  | { type: "cross_entropy"; targets: number[] };

type Matrix = number[][];

/** f(z), and its slope f′(z) computed from a = f(z). A relu that is exactly at 0 counts as closed. */
const ACTIVATIONS: Record<Activation, { f: (z: number) => number; slope: (a: number) => number }> = {
  linear: { f: (z) => z, slope: () => 1 },
  relu: { f: (z) => Math.max(0, z), slope: (a) => (a > 0 ? 1 : 0) },
  leaky_relu: { f: (z) => Math.max(0.01 * z, z), slope: (a) => (a > 0 ? 1 : 0.01) },
  sigmoid: { f: sigmoid, slope: (a) => a * (1 - a) },
  tanh: { f: Math.tanh, slope: (a) => 1 - a * a },
};

/** X: n x inputs, rows are samples. The gradients have the shapes of the knobs. */
export function backpropagate(layers: Layer[], X: number[][], loss: Loss): { loss: number; gradients: Gradient[] } {
  const { value, gradients } = walk(layers, X, loss);
  return { loss: value, gradients };
}

/**
 * The same with a table of embeddings (V x d) in front: a row of tokens becomes the mean of their vectors.
 * Each of its T tokens had a share of 1/T in that mean, and has the same share in the blame.
 */
export function backpropagateTokens(
  embedding: number[][],
  tokens: number[][],
  layers: Layer[],
  loss: Loss,
): { loss: number; gradients: Gradient[]; embedding: number[][] } {
  const X = tokens.map((row) => {
    const vectors = row.map((token) => embedding[token]!);
    return columnSums(vectors).map((sum) => sum / row.length);
  });
  const { value, gradients, blame } = walk(layers, X, loss);
  const table = embedding.map((vector) => vector.map(() => 0));
  for (const [i, row] of tokens.entries()) {
    for (const token of row) {
      for (const [j, d] of blame[i]!.entries()) table[token]![j]! += d / row.length;
    }
  }
  return { loss: value, gradients, embedding: table };
}

/** Forward, then backward; the blame that remains at the end is ∂L/∂X. */
function walk(layers: Layer[], X: Matrix, loss: Loss): { value: number; gradients: Gradient[]; blame: Matrix } {
  // outputs[0] is X, and outputs[l + 1] is what layer l makes of outputs[l].
  const outputs = [X];
  for (const [l, layer] of layers.entries()) outputs.push(forward(layer, outputs[l]!));
  const { value, blame: blameOfLast } = measure(outputs[layers.length]!, loss);

  const gradients: Gradient[] = [];
  let blame = blameOfLast;
  for (let l = layers.length - 1; l >= 0; l--) {
    const { kernel, bias, activation } = layers[l]!;
    const below = outputs[l]!;
    const A = outputs[l + 1]!;
    const { slope } = ACTIVATIONS[activation];
    const delta = blame.map((row, i) => row.map((d, j) => d * slope(A[i]![j]!)));
    gradients.unshift({
      kernel: multiply(transpose(below), delta),
      bias: bias === null ? null : columnSums(delta),
    });
    blame = multiply(delta, transpose(kernel));
  }
  return { value, gradients, blame };
}

function forward({ kernel, bias, activation }: Layer, below: Matrix): Matrix {
  const { f } = ACTIVATIONS[activation];
  return multiply(below, kernel).map((row) => row.map((z, j) => f(bias === null ? z : z + bias[j]!)));
}

/** The loss L and, for each cell of the last layer's A, its blame ∂L/∂A. */
function measure(A: Matrix, loss: Loss): { value: number; blame: Matrix } {
  if (loss.type === "cross_entropy") return crossEntropy(A, loss.targets);
  const cells = A.length * A[0]!.length;
  const blame: Matrix = [];
  let total = 0;
  for (const [i, row] of A.entries()) {
    const blameOfRow: number[] = [];
    for (const [j, a] of row.entries()) {
      const y = loss.targets[i]![j]!;
      if (loss.type === "mse") {
        // one cell: L = (a − y)²,  ∂L/∂a = 2(a − y)
        total += (a - y) ** 2;
        blameOfRow.push((2 * (a - y)) / cells);
      } else {
        // one cell: L = max(a, 0) − a·y + log(1 + e^−|a|),  ∂L/∂a = sigmoid(a) − y
        total += Math.max(a, 0) - a * y + Math.log1p(Math.exp(-Math.abs(a)));
        blameOfRow.push((sigmoid(a) - y) / cells);
      }
    }
    blame.push(blameOfRow);
  }
  return { value: total / cells, blame };
}

/**
 * One row: L = log Σ eᵃ − a[class],  ∂L/∂a = softmax(a) − 1 for the class and softmax(a) for the rest. The largest number
 * of the row is subtracted first: softmax stays the same, and no eᵃ becomes too large.
 */
function crossEntropy(A: Matrix, classes: number[]): { value: number; blame: Matrix } {
  const n = A.length;
  const blame: Matrix = [];
  let total = 0;
  for (const [i, row] of A.entries()) {
    const target = classes[i]!;
    const largest = Math.max(...row);
    const powers = row.map((a) => Math.exp(a - largest));
    let sum = 0;
    for (const power of powers) sum += power;
    total += Math.log(sum) + largest - row[target]!;
    blame.push(powers.map((power, j) => (power / sum - (j === target ? 1 : 0)) / n));
  }
  return { value: total / n, blame };
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** (A·B)[i][j] = Σₖ A[i][k]·B[k][j] */
function multiply(A: Matrix, B: Matrix): Matrix {
  const product: Matrix = [];
  for (const row of A) {
    const sums = B[0]!.map(() => 0);
    for (const [k, a] of row.entries()) {
      for (const [j, b] of B[k]!.entries()) sums[j]! += a * b;
    }
    product.push(sums);
  }
  return product;
}

/** Rows become columns. */
function transpose(A: Matrix): Matrix {
  return A[0]!.map((_, j) => A.map((row) => row[j]!));
}

function columnSums(A: Matrix): number[] {
  const sums = A[0]!.map(() => 0);
  for (const row of A) {
    for (const [j, a] of row.entries()) sums[j]! += a;
  }
  return sums;
}
