// 印出来的一条结果：它的名字，以及与印出来的完全一致的文字。
export interface Printed {
  name: string;
  printed: string;
}

export interface LinearLayer {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
}

export interface Layer {
  kernel: number[][];
  bias: number[];
  activation: "linear" | "relu";
}

export interface Optimizer {
  type: "adam_keras" | "adam_torch";
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
}

export type Example =
  | { kind: "parameters"; printed: Printed[]; layers: LinearLayer[] }
  | { kind: "regression"; printed: Printed[]; X: number[][]; y: number[]; X_new: number[][] }
  | {
      kind: "network";
      printed: Printed[];
      starts: Layer[][];
      X: number[][];
      Y: number[][];
      X_new: number[][];
      epochs: number;
      optimizer: Optimizer;
    };

export interface Claim {
  name: string;
  printed: string;
  computed: number | number[] | { min: number; median: number; max: number };
  off: number;
  stands: boolean;
}

// 可以粘贴自己在前面的练习里写的函数。

export function audit(example: Example): Claim[] {
  // 在这里写代码
  void example;
  return [];
}
