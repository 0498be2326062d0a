// How many knobs (parameters) a transformer has, computed from its config alone.
//
//   total = embedding tables (+ their norm)
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

export function countTransformer(config: Config): Counts {
  const { dModel: d, vocabSize } = config;
  const embedding = (vocabSize + config.maxPositions + config.typeVocabSize) * d;
  const attention = countAttention(config);
  const mlp = countMlp(config);
  const norm = config.norm === "layernorm" ? 2 * d : d;

  const layer = attention + mlp + config.normsPerLayer * norm;
  const layers = config.arch === "encoder_decoder" ? [layer, layer + attention + norm] : [layer];

  // A tied head is the token table, whose knobs are already counted.
  const head = config.lmHead && !config.tieEmbeddings ? vocabSize * d : 0;

  let total = embedding + head;
  if (config.embeddingNorm) total += norm;
  for (const each of layers) {
    total += config.numLayers * each + config.relativeBuckets * config.numHeads;
    if (config.finalNorm) total += norm;
  }
  if (config.pooler) total += linear(d, d, true);
  return { embedding, attention, mlp, layers, head, total };
}

/** Four linear layers: d → h·k for queries, d → g·k for keys and for values, and h·k → d for the output. */
function countAttention(config: Config): number {
  const { dModel: d, headDim, qkvBias } = config;
  const queries = config.numHeads * headDim;
  const keys = config.numKvHeads * headDim;
  return linear(d, queries, qkvBias) + 2 * linear(d, keys, qkvBias) + linear(queries, d, config.attnOutBias);
}

/** Up to f, a second time if there is a gate, then down again. */
function countMlp({ dModel: d, dFeedForward: f, gated, mlpBias }: Config): number {
  const up = linear(d, f, mlpBias);
  return (gated ? 2 * up : up) + linear(f, d, mlpBias);
}

/** m·n weights, and a bias for each output. */
function linear(n: number, m: number, bias: boolean): number {
  return bias ? m * n + m : m * n;
}
