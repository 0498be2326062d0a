export type Activation = "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";

// Either kernel (Keras: inputs x units) or weight (PyTorch: units x inputs).
export interface Layer {
  kernel?: number[][];
  weight?: number[][];
  bias: number[] | null; // one per unit; null: no bias
  activation: Activation | "softmax";
}

/** The function of that name, applied to each number. */
export function activate(name: Activation, z: number[]): number[] {
  // Write your code here, and replace the next two lines.
  void [name, z];
  return [];
}

/** X: n x inputs, rows are samples. Returns the output of every layer, each n x units. */
export function forward(layers: Layer[], X: number[][]): number[][][] {
  void [layers, X];
  return [];
}

/** Each row of Z turned into probabilities. */
export function softmax(Z: number[][]): number[][] {
  void Z;
  return [];
}

/** The logarithms of those probabilities. */
export function logSoftmax(Z: number[][]): number[][] {
  void Z;
  return [];
}
