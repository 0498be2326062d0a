export interface Sgd {
  type: "sgd";
  lr: number; // η
  momentum: number; // μ，没有动量时是 0
  nesterov: boolean;
  weightDecay: number; // λ，没有衰减时是 0
  clipNorm: number; // c，不裁剪时是 Infinity
}

export interface Adam {
  type: "adam_keras" | "adam_torch" | "adamw_torch";
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
  weightDecay: number; // adam_keras 的总是 0
  clipNorm: number;
}

// start：[d] 个旋钮，gradients：[步数][d]。返回 [步数 + 1][d]，包括起点。
export function trajectory(start: number[], gradients: number[][], optimizer: Sgd | Adam): number[][] {
  // 在这里写代码
  void [start, gradients, optimizer];
  return [];
}
