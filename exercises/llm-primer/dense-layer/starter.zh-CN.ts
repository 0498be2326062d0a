export type Activation = "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";

// 要么有 kernel（Keras：输入 x 单元），要么有 weight（PyTorch：单元 x 输入）。
export interface Layer {
  kernel?: number[][];
  weight?: number[][];
  bias: number[] | null; // 每个单元一个；null 表示没有偏置
  activation: Activation | "softmax";
}

/** 叫这个名字的函数，作用于每个数。 */
export function activate(name: Activation, z: number[]): number[] {
  // 在这里写代码，替换下面两行。
  void [name, z];
  return [];
}

/** X：n x 输入，一行是一个样本。返回每一层的输出，各是 n x 单元。 */
export function forward(layers: Layer[], X: number[][]): number[][][] {
  void [layers, X];
  return [];
}

/** 把 Z 的每一行变成概率。 */
export function softmax(Z: number[][]): number[][] {
  void Z;
  return [];
}

/** 这些概率的对数。 */
export function logSoftmax(Z: number[][]): number[][] {
  void Z;
  return [];
}
