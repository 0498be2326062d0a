// Token ids are whole numbers. x and y are lists of rows: [rows][blockSize].
export interface Batch {
  x: number[][];
  y: number[][];
}

// Three tables of one shape: [sequences][longest].
export interface PaddedBatch {
  inputs: number[][];
  mask: number[][];
  labels: number[][];
}

/** The windows that start at 0, stride, 2 * stride, … */
export function makeWindows(ids: number[], blockSize: number, stride: number): Batch {
  // Write your code here, and replace the next two lines.
  void [ids, blockSize, stride];
  return { x: [], y: [] };
}

/** The windows that start at the given positions. */
export function getBatch(ids: number[], starts: number[], blockSize: number): Batch {
  void [ids, starts, blockSize];
  return { x: [], y: [] };
}

/** Every batchSize windows in turn, as one batch. */
export function makeBatches(windows: Batch, batchSize: number, dropLast: boolean): Batch[] {
  void [windows, batchSize, dropLast];
  return [];
}

/** batchSize starting positions in a text of this length. */
export function drawStarts(length: number, blockSize: number, batchSize: number, seed: number): number[] {
  void [length, blockSize, batchSize, seed];
  return [];
}

/** Sequences of unequal length as one batch, padded on the right. */
export function padBatch(sequences: number[][], padId: number): PaddedBatch {
  void [sequences, padId];
  return { inputs: [], mask: [], labels: [] };
}
