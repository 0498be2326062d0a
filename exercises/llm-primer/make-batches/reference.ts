// A long text, as a list of token ids, cut into pieces that a model can be trained on.
//
//   window   x = ids[s … s+T−1],  y = ids[s+1 … s+T]          each y is the token that follows its x
//   batch    several windows, one per row: x and y of shape B x T
//   draw     windows at random positions; the same seed, the same positions
//   padding  sequences of unequal length, padded to the longest

export interface Batch {
  x: number[][];
  y: number[][];
}

export interface PaddedBatch {
  inputs: number[][];
  mask: number[][];
  labels: number[][];
}

/** A label that the loss ignores. */
const IGNORED = -100;

/** A prime: from any seed between 0 and it, the generator of drawStarts passes through all the others before it repeats. */
const MODULUS = 2 ** 31 - 1;

/** The windows that start at 0, stride, 2·stride, …, as long as y still lies inside the text: start + T + 1 ≤ length. */
export function makeWindows(ids: number[], blockSize: number, stride: number): Batch {
  const starts: number[] = [];
  for (let start = 0; start + blockSize < ids.length; start += stride) starts.push(start);
  return getBatch(ids, starts, blockSize);
}

/** The windows that start at the given positions, in that order. */
export function getBatch(ids: number[], starts: number[], blockSize: number): Batch {
  const cut = (from: number) => ids.slice(from, from + blockSize);
  return { x: starts.map((start) => cut(start)), y: starts.map((start) => cut(start + 1)) };
}

/** Every batchSize windows in turn; the last batch may be shorter, and is left out if dropLast says so. */
export function makeBatches({ x, y }: Batch, batchSize: number, dropLast: boolean): Batch[] {
  const batches: Batch[] = [];
  for (let first = 0; first < x.length; first += batchSize) {
    batches.push({ x: x.slice(first, first + batchSize), y: y.slice(first, first + batchSize) });
  }
  return dropLast ? batches.filter((batch) => batch.x.length === batchSize) : batches;
}

/** state ← 48271 · state mod (2³¹ − 1),  start = state mod (length − T); state begins as the seed. */
export function drawStarts(length: number, blockSize: number, batchSize: number, seed: number): number[] {
  let state = seed;
  const starts: number[] = [];
  while (starts.length < batchSize) {
    // At most 48271 · 2³¹, about 10¹⁴: still exact
    state = (48271 * state) % MODULUS;
    starts.push(state % (length - blockSize));
  }
  return starts;
}

/** inputs: padded with padId; mask: 1 for a real token; labels: the next real token, or -100 if there is none. */
export function padBatch(sequences: number[][], padId: number): PaddedBatch {
  const longest = Math.max(...sequences.map((sequence) => sequence.length));
  const fillUp = (values: number[], filler: number) =>
    Array.from({ length: longest }, (_, t) => values[t] ?? filler);
  return {
    inputs: sequences.map((sequence) => fillUp(sequence, padId)),
    mask: sequences.map((sequence) => fillUp(sequence.map(() => 1), 0)),
    labels: sequences.map((sequence) => fillUp(sequence.slice(1), IGNORED)),
  };
}
