// Counts with BigInt, which has no limit at all, through little functions from shapes to sizes, and turns the results into numbers at the end.

type Whole = Record<
  | "vocabSize" | "maxPositions" | "typeVocabSize" | "dModel" | "numLayers" | "numHeads" | "numKvHeads" | "headDim" | "dFeedForward"
  | "normsPerLayer" | "relativeBuckets",
  number
>;
type Switch = Record<
  "gated" | "qkvBias" | "attnOutBias" | "mlpBias" | "embeddingNorm" | "finalNorm" | "pooler" | "lmHead" | "tieEmbeddings",
  boolean
>;
type Config = Whole & Switch & { arch: string; norm: string };

export function countTransformer(config: Config) {
  const n = (key: keyof Whole) => BigInt(config[key]);
  const on = (key: keyof Switch) => (config[key] ? 1n : 0n);
  const d = n("dModel");
  const matrix = (inputs: bigint, outputs: bigint, bias: bigint) => outputs * (inputs + bias);

  const queries = n("numHeads") * n("headDim");
  const keys = n("numKvHeads") * n("headDim");
  const attention =
    matrix(d, queries + 2n * keys, on("qkvBias")) + matrix(queries, d, on("attnOutBias"));
  const mlp = matrix(d, n("dFeedForward") * (1n + on("gated")), on("mlpBias")) + matrix(n("dFeedForward"), d, on("mlpBias"));
  const norm = config.norm === "rmsnorm" ? d : 2n * d;
  const encoder = attention + mlp + n("normsPerLayer") * norm;
  const around = on("finalNorm") * norm + n("relativeBuckets") * n("numHeads");

  const embedding = d * (n("vocabSize") + n("maxPositions") + n("typeVocabSize"));
  const head = on("lmHead") * (1n - on("tieEmbeddings")) * d * n("vocabSize");
  const layers = [encoder];
  if (config.arch === "encoder_decoder") layers.push(encoder + attention + norm);
  const stacks = layers.map((layer) => n("numLayers") * layer + around).reduce((a, b) => a + b);
  const total = embedding + on("embeddingNorm") * norm + stacks + on("pooler") * matrix(d, d, 1n) + head;

  return {
    embedding: Number(embedding),
    attention: Number(attention),
    mlp: Number(mlp),
    layers: layers.map(Number),
    head: Number(head),
    total: Number(total),
  };
}

export const countEmbedding = (c: Config): number => countTransformer(c).embedding;
export const countAttention = (c: Config): number => countTransformer(c).attention;
export const countMlp = (c: Config): number => countTransformer(c).mlp;
export const countLayers = (c: Config): number[] => countTransformer(c).layers;
