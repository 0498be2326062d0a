export interface Knobs {
  w: number[]; // one per feature
  b: number | null; // null: no such knob, and it stays null
}

export interface Point extends Knobs {
  loss: number; // over all rows
}

export interface Options {
  lr: number;
  epochs: number;
  loss: "mse" | "half_mse";
  batchSize?: number; // default: all rows
}

/** X: n x p, rows are samples; y: n numbers. Returns epochs + 1 points, the start first. */
export function descend(X: number[][], y: number[], start: Knobs, options: Options): Point[] {
  const { lr, epochs, loss, batchSize } = options;
  // write your code here
  void [X, y, start, lr, epochs, loss, batchSize];
  return [];
}
