// Transformer 的尺寸和开关。数都是整数；大小为 0 的表不存在。
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

// layers：一层的旋钮数，每个堆叠一项：[一层]，或 [编码器的一层, 解码器的一层]。
export interface Counts {
  embedding: number;
  attention: number;
  mlp: number;
  layers: number[];
  head: number;
  total: number;
}

// 词表、位置表和分段表。
export function countEmbedding(config: Config): number {
  // 在这里写代码，替换下面两行。
  void config;
  return 0;
}

// 一个注意力：查询、键、值和输出。
export function countAttention(config: Config): number {
  void config;
  return 0;
}

// 一个前馈网络，可能带门。
export function countMlp(config: Config): number {
  void config;
  return 0;
}

// 每个堆叠的一层：[一层]，或 [编码器的一层, 解码器的一层]。
export function countLayers(config: Config): number[] {
  void config;
  return [0];
}

// 上面四个结果，加上输出层和总数。都要精确，超过 2^32 时也一样。
export function countTransformer(config: Config): Counts {
  void config;
  return { embedding: 0, attention: 0, mlp: 0, layers: [0], head: 0, total: 0 };
}
