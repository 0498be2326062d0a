// Writes no label where the next token equals the pad id, although it is a real one.

interface Batch {
  x: number[][];
  y: number[][];
}

/** rows x columns, each cell from its place. */
function table(rows: number, columns: number, cell: (row: number, column: number) => number): number[][] {
  const result: number[][] = [];
  for (let r = 0; r < rows; r++) {
    const row: number[] = [];
    for (let c = 0; c < columns; c++) row.push(cell(r, c));
    result.push(row);
  }
  return result;
}

export function getBatch(ids: number[], starts: number[], blockSize: number): Batch {
  return {
    x: table(starts.length, blockSize, (r, c) => ids[starts[r]! + c]!),
    y: table(starts.length, blockSize, (r, c) => ids[starts[r]! + c + 1]!),
  };
}

export function makeWindows(ids: number[], blockSize: number, stride: number): Batch {
  const count = Math.max(0, Math.floor((ids.length - blockSize - 1) / stride) + 1);
  const starts: number[] = [];
  for (let w = 0; w < count; w++) starts.push(w * stride);
  return getBatch(ids, starts, blockSize);
}

export function makeBatches(windows: Batch, batchSize: number, dropLast: boolean): Batch[] {
  const total = windows.x.length;
  const count = dropLast ? Math.floor(total / batchSize) : Math.ceil(total / batchSize);
  const batches: Batch[] = [];
  for (let b = 0; b < count; b++) {
    const batch: Batch = { x: [], y: [] };
    for (let w = b * batchSize; w < Math.min(total, (b + 1) * batchSize); w++) {
      batch.x.push(windows.x[w]!);
      batch.y.push(windows.y[w]!);
    }
    batches.push(batch);
  }
  return batches;
}

export function drawStarts(length: number, blockSize: number, batchSize: number, seed: number): number[] {
  const places = length - blockSize;
  const starts: number[] = [];
  let state = seed;
  for (let b = 0; b < batchSize; b++) {
    state = (state * 48271) % 2147483647;
    starts.push(state % places);
  }
  return starts;
}

export function padBatch(sequences: number[][], padId: number) {
  let longest = 0;
  for (const sequence of sequences) if (sequence.length > longest) longest = sequence.length;
  const n = sequences.length;
  return {
    inputs: table(n, longest, (r, c) => (c < sequences[r]!.length ? sequences[r]![c]! : padId)),
    mask: table(n, longest, (r, c) => (c < sequences[r]!.length ? 1 : 0)),
    labels: table(n, longest, (r, c) => ((sequences[r]![c + 1] ?? padId) === padId ? -100 : sequences[r]![c + 1]!)),
  };
}
