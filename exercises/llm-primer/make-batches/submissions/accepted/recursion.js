// Cuts from the front and calls itself on the rest; draws with big integers. Plain JavaScript, no loop anywhere.

/** Pieces of T + 1 ids: x and y are such a piece without its last and without its first id. */
function pieces(ids, size, stride) {
  return ids.length < size ? [] : [ids.slice(0, size), ...pieces(ids.slice(stride), size, stride)];
}

const split = (list) => ({ x: list.map((piece) => piece.slice(0, -1)), y: list.map((piece) => piece.slice(1)) });

export const makeWindows = (ids, blockSize, stride) => split(pieces(ids, blockSize + 1, stride));

export const getBatch = (ids, starts, blockSize) => split(starts.map((s) => ids.slice(s, s + blockSize + 1)));

export function makeBatches({ x, y }, batchSize, dropLast) {
  if (x.length === 0 || (dropLast && x.length < batchSize)) return [];
  const rest = { x: x.slice(batchSize), y: y.slice(batchSize) };
  return [{ x: x.slice(0, batchSize), y: y.slice(0, batchSize) }, ...makeBatches(rest, batchSize, dropLast)];
}

export function drawStarts(length, blockSize, batchSize, seed) {
  if (batchSize === 0) return [];
  const state = Number((48271n * BigInt(seed)) % (2n ** 31n - 1n));
  return [state % (length - blockSize), ...drawStarts(length, blockSize, batchSize - 1, state)];
}

export function padBatch(sequences, padId) {
  const longest = sequences.map((s) => s.length).sort((a, b) => b - a)[0];
  const fill = (list, filler) => (list.length === longest ? list : fill([...list, filler], filler));
  return {
    inputs: sequences.map((s) => fill(s, padId)),
    mask: sequences.map((s) => fill(s.map(() => 1), 0)),
    labels: sequences.map(([, ...next]) => fill(next, -100)),
  };
}
