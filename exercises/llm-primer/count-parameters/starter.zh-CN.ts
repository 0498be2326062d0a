// 线性层：y = W·x + b，把 inFeatures 个数变成 outFeatures 个数。
// 单独使用的层，name 是 ""；bias 表示这一层有没有 b。
export interface LinearLayer {
  name: string;
  inFeatures: number;
  outFeatures: number;
  bias: boolean;
}

// 一个权重或一个偏置：全名、形状，以及里面有多少个数。
export interface Parameter {
  name: string;
  shape: number[];
  count: number;
}

export function listParameters(layers: LinearLayer[]): Parameter[] {
  // 在这里写代码，替换下面两行。
  void layers;
  return [];
}

export function countParameters(layers: LinearLayer[]): number {
  void layers;
  return 0;
}
