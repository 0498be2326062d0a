// How many knobs (parameters) a transformer has, computed from its config alone.
//
//   total = embedding (+ its norm)
//         + for each stack: layers × one layer + final norm + table of relative positions
//         + pooler + head
//   layer = attention + MLP + norms;  a decoder layer that looks at an encoder has one more attention and norm
//
// d: width of the model; h heads for queries, g for keys and values, each k wide; f: width inside the MLP.

/** The sizes and switches of a transformer. All numbers are whole; a table of size 0 does not exist. */
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

/** layers: the knobs of one layer, one entry per stack: [layer], or [encoder layer, decoder layer]. */
export interface Counts {
  embedding: number;
  attention: number;
  mlp: number;
  layers: number[];
  head: number;
  total: number;
}

/** A row of d numbers for each word, each position and each segment. */
export function countEmbedding(config: Config): number {
  return (config.vocabSize + config.maxPositions + config.typeVocabSize) * config.dModel;
}

/** Four linear layers: d → h·k for queries, d → g·k for keys and for values, and h·k → d for the output. */
export function countAttention(config: Config): number {
  const { dModel: d, headDim, qkvBias } = config;
  const queries = config.numHeads * headDim;
  const keys = config.numKvHeads * headDim;
  return linear(d, queries, qkvBias) + 2 * linear(d, keys, qkvBias) + linear(queries, d, config.attnOutBias);
}

/** Up to f, a second time if there is a gate, then down again. */
export function countMlp({ dModel: d, dFeedForward: f, gated, mlpBias }: Config): number {
  const up = linear(d, f, mlpBias);
  return (gated ? 2 * up : up) + linear(f, d, mlpBias);
}

/** One layer of each stack. A layer of the decoder that looks at an encoder has one more attention and one more norm. */
export function countLayers(config: Config): number[] {
  const attention = countAttention(config);
  const norm = countNorm(config);
  const layer = attention + countMlp(config) + config.normsPerLayer * norm;
  return config.arch === "encoder_decoder" ? [layer, layer + attention + norm] : [layer];
}

export function countTransformer(config: Config): Counts {
  const { dModel: d } = config;
  const embedding = countEmbedding(config);
  const norm = countNorm(config);
  const layers = countLayers(config);

  // A tied head is the table of words, whose knobs are already counted.
  const head = config.lmHead && !config.tieEmbeddings ? config.vocabSize * d : 0;

  let total = embedding + head;
  if (config.embeddingNorm) total += norm;
  for (const layer of layers) {
    total += config.numLayers * layer + config.relativeBuckets * config.numHeads;
    if (config.finalNorm) total += norm;
  }
  if (config.pooler) total += linear(d, d, true);
  return { embedding, attention: countAttention(config), mlp: countMlp(config), layers, head, total };
}

/** One row of d numbers to scale by, and in LayerNorm another one to shift by. */
function countNorm({ norm, dModel: d }: Config): number {
  return norm === "layernorm" ? 2 * d : d;
}

/** m·n weights, and a bias for each output. */
function linear(n: number, m: number, bias: boolean): number {
  return bias ? m * n + m : m * n;
}
