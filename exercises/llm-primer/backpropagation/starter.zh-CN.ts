export type Activation = "linear" | "relu" | "leaky_relu" | "sigmoid" | "tanh";

// 一层：Z = A·kernel + bias，再逐元素经过激活函数。
// kernel 是 [输入][单元]，bias 是 [单元]；没有 bias 的层，它是 null。
export interface Layer {
  kernel: number[][];
  bias: number[] | null;
  activation: Activation;
}

// 一层的 ∂L/∂kernel 和 ∂L/∂bias，形状和它的 kernel、bias 一样。
export interface Gradient {
  kernel: number[][];
  bias: number[] | null;
}

// targets：[n][输出]；cross_entropy 时每行一个类别编号。
export type Loss =
  | { type: "mse"; targets: number[][] }
  | { type: "bce_logits"; targets: number[][] }
  | { type: "cross_entropy"; targets: number[] };

// X：[n][输入]，一行是一个样本。
export function backpropagate(layers: Layer[], X: number[][], loss: Loss): { loss: number; gradients: Gradient[] } {
  // 在这里写代码
  void [layers, X, loss];
  return { loss: 0, gradients: [] };
}

// embedding：[V][d]，tokens：[n][T]；一行 token 先变成它们的向量的平均，再经过各层。
export function backpropagateTokens(
  embedding: number[][],
  tokens: number[][],
  layers: Layer[],
  loss: Loss,
): { loss: number; gradients: Gradient[]; embedding: number[][] } {
  void [tokens, layers, loss];
  return { loss: 0, gradients: [], embedding };
}

// 给你用的工具，测试不会调用它。它把每个旋钮往两边各拧一点点，用你的 backpropagate 求损失，
// 再打印出梯度与实际斜率对不上的旋钮。
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
    // 写成“不是小于等于”而不是“大于”，这样 NaN 和 undefined 也会打印出来
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
