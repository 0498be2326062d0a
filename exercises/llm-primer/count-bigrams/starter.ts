/** For each of the given ids, a row with the probability of every possible next id. ids.length x vocabSize. */
export type LanguageModel = (ids: number[]) => number[][];

/** counts and probs: vocabSize x vocabSize. */
export function countPairs(
  sequences: number[][],
  vocabSize: number,
  k: number,
): { counts: number[][]; probs: number[][] } {
  // Write your code here.
  void [sequences, vocabSize, k];
  return { counts: [], probs: [] };
}

export function evaluate(model: LanguageModel, sequences: number[][]): { nll: number; perplexity: number } {
  void [model, sequences];
  return { nll: 0, perplexity: 0 };
}

/** steps + 1 ids, the first of them start. */
export function writeGreedily(model: LanguageModel, start: number, steps: number): number[] {
  void [model, start, steps];
  return [];
}
