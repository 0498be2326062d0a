// Turns one case into a call of descend, and the path into one list a quantity.

interface Input {
  X: number[][];
  y: number[];
  w0: number[];
  b0: number | null;
  lr: number;
  epochs: number;
  batch_size: number | null;
  loss: string;
}

interface Submission {
  descend(
    X: number[][],
    y: number[],
    start: { w: number[]; b: number | null },
    options: { lr: number; epochs: number; loss: string; batchSize?: number },
  ): { w: unknown; b: unknown; loss: unknown }[];
}

export default function run(submission: Submission, input: Input): unknown {
  const { X, y, w0, b0, lr, epochs, batch_size, loss } = input;
  const batch = batch_size === null ? {} : { batchSize: batch_size };
  const path = submission.descend(X, y, { w: w0, b: b0 }, { lr, epochs, loss, ...batch });
  const output = { w: path.map((point) => point.w), loss: path.map((point) => point.loss) };
  // Without an intercept there is nothing to compare.
  return b0 === null ? output : { ...output, b: path.map((point) => point.b) };
}
