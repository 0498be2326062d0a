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
  // write your code here
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

// A tool for you; no test calls it. It turns every knob a little both ways, computes the loss with your backpropagate,
// and prints the knobs whose gradient differs from the slope that it sees.
export function checkGradient(layers: Layer[], X: number[][], loss: Loss): void {
  const { gradients } = backpropagate(layers, X, loss);
  const lossWith = (knobs: number[], at: number, value: number): number => {
    const before = knobs[at]!;
    knobs[at] = value;
    const result = backpropagate(layers, X, loss).loss;
    knobs[at] = before;
    return result;
  };
  const check = (name: string, knobs: number[], at: number, yours: number | undefined): void => {
    const knob = knobs[at]!;
    const step = 1e-5 * Math.max(1, Math.abs(knob));
    const seen = (lossWith(knobs, at, knob + step) - lossWith(knobs, at, knob - step)) / (2 * step);
    // "not at most" rather than "more than": NaN and undefined are printed, too
    const near = yours !== undefined && Math.abs(yours - seen) <= 1e-6 * Math.max(1, Math.abs(seen));
    if (!near) console.log(name, "backpropagate:", yours, "numeric:", seen);
  };
  for (let l = 0; l < layers.length; l++) {
    const { kernel, bias } = layers[l]!;
    for (let i = 0; i < kernel.length; i++) {
      for (let j = 0; j < kernel[i]!.length; j++) {
        check(`layers[${l}].kernel[${i}][${j}]`, kernel[i]!, j, gradients[l]?.kernel[i]?.[j]);
      }
    }
    if (bias === null) continue;
    for (let j = 0; j < bias.length; j++) {
      check(`layers[${l}].bias[${j}]`, bias, j, gradients[l]?.bias?.[j]);
    }
  }
}
