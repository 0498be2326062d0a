// One layer: Z = A·kernel + bias, then the activation, cell by cell.
// kernel is [inputs][units], bias is [units]. The last layer is linear: its outputs are the logits.
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
  losses: number[]; // one number per epoch
  finalLoss: number;
  layers: Layer[];
}

/** The logits of each row of X: [m][outputs]. */
export function predict(layers: Layer[], X: number[][]): number[][] {
  // Write this first: the first tests need only this.
  void [layers, X];
  return [];
}

/** X is [n][inputs], Y is [n][outputs]; for cross_entropy a row of Y is one-hot. batchSize is 1 or more. */
export function train(
  layers: Layer[],
  X: number[][],
  Y: number[][],
  options: { loss: Loss; optimizer: Optimizer; epochs: number; batchSize: number },
): Training {
  const { loss, optimizer, epochs, batchSize } = options;
  // Then this one.
  void [X, Y, loss, optimizer, epochs, batchSize];
  return { losses: [], finalLoss: 0, layers };
}
