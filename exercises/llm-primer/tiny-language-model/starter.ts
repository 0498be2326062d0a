/** For each of the given ids, a row with the probability of every possible next id. ids.length x vocabSize. */
export type LanguageModel = (ids: number[]) => number[][];

/** y = x·Wᵀ + b. weight: outputs x inputs. */
export interface Linear {
  weight: number[][];
  bias: number[];
}

export interface Norm {
  weight: number[];
  bias: number[];
}

export interface Block {
  norm1: Norm;
  qkv: Linear; // 3d x d: queries, then keys, then values
  project: Linear; // d x d
  norm2: Norm;
  widen: Linear; // f x d
  narrow: Linear; // d x f
}

export interface Gpt {
  heads: number;
  tokenTable: number[][]; // V x d
  positionTable: number[][]; // at least as many rows as tokens, x d
  blocks: Block[];
  finalNorm: Norm;
}

/** counts and probs: V x V. */
export function countPairs(sequences: number[][], vocabSize: number, k: number): { counts: number[][]; probs: number[][] } {
  // 在这里写代码 / write your code here
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

/** W: V x V. xs and ys have the same shape. */
export function trainTable(
  W: number[][],
  xs: number[][],
  ys: number[][],
  options: { lr: number; steps: number },
): { losses: number[]; firstGradient: number[][]; W: number[][]; perplexity: number } {
  void [xs, ys, options];
  return { losses: [], firstGradient: [], W, perplexity: 0 };
}

/** logits: tokens x V. */
export function runGpt(gpt: Gpt, tokens: number[], targets: number[]): { logits: number[][]; loss: number; perplexity: number } {
  void [gpt, tokens, targets];
  return { logits: [], loss: 0, perplexity: 0 };
}

/** Use any method you like. Returns the model. */
export function train(sequences: number[][], vocabSize: number): LanguageModel {
  void [sequences, vocabSize];
  return () => [];
}
