// 编号（id）都是整数。x 和 y 是由行组成的列表：[行数][blockSize]。
export interface Batch {
  x: number[][];
  y: number[][];
}

// 三张形状相同的表：[句子数][最长一句的长度]。
export interface PaddedBatch {
  inputs: number[][];
  mask: number[][];
  labels: number[][];
}

/** 从 0、stride、2 * stride …… 开始的窗口。 */
export function makeWindows(ids: number[], blockSize: number, stride: number): Batch {
  // 在这里写代码，替换下面两行。
  void [ids, blockSize, stride];
  return { x: [], y: [] };
}

/** 从给定的位置开始的窗口。 */
export function getBatch(ids: number[], starts: number[], blockSize: number): Batch {
  void [ids, starts, blockSize];
  return { x: [], y: [] };
}

/** 按顺序每 batchSize 个窗口组成一批。 */
export function makeBatches(windows: Batch, batchSize: number, dropLast: boolean): Batch[] {
  void [windows, batchSize, dropLast];
  return [];
}

/** 在这么长的文本里抽出 batchSize 个起始位置。 */
export function drawStarts(length: number, blockSize: number, batchSize: number, seed: number): number[] {
  void [length, blockSize, batchSize, seed];
  return [];
}

/** 长短不一的句子排成一批，在右边补齐。 */
export function padBatch(sequences: number[][], padId: number): PaddedBatch {
  void [sequences, padId];
  return { inputs: [], mask: [], labels: [] };
}
