// One task a case: windows, batches of them, windows at given or drawn places, places alone, or padding. Where the ids have names, the
// windows are also written out as the questions that they ask a model.

type Input =
  | { kind: "windows"; ids: number[]; block_size: number; stride: number; vocabulary?: string[] }
  | { kind: "batches"; ids: number[]; block_size: number; stride: number; batch_size: number; drop_last: boolean }
  | { kind: "get_batch"; ids: number[]; block_size: number; starts: number[] }
  | { kind: "draw"; ids: number[]; block_size: number; batch_size: number; seed: number }
  | { kind: "stack"; x: number[][]; y: number[][]; batch_size: number; drop_last: boolean }
  | { kind: "starts"; length: number; block_size: number; batch_size: number; seed: number }
  | { kind: "pad_batch"; sequences: number[][]; pad_id: number };

interface Batch {
  x: number[][];
  y: number[][];
}

interface Submission {
  makeWindows(ids: number[], blockSize: number, stride: number): Batch;
  getBatch(ids: number[], starts: number[], blockSize: number): Batch;
  makeBatches(windows: Batch, batchSize: number, dropLast: boolean): unknown;
  drawStarts(length: number, blockSize: number, batchSize: number, seed: number): number[];
  padBatch(sequences: number[][], padId: number): unknown;
}

export default function run(submission: Submission, input: Input): unknown {
  if (input.kind === "pad_batch") return submission.padBatch(input.sequences, input.pad_id);
  if (input.kind === "stack") {
    return { batches: submission.makeBatches({ x: input.x, y: input.y }, input.batch_size, input.drop_last) };
  }
  if (input.kind === "starts") {
    return { starts: submission.drawStarts(input.length, input.block_size, input.batch_size, input.seed) };
  }
  const { ids, block_size: blockSize } = input;
  if (input.kind === "get_batch") return submission.getBatch(ids, input.starts, blockSize);
  if (input.kind === "draw") {
    const starts = submission.drawStarts(ids.length, blockSize, input.batch_size, input.seed);
    return { starts, ...submission.getBatch(ids, starts, blockSize) };
  }
  const windows = submission.makeWindows(ids, blockSize, input.stride);
  if (input.kind === "batches") return { batches: submission.makeBatches(windows, input.batch_size, input.drop_last) };
  if (input.vocabulary === undefined) return windows;
  return { ...windows, questions: writeOut(windows, input.vocabulary) };
}

/** Every position of a window is a question: what has been read, and what comes next. */
function writeOut({ x, y }: Batch, vocabulary: string[]): string {
  const name = (id: number | undefined) => (id === undefined ? "" : (vocabulary[id] ?? ""));
  return x
    .map((row, w) => row.map((_, t) => `${row.slice(0, t + 1).map(name).join("")} → ${name(y[w]?.[t])}`).join("\n"))
    .join("\n");
}
