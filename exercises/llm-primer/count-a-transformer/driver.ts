// Writes the config in camel case, and the counts by the names of the stored outputs.

interface Input {
  /** Which function: countTransformer, or the one of a part. */
  kind: "config" | "embedding" | "attention" | "mlp" | "layers";
  config: {
    arch: "decoder" | "encoder" | "encoder_decoder";
    vocab_size: number;
    max_positions: number;
    type_vocab_size: number;
    d_model: number;
    n_layers: number;
    n_heads: number;
    n_kv_heads: number;
    head_dim: number;
    d_ff: number;
    mlp: "mlp2" | "glu";
    qkv_bias: boolean;
    attn_out_bias: boolean;
    mlp_bias: boolean;
    norm: "layernorm" | "rmsnorm";
    norms_per_layer: number;
    embedding_norm: boolean;
    final_norm: boolean;
    rel_buckets: number;
    pooler: boolean;
    lm_head: boolean;
    tie_embeddings: boolean;
  };
}

interface Submission {
  countEmbedding(config: unknown): unknown;
  countAttention(config: unknown): unknown;
  countMlp(config: unknown): unknown;
  countLayers(config: unknown): unknown;
  countTransformer(config: unknown): {
    embedding: unknown;
    attention: unknown;
    mlp: unknown;
    layers: unknown[];
    head: unknown;
    total: unknown;
  };
}

export default function run(submission: Submission, { kind, config }: Input): unknown {
  switch (kind) {
    case "embedding":
      return { count_embedding: submission.countEmbedding(toConfig(config)) };
    case "attention":
      return { count_attention: submission.countAttention(toConfig(config)) };
    case "mlp":
      return { count_mlp: submission.countMlp(toConfig(config)) };
    case "layers":
      return { count_layers: submission.countLayers(toConfig(config)) };
    default:
      return countAll(submission, config);
  }
}

function countAll(submission: Submission, config: Input["config"]): unknown {
  const { embedding, attention, mlp, layers, head, total } = submission.countTransformer(toConfig(config));
  const perLayer =
    config.arch === "encoder_decoder" ? { per_encoder_layer: layers[0], per_decoder_layer: layers[1] } : { per_layer: layers[0] };
  return { embedding, attention_per_layer: attention, mlp_per_layer: mlp, ...perLayer, lm_head: head, total };
}

function toConfig(config: Input["config"]): unknown {
  return {
    arch: config.arch,
    vocabSize: config.vocab_size,
    maxPositions: config.max_positions,
    typeVocabSize: config.type_vocab_size,
    dModel: config.d_model,
    numLayers: config.n_layers,
    numHeads: config.n_heads,
    numKvHeads: config.n_kv_heads,
    headDim: config.head_dim,
    dFeedForward: config.d_ff,
    gated: config.mlp === "glu",
    qkvBias: config.qkv_bias,
    attnOutBias: config.attn_out_bias,
    mlpBias: config.mlp_bias,
    norm: config.norm,
    normsPerLayer: config.norms_per_layer,
    embeddingNorm: config.embedding_norm,
    finalNorm: config.final_norm,
    relativeBuckets: config.rel_buckets,
    pooler: config.pooler,
    lmHead: config.lm_head,
    tieEmbeddings: config.tie_embeddings,
  };
}
