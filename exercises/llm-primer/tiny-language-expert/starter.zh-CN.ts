/** 每个 id 得到一行：下一个 id 的各种可能的概率。形状是 [ids.length, vocabSize]。 */
export type LanguageModel = (ids: number[]) => number[][];

/** 用什么方法都可以，返回一个模型。 */
export function train(sequences: number[][], vocabSize: number): LanguageModel {
  // 在这里写代码。
  void [sequences, vocabSize];
  return () => [];
}

/** y = x·Wᵀ + b，weight 的形状是 [输出, 输入]。 */
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
  qkv: Linear; // 形状 [3d, d]：先查询，再键，再值
  project: Linear; // 形状 [d, d]
  norm2: Norm;
  widen: Linear; // 形状 [f, d]
  narrow: Linear; // 形状 [d, f]
}

export interface Gpt {
  heads: number;
  tokenTable: number[][]; // 形状 [V, d]
  positionTable: number[][]; // 每行 d 个数，行数不少于 token 的个数
  blocks: Block[];
  finalNorm: Norm;
}

/** logits 的形状是 [token 个数, V]。 */
export function runGpt(gpt: Gpt, tokens: number[], targets: number[]): { logits: number[][]; loss: number; perplexity: number } {
  void [gpt, tokens, targets];
  return { logits: [], loss: 0, perplexity: 0 };
}
