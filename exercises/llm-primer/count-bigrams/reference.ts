// A language model made by counting, and two tools that work for any language model.
//
//   countPairs      how often each id follows each other id, as counts and as probabilities
//   evaluate        how surprised a model is by sequences
//   writeGreedily   lets a model write
//
// A language model is a function: given ids, it returns one row for each, the probabilities of the id that comes next.

export type LanguageModel = (ids: number[]) => number[][];

/** probs[i][j] = (counts[i][j] + k) / (row sum + k·V). A pair never crosses from one sequence into the next. */
export function countPairs(
  sequences: number[][],
  vocabSize: number,
  k: number,
): { counts: number[][]; probs: number[][] } {
  const counts = Array.from({ length: vocabSize }, () => new Array<number>(vocabSize).fill(0));
  for (const ids of sequences) {
    for (let t = 1; t < ids.length; t++) {
      counts[ids[t - 1]!]![ids[t]!]! += 1;
    }
  }
  const probs = counts.map((row) => {
    const total = sum(row) + k * vocabSize;
    return row.map((count) => (count + k) / total);
  });
  return { counts, probs };
}

/** nll = mean of −ln(probability of the actual id), over every id that has one before it; perplexity = e^nll. */
export function evaluate(model: LanguageModel, sequences: number[][]): { nll: number; perplexity: number } {
  const surprises: number[] = [];
  for (const ids of sequences) {
    const rows = model(ids);
    for (let t = 1; t < ids.length; t++) {
      surprises.push(-Math.log(rows[t - 1]![ids[t]!]!));
    }
  }
  const nll = sum(surprises) / surprises.length;
  return { nll, perplexity: Math.exp(nll) };
}

/** Always the most probable id, in a tie the smallest; the model sees everything written so far. */
export function writeGreedily(model: LanguageModel, start: number, steps: number): number[] {
  const ids = [start];
  for (let i = 0; i < steps; i++) {
    const rows = model(ids);
    const last = rows.at(-1)!;
    ids.push(last.indexOf(Math.max(...last)));
  }
  return ids;
}

function sum(v: number[]): number {
  return v.reduce((total, x) => total + x, 0);
}
