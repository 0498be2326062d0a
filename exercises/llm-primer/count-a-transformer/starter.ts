// The sizes and switches of a transformer. All numbers are whole; a table of size 0 does not exist.
export interface Config {
  arch: "decoder" | "encoder" | "encoder_decoder";
  vocabSize: number;
  maxPositions: number;
  typeVocabSize: number;
  dModel: number;
  numLayers: number;
  numHeads: number;
  numKvHeads: number;
  headDim: number;
  dFeedForward: number;
  gated: boolean;
  qkvBias: boolean;
  attnOutBias: boolean;
  mlpBias: boolean;
  norm: "layernorm" | "rmsnorm";
  normsPerLayer: number;
  embeddingNorm: boolean;
  finalNorm: boolean;
  relativeBuckets: number;
  pooler: boolean;
  lmHead: boolean;
  tieEmbeddings: boolean;
}

// layers: the knobs of one layer, one entry per stack: [layer], or [encoder layer, decoder layer].
export interface Counts {
  embedding: number;
  attention: number;
  mlp: number;
  layers: number[];
  head: number;
  total: number;
}

// The tables of words, positions and segments.
export function countEmbedding(config: Config): number {
  // Write your code here and replace the two lines below.
  void config;
  return 0;
}

// One attention: queries, keys, values and the output.
export function countAttention(config: Config): number {
  void config;
  return 0;
}

// One feed-forward network, with or without a gate.
export function countMlp(config: Config): number {
  void config;
  return 0;
}

// One layer of each stack: [layer], or [encoder layer, decoder layer].
export function countLayers(config: Config): number[] {
  void config;
  return [0];
}

// The four counts above, the head, and the total. All are exact, also beyond 2^32.
export function countTransformer(config: Config): Counts {
  void config;
  return { embedding: 0, attention: 0, mlp: 0, layers: [0], head: 0, total: 0 };
}
