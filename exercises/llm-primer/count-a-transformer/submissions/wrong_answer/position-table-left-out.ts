// Forgets the table of positions.

interface Config {
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

export function countTransformer(c: Config) {
  const d = c.dModel;
  const f = c.dFeedForward;
  const q = c.numHeads * c.headDim;
  const k = c.numKvHeads * c.headDim;
  const norm = c.norm === "layernorm" ? 2 * d : d;

  const embedding = c.vocabSize * d + c.typeVocabSize * d;
  let attention = d * q + 2 * d * k + q * d;
  if (c.qkvBias) attention += q + 2 * k;
  if (c.attnOutBias) attention += d;
  let mlp = d * f + f * d;
  if (c.gated) mlp += d * f;
  if (c.mlpBias) mlp += f + d;
  if (c.mlpBias && c.gated) mlp += f;

  const layers = [attention + mlp + c.normsPerLayer * norm];
  if (c.arch === "encoder_decoder") layers.push(layers[0]! + attention + norm);
  const head = c.lmHead && !c.tieEmbeddings ? c.vocabSize * d : 0;

  let total = embedding + head;
  for (const layer of layers) total += c.numLayers * layer;
  total += layers.length * c.relativeBuckets * c.numHeads;
  if (c.finalNorm) total += layers.length * norm;
  if (c.embeddingNorm) total += norm;
  if (c.pooler) total += d * d + d;
  return { embedding, attention, mlp, layers, head, total };
}

export const countEmbedding = (c: Config): number => countTransformer(c).embedding;
export const countAttention = (c: Config): number => countTransformer(c).attention;
export const countMlp = (c: Config): number => countTransformer(c).mlp;
export const countLayers = (c: Config): number[] => countTransformer(c).layers;
