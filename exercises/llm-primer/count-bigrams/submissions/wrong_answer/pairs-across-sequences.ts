// Remembers the last id of one sequence when the next one begins.

export type LanguageModel = (ids: number[]) => number[][];
type Matrix = number[][];

export function countPairs(sequences: Matrix, vocabSize: number, k: number) {
  const counts: Matrix = [];
  for (let i = 0; i < vocabSize; i++) counts.push(new Array<number>(vocabSize).fill(0));
  let before: number | undefined;
  sequences.forEach((ids) => {
    for (const id of ids) {
      if (before !== undefined) counts[before]![id]!++;
      before = id;
    }
  });
  const probs = counts.map((row) => {
    let total = k * vocabSize;
    for (const count of row) total += count;
    return row.map((count) => (count + k) / total);
  });
  return { counts, probs };
}

export function evaluate(model: LanguageModel, sequences: Matrix) {
  let nll = 0;
  let n = 0;
  for (const ids of sequences) {
    const rows = model(ids);
    for (let t = 0; t + 1 < ids.length; t++) {
      nll -= Math.log(rows[t]![ids[t + 1]!]!);
      n++;
    }
  }
  nll /= n;
  return { nll, perplexity: Math.exp(nll) };
}

export function writeGreedily(model: LanguageModel, start: number, steps: number) {
  const ids = [start];
  while (ids.length <= steps) {
    const row = model(ids).at(-1)!;
    let best = 0;
    row.forEach((p, id) => {
      if (p > row[best]!) best = id;
    });
    ids.push(best);
  }
  return ids;
}
