// 一层：Z = A·kernel + bias，再逐元素经过激活函数。
// kernel 是 [输入][单元]，bias 是 [单元]。最后一层是 linear：它的输出就是 logits。
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
  losses: number[]; // 每轮一个数
  finalLoss: number;
  layers: Layer[];
}

/** X 每一行的 logits：[m][输出]。 */
export function predict(layers: Layer[], X: number[][]): number[][] {
  // 先写这个函数：最前面的测试只用到它。
  void [layers, X];
  return [];
}

/** X 是 [n][输入]，Y 是 [n][输出]；用 cross_entropy 时，Y 的每行是 one-hot。batchSize 至少是 1。 */
export function train(
  layers: Layer[],
  X: number[][],
  Y: number[][],
  options: { loss: Loss; optimizer: Optimizer; epochs: number; batchSize: number },
): Training {
  const { loss, optimizer, epochs, batchSize } = options;
  // 再写这个函数。
  void [X, Y, loss, optimizer, epochs, batchSize];
  return { losses: [], finalLoss: 0, layers };
}
