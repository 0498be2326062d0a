// What the statement promises of every input.

type Raw = Record<string, unknown>;

const LANGUAGES: unknown[] = ["zh-CN", "en"];
const LINEARS = ["self_attn.in_proj_", "self_attn.out_proj.", "linear1.", "linear2."];

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  switch (input["kind"]) {
    case "rules":
      return checkRules(input);
    case "tiny_gpt":
      return checkGpt(input);
    case "language_model":
      return checkLanguageModel(input);
    default:
      return "kind is none of the three";
  }
}

function checkRules({ sequences, vocab_size: V, ids }: Raw): string | undefined {
  if (!isWhole(V, 2, 60)) return "vocab_size is not a whole number from 2 to 60";
  const isSentence = (line: unknown) => isIds(line, V) && line.length > 2 && line[0] === 0 && line.at(-1) === 0;
  if (!isList(sequences, isSentence) || sequences.length === 0) return "sequences are not lines from 0 to 0";
  return isIds(ids, V) && ids.length > 0 ? undefined : "ids are not ids";
}

function checkGpt(input: Raw): string | undefined {
  const { d_model: d, n_heads: heads, d_ff: f, wte, wpe, blocks, ln_f, tokens, targets } = input;
  if (!isWhole(d, 1, 64) || !isWhole(heads, 1, d) || d % heads !== 0) return "d_model is not a multiple of n_heads";
  if (!isWhole(f, 1, 256)) return "d_ff is not a whole number from 1 to 256";
  if (!Array.isArray(wte) || !isMatrix(wte, wte.length, d, 100) || wte.length < 2) return "wte is not a table of at least two rows";
  if (!isIds(tokens, wte.length) || tokens.length === 0) return "tokens are not ids";
  if (!isIds(targets, wte.length) || targets.length !== tokens.length) return "targets are not one id for each token";
  if (!Array.isArray(wpe) || !isMatrix(wpe, wpe.length, d, 100) || wpe.length < tokens.length) return "wpe has not a row for each position";
  if (!isNorm(ln_f, d)) return "ln_f is no norm";
  if (!isList(blocks, (block) => isBlock(block, d, f)) ) return "blocks are not blocks";
  return undefined;
}

function isBlock(block: unknown, d: number, f: number): boolean {
  if (!isRecord(block)) return false;
  const shapes = [[3 * d, d], [d, d], [f, d], [d, f]];
  const linear = LINEARS.every((name, i) => {
    const [outputs, inputs] = shapes[i]!;
    return isMatrix(block[`${name}weight`], outputs!, inputs!, 100) && isVector(block[`${name}bias`], outputs!, 100);
  });
  return linear && ["norm1", "norm2"].every((name) => isNorm({ weight: block[`${name}.weight`], bias: block[`${name}.bias`] }, d));
}

function isNorm(norm: unknown, d: number): boolean {
  return isRecord(norm) && isVector(norm["weight"], d, 100) && isVector(norm["bias"], d, 100);
}

function checkLanguageModel(input: Raw): string | undefined {
  const { bounds } = input;
  if (!LANGUAGES.includes(input["language"])) return "language is none of the two";
  if (input["part"] !== "practice" && input["part"] !== "exam") return "part is neither practice nor exam";
  if (!isRecord(bounds) || !["practice", "exam"].every((part) => isNumber(bounds[part], 1, 1000))) return "bounds are not two perplexities";
  return undefined;
}

// ---- shapes ----------------------------------------------------------------------------------------

function isRecord(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown, low: number, high: number): value is number {
  return typeof value === "number" && value >= low && value <= high;
}

function isWhole(value: unknown, low: number, high: number): value is number {
  return Number.isInteger(value) && isNumber(value, low, high);
}

function isList(value: unknown, each: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(each);
}

function isIds(value: unknown, V: number): value is number[] {
  return isList(value, (id) => isWhole(id, 0, V - 1));
}

function isVector(value: unknown, length: number, limit: number): value is number[] {
  return isList(value, (v) => isNumber(v, -limit, limit)) && value.length === length;
}

function isMatrix(value: unknown, rows: number, columns: number, limit: number): boolean {
  return isList(value, (row) => isVector(row, columns, limit)) && value.length === rows;
}

// ---- classes that fresh cases must reach ------------------------------------------------------------------

interface Any {
  kind: string;
  n_heads: number;
  blocks: unknown[];
  tokens: number[];
  sequences: number[][];
  vocab_size: number;
}

export const edges: Record<string, (input: Any) => boolean> = {
  "several-heads": ({ kind, n_heads }) => kind === "tiny_gpt" && n_heads > 1,
  "several-blocks": ({ kind, blocks }) => kind === "tiny_gpt" && blocks.length > 1,
  "repeated-token": ({ kind, tokens }) => kind === "tiny_gpt" && new Set(tokens).size < tokens.length,
  "unseen-id": ({ kind, sequences, vocab_size }) => kind === "rules" && new Set(sequences.flat()).size < vocab_size,
};
