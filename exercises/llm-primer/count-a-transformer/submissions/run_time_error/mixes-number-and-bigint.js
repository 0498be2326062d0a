// Counts with BigInt for safety and forgets to convert one term.

export function countTransformer(c) {
  const d = c.dModel;
  const f = c.dFeedForward;
  const q = c.numHeads * c.headDim;
  const k = c.numKvHeads * c.headDim;
  const norm = c.norm === "layernorm" ? 2 * d : d;
  const embedding = c.vocabSize * d + c.maxPositions * d + c.typeVocabSize * d;
  let attention = d * q + 2 * d * k + q * d;
  if (c.qkvBias) attention += q + 2 * k;
  if (c.attnOutBias) attention += d;
  let mlp = d * f + f * d;
  if (c.gated) mlp += d * f;
  if (c.mlpBias) mlp += f + d;
  if (c.mlpBias && c.gated) mlp += f;
  const layers = [attention + mlp + c.normsPerLayer * norm];
  if (c.arch === "encoder_decoder") layers.push(layers[0] + attention + norm);
  const head = c.lmHead && !c.tieEmbeddings ? c.vocabSize * d : 0;
  let total = BigInt(embedding) + BigInt(head);
  for (const layer of layers) total += BigInt(c.numLayers) * BigInt(layer);
  total += BigInt(layers.length * c.relativeBuckets * c.numHeads);
  if (c.finalNorm) total += layers.length * norm;
  if (c.embeddingNorm) total += BigInt(norm);
  if (c.pooler) total += BigInt(d * d + d);
  return { embedding, attention, mlp, layers, head, total: Number(total) };
}

export const countEmbedding = (c) => countTransformer(c).embedding;
export const countAttention = (c) => countTransformer(c).attention;
export const countMlp = (c) => countTransformer(c).mlp;
export const countLayers = (c) => countTransformer(c).layers;
