/** 每个 id 得到一行：下一个 id 的各种可能的概率。形状是 [ids.length, vocabSize]。 */
export type LanguageModel = (ids: number[]) => number[][];

/** counts 和 probs 的形状都是 [vocabSize, vocabSize]。 */
export function countPairs(
  sequences: number[][],
  vocabSize: number,
  k: number,
): { counts: number[][]; probs: number[][] } {
  // 在这里写代码。
  void [sequences, vocabSize, k];
  return { counts: [], probs: [] };
}

export function evaluate(model: LanguageModel, sequences: number[][]): { nll: number; perplexity: number } {
  void [model, sequences];
  return { nll: 0, perplexity: 0 };
}

/** 返回 steps + 1 个 id，第一个是 start。 */
export function writeGreedily(model: LanguageModel, start: number, steps: number): number[] {
  void [model, start, steps];
  return [];
}
