// One layer: Z = A·kernel + bias, then the activation, cell by cell.
// kernel is [inputs][units], bias is [units].
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
  losses: number[]; // one number per epoch
  finalLoss: number;
  layers: Layer[];
}

export function predict(layers: Layer[], X: number[][]): number[][] {
  // Write this first: the first tests need only this.
  void [layers, X];
  return [];
}

export function train(
  layers: Layer[],
  X: number[][],
  Y: number[][],
  options: { epochs: number; optimizer: Optimizer },
): Training {
  const { epochs, optimizer } = options;
  // Then write this.
  void [X, Y, epochs, optimizer];
  return { losses: [], finalLoss: 0, layers };
}
