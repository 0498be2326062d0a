// What an input of this exercise looks like: one config, every field of it present, and the function that gets it.

type Fields = Record<string, unknown>;
type Test = (value: unknown) => boolean;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isWhole =
  (min: number, max: number): Test =>
  (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
const isBoolean: Test = (value) => typeof value === "boolean";
const isOneOf =
  (...words: string[]): Test =>
  (value) =>
    words.includes(value as string);

/** The largest model that these bounds allow has fewer than 2^53 knobs. */
const FIELDS: Record<string, Test> = {
  arch: isOneOf("decoder", "encoder", "encoder_decoder"),
  vocab_size: isWhole(1, 1_000_000),
  max_positions: isWhole(0, 1_000_000),
  type_vocab_size: isWhole(0, 1_000),
  d_model: isWhole(1, 65_536),
  n_layers: isWhole(1, 200),
  n_heads: isWhole(1, 512),
  n_kv_heads: isWhole(1, 512),
  head_dim: isWhole(1, 1_024),
  d_ff: isWhole(1, 262_144),
  mlp: isOneOf("mlp2", "glu"),
  qkv_bias: isBoolean,
  attn_out_bias: isBoolean,
  mlp_bias: isBoolean,
  norm: isOneOf("layernorm", "rmsnorm"),
  norms_per_layer: isWhole(0, 8),
  embedding_norm: isBoolean,
  final_norm: isBoolean,
  rel_buckets: isWhole(0, 1_024),
  pooler: isBoolean,
  lm_head: isBoolean,
  tie_embeddings: isBoolean,
};

/** The whole model, or one part. */
const KINDS = ["config", "embedding", "attention", "mlp", "layers"];

export default function validate(input: unknown): string | undefined {
  if (!isFields(input) || !KINDS.includes(input["kind"] as string)) return `kind: one of ${KINDS.join(", ")}`;
  const config = input["config"];
  if (!isFields(config)) return "config: an object";
  const stray = Object.keys(config).find((name) => !(name in FIELDS));
  if (stray !== undefined) return `config.${stray} is unknown`;
  const unsound = Object.entries(FIELDS).find(([name, test]) => !test(config[name]));
  if (unsound !== undefined) return `config.${unsound[0]}`;
  if ((config["n_heads"] as number) % (config["n_kv_heads"] as number) !== 0) return "n_kv_heads divides n_heads";
  return undefined;
}

interface Config {
  arch: string;
  vocab_size: number;
  max_positions: number;
  type_vocab_size: number;
  d_model: number;
  n_layers: number;
  n_heads: number;
  n_kv_heads: number;
  head_dim: number;
  d_ff: number;
  mlp: string;
  qkv_bias: boolean;
  mlp_bias: boolean;
  norm: string;
  norms_per_layer: number;
  final_norm: boolean;
  rel_buckets: number;
  pooler: boolean;
  lm_head: boolean;
  tie_embeddings: boolean;
}

interface Input {
  config: Config;
}

const isGrouped = ({ n_heads, n_kv_heads }: Config) => n_kv_heads < n_heads;
const hasTwoStacks = ({ arch }: Config) => arch === "encoder_decoder";

export const edges: Record<string, (input: Input) => boolean> = {
  "tied-head": ({ config }) => config.lm_head && config.tie_embeddings,
  "untied-head": ({ config }) => config.lm_head && !config.tie_embeddings,
  "tied-without-a-head": ({ config }) => !config.lm_head && config.tie_embeddings,
  "grouped-heads-with-biases": ({ config }) => isGrouped(config) && config.qkv_bias,
  "heads-that-do-not-fill-the-width": ({ config }) => config.n_heads * config.head_dim !== config.d_model,
  "gate-with-bias": ({ config }) => config.mlp === "glu" && config.mlp_bias,
  "not-two-norms": ({ config }) => config.norms_per_layer !== 2,
  "two-stacks-with-final-norms": ({ config }) => hasTwoStacks(config) && config.final_norm,
  "two-stacks-with-relative-positions": ({ config }) => hasTwoStacks(config) && config.rel_buckets > 0,
  positions: ({ config }) => config.max_positions > 0,
  segments: ({ config }) => config.type_vocab_size > 0,
  pooler: ({ config }) => config.pooler,
  // One layer alone has 2 d f knobs in its MLP.
  "more-than-32-bits": ({ config }) => config.n_layers * 2 * config.d_model * config.d_ff > 2 ** 32,
};
