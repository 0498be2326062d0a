export type Activation = "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";

// One layer: Z = A·kernel + bias, then the activation, cell by cell.
// kernel is [inputs][units], bias is [units], or null if the layer has none.
export interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: Activation;
}

// ∂L/∂kernel and ∂L/∂bias of one layer, in the shapes of its kernel and its bias.
export interface Gradient {
  kernel: number[][];
  bias: number[] | null;
}

// targets: [n][outputs], or for cross_entropy one class number per row.
export type Loss =
  | { type: "mse"; targets: number[][] }
  | { type: "bce_logits"; targets: number[][] }
  | { type: "cross_entropy"; targets: number[] };

// X: [n][inputs], rows are samples.
export function backpropagate(layers: Layer[], X: number[][], loss: Loss): { loss: number; gradients: Gradient[] } {
  // 在这里写代码 / write your code here
  void [layers, X, loss];
  return { loss: 0, gradients: [] };
}

// embedding: [V][d], tokens: [n][T]; a row of tokens becomes the mean of their vectors, then goes through the layers.
export function backpropagateTokens(
  embedding: number[][],
  tokens: number[][],
  layers: Layer[],
  loss: Loss,
): { loss: number; gradients: Gradient[]; embedding: number[][] } {
  void [tokens, layers, loss];
  return { loss: 0, gradients: [], embedding };
}
