export interface Sgd {
  type: "sgd";
  lr: number; // η
  momentum: number; // μ, 0 for none
  nesterov: boolean;
  weightDecay: number; // λ, 0 for none
  clipNorm: number; // c, Infinity for none
}

export interface Adam {
  type: "adam_keras" | "adam_torch" | "adamw_torch";
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
  weightDecay: number; // always 0 for adam_keras
  clipNorm: number;
}

// start: [d] knobs, gradients: [steps][d]. Returns [steps + 1][d], the start included.
export function trajectory(start: number[], gradients: number[][], optimizer: Sgd | Adam): number[][] {
  // write your code here
  void [start, gradients, optimizer];
  return [];
}
