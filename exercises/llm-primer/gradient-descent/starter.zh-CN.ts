export interface Knobs {
  w: number[]; // 每个特征一个
  b: number | null; // null：没有这个旋钮，一直是 null
}

export interface Point extends Knobs {
  loss: number; // 对全部数据
}

export interface Options {
  lr: number;
  epochs: number;
  loss: "mse" | "half_mse";
  batchSize?: number; // 默认：全部数据是一批
}

/** X：n x p，一行是一个样本；y：n 个数。返回 epochs + 1 个点，第一个是起点。 */
export function descend(X: number[][], y: number[], start: Knobs, options: Options): Point[] {
  const { lr, epochs, loss, batchSize } = options;
  // 在这里写代码
  void [X, y, start, lr, epochs, loss, batchSize];
  return [];
}
