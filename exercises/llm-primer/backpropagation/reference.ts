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
  const X = tokens.map((row) => columnSums(row.map((token) => embedding[token]!)).map((sum) => sum / row.length));
  const { value, gradients, blame } = walk(layers, X, loss);
  const table = embedding.map((vector) => vector.map(() => 0));
  tokens.forEach((row, i) => {
    for (const token of row) table[token] = table[token]!.map((g, j) => g + blame[i]![j]! / row.length);
  });
  return { loss: value, gradients, embedding: table };
}

/** Forward, then backward; the blame that remains at the end is ∂L/∂X. */
function walk(layers: Layer[], X: Matrix, loss: Loss): { value: number; gradients: Gradient[]; blame: Matrix } {
  const steps: { layer: Layer; below: Matrix; A: Matrix }[] = [];
  let A = X;
  for (const layer of layers) {
    const below = A;
    A = forward(layer, below);
    steps.push({ layer, below, A });
  }
  const measured = measure(A, loss);
  const gradients: Gradient[] = [];
  let blame = measured.blame;
  for (const step of steps.toReversed()) {
    const { kernel, bias, activation } = step.layer;
    const { slope } = ACTIVATIONS[activation];
    const delta = blame.map((row, i) => row.map((d, j) => d * slope(step.A[i]![j]!)));
    gradients.unshift({ kernel: multiply(transpose(step.below), delta), bias: bias && columnSums(delta) });
    blame = multiply(delta, transpose(kernel));
  }
  return { value: measured.value, gradients, blame };
}

function forward({ kernel, bias, activation }: Layer, below: Matrix): Matrix {
  const { f } = ACTIVATIONS[activation];
  return multiply(below, kernel).map((row) => row.map((z, j) => f(bias === null ? z : z + bias[j]!)));
}

/** The loss L and, for each cell of the last layer's A, its blame ∂L/∂A. */
function measure(A: Matrix, loss: Loss): { value: number; blame: Matrix } {
  if (loss.type === "cross_entropy") {
    // one row: L = log Σ eᵃ − a[class],  ∂L/∂a = softmax(a) − 1 for the class and softmax(a) for the rest.
    // Subtract its largest number first: softmax stays the same, and no e^a becomes too large.
    const n = A.length;
    let value = 0;
    const blame = A.map((row, i) => {
      const target = loss.targets[i]!;
      const largest = Math.max(...row);
      const powers = row.map((a) => Math.exp(a - largest));
      const total = sum(powers);
      value += (Math.log(total) + largest - row[target]!) / n;
      return powers.map((power, j) => (power / total - (j === target ? 1 : 0)) / n);
    });
    return { value, blame };
  }
  const Y = loss.targets;
  const cells = Y.flat().length;
  if (loss.type === "mse") {
    // one cell: L = (a − y)²,  ∂L/∂a = 2(a − y)
    const errors = A.map((row, i) => row.map((a, j) => a - Y[i]![j]!));
    return {
      value: sum(errors.flat().map((error) => error ** 2)) / cells,
      blame: errors.map((row) => row.map((error) => (2 * error) / cells)),
    };
  }
  // one cell: L = max(a, 0) − a·y + log(1 + e^−|a|),  ∂L/∂a = sigmoid(a) − y
  const losses = A.map((row, i) => row.map((a, j) => Math.max(a, 0) - a * Y[i]![j]! + Math.log1p(Math.exp(-Math.abs(a)))));
  return {
    value: sum(losses.flat()) / cells,
    blame: A.map((row, i) => row.map((a, j) => (sigmoid(a) - Y[i]![j]!) / cells)),
  };
}

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** (A·B)[i][j] = Σₖ A[i][k]·B[k][j] */
function multiply(A: Matrix, B: Matrix): Matrix {
  const columns = transpose(B);
  return A.map((row) => columns.map((column) => sum(row.map((a, k) => a * column[k]!))));
}

function transpose(A: Matrix): Matrix {
  return A[0]!.map((_, j) => A.map((row) => row[j]!));
}

function columnSums(A: Matrix): number[] {
  return transpose(A).map(sum);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
