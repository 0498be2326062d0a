// Plain JavaScript: writes down the shape of every tensor under a name, and lets the list do the counting.

const volume = (shape) => shape.reduce((n, side) => n * side, 1);

/** All tensors whose names begin with the prefix. */
function count(tensors, prefix) {
  let sum = 0;
  for (const [name, shape] of Object.entries(tensors)) if (name.startsWith(prefix)) sum += volume(shape);
  return sum;
}

export function countTransformer(config) {
  const { dModel: d, dFeedForward: f, vocabSize, headDim } = config;
  const tensors = {};
  const table = (name, rows, columns) => (tensors[name] = [rows, columns]);
  const linear = (name, inputs, outputs, bias) => {
    table(`${name}.weight`, outputs, inputs);
    if (bias) tensors[`${name}.bias`] = [outputs];
  };
  const norm = (name) => {
    tensors[`${name}.weight`] = [d];
    if (config.norm === "layernorm") tensors[`${name}.bias`] = [d];
  };
  const attention = (name) => {
    linear(`${name}.q`, d, config.numHeads * headDim, config.qkvBias);
    linear(`${name}.k`, d, config.numKvHeads * headDim, config.qkvBias);
    linear(`${name}.v`, d, config.numKvHeads * headDim, config.qkvBias);
    linear(`${name}.o`, config.numHeads * headDim, d, config.attnOutBias);
  };

  table("embedding.tokens", vocabSize, d);
  table("embedding.positions", config.maxPositions, d);
  table("embedding.segments", config.typeVocabSize, d);
  if (config.embeddingNorm) norm("afterEmbedding");

  const stacks = config.arch === "encoder_decoder" ? ["encoder", "decoder"] : ["stack"];
  for (const stack of stacks) {
    for (let i = 0; i < config.numLayers; i++) {
      const layer = `${stack}.${i}.`;
      attention(`${layer}self`);
      if (stack === "decoder") {
        attention(`${layer}cross`);
        norm(`${layer}crossNorm`);
      }
      for (const part of config.gated ? ["gate", "up"] : ["up"]) linear(`${layer}mlp.${part}`, d, f, config.mlpBias);
      linear(`${layer}mlp.down`, f, d, config.mlpBias);
      for (let n = 0; n < config.normsPerLayer; n++) norm(`${layer}norms.${n}`);
    }
    if (config.finalNorm) norm(`${stack}.final`);
    table(`${stack}.relative`, config.relativeBuckets, config.numHeads);
  }
  if (config.pooler) linear("pooler", d, d, true);
  if (config.lmHead && !config.tieEmbeddings) linear("head", d, vocabSize, false);

  return {
    embedding: count(tensors, "embedding."),
    attention: count(tensors, `${stacks[0]}.0.self`),
    mlp: count(tensors, `${stacks[0]}.0.mlp`),
    layers: stacks.map((stack) => count(tensors, `${stack}.0.`)),
    head: count(tensors, "head."),
    total: count(tensors, ""),
  };
}

export const countEmbedding = (c) => countTransformer(c).embedding;
export const countAttention = (c) => countTransformer(c).attention;
export const countMlp = (c) => countTransformer(c).mlp;
export const countLayers = (c) => countTransformer(c).layers;
