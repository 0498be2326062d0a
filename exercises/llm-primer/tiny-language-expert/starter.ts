/** For each of the given ids, a row with the probability of every possible next id. ids.length x vocabSize. */
export type LanguageModel = (ids: number[]) => number[][];

/** Use any method you like. Returns the model. */
export function train(sequences: number[][], vocabSize: number): LanguageModel {
  // Write your code here.
  void [sequences, vocabSize];
  return () => [];
}

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

/** logits: tokens x V. */
export function runGpt(gpt: Gpt, tokens: number[], targets: number[]): { logits: number[][]; loss: number; perplexity: number } {
  void [gpt, tokens, targets];
  return { logits: [], loss: 0, perplexity: 0 };
}
