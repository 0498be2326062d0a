// What the statement promises of every input.

type Raw = Record<string, unknown>;

const LANGUAGES: unknown[] = ["zh-CN", "en"];
const LINEARS = ["self_attn.in_proj_", "self_attn.out_proj.", "linear1.", "linear2."];

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  switch (input["kind"]) {
    case "bigram":
      return checkBigram(input);
    case "look_back":
      return checkLookBack(input);
    case "corpus":
      return checkCorpus(input);
    case "lm_train":
      return checkTable(input);
    case "tiny_gpt":
      return checkGpt(input);
    case "language_model":
      return checkLanguageModel(input);
    default:
      return "kind is none of the six";
  }
}

function checkBigram(input: Raw): string | undefined {
  const V = input["vocab_size"];
  if (!isWhole(V, 1, 60)) return "vocab_size is not a whole number from 1 to 60";
  if (!isNumber(input["k"], 1e-3, 100)) return "k is not a number from 0.001 to 100";
  if (!isList(input["sequences"], (ids) => isIds(ids, V))) return "sequences are not lists of ids";
  return checkUse(input, V);
}

/** test, start and steps, as a model is evaluated and written with. */
function checkUse(input: Raw, V: number): string | undefined {
  const { test } = input;
  if (!isList(test, (ids) => isIds(ids, V))) return "test is not lists of ids";
  if (!test.some((ids) => (ids as unknown[]).length > 1)) return "test holds nothing to predict";
  if (!isWhole(input["start"], 0, V - 1)) return "start is not an id";
  return isWhole(input["steps"], 0, 100) ? undefined : "steps is not a whole number from 0 to 100";
}

function checkLookBack(input: Raw): string | undefined {
  const { first, later } = input;
  if (!Array.isArray(first) || first.length < 1 || first.length > 20) return "first is not a table";
  const V = first.length;
  const isTable = (table: unknown) => isList(table, (row) => isDistribution(row, V)) && table.length === V;
  if (!isTable(first)) return "first is not V rows of probabilities above 0 that add up to 1";
  if (!isList(later, isTable) || later.length !== V) return "later is not V tables of V rows of probabilities above 0 that add up to 1";
  return checkUse(input, V);
}

function checkCorpus(input: Raw): string | undefined {
  if (!LANGUAGES.includes(input["language"])) return "language is none of the two";
  if (!isNumber(input["k"], 1e-3, 100)) return "k is not a number from 0.001 to 100";
  if (!isList(input["pairs"], (pair) => typeof pair === "string" && Array.from(pair).length === 2)) return "pairs are not two characters each";
  if (input["test"] !== "story" && input["test"] !== "practice") return "test is neither the story nor the practice text";
  if (typeof input["start"] !== "string" || Array.from(input["start"]).length !== 1) return "start is not one character";
  return isWhole(input["steps"], 0, 100) ? undefined : "steps is not a whole number from 0 to 100";
}

function checkTable(input: Raw): string | undefined {
  const { W0, xs, ys } = input;
  if (!Array.isArray(W0) || W0.length < 2 || W0.length > 60) return "W0 is not a table of 2 to 60 rows";
  const V = W0.length;
  if (!isMatrix(W0, V, V, 1000)) return "W0 is not square, or holds a number beyond 1000";
  if (!isList(xs, (ids) => isIds(ids, V)) || xs.length === 0) return "xs are not lists of ids";
  if (!isList(ys, (ids) => isIds(ids, V)) || ys.length !== xs.length) return "ys are not as many lists of ids as xs";
  const width = (xs[0] as unknown[]).length;
  if (width === 0 || [...xs, ...ys].some((ids) => (ids as unknown[]).length !== width)) return "xs and ys are not rows of one length";
  if (!isNumber(input["lr"], 1e-3, 10)) return "lr is not a number from 0.001 to 10";
  return isWhole(input["steps"], 1, 100) ? undefined : "steps is not a whole number from 1 to 100";
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
  if (!isList(blocks, (block) => isBlock(block, d, f)) || blocks.length === 0) return "blocks are not blocks";
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

function isDistribution(value: unknown, V: number): boolean {
  return isVector(value, V, 1) && value.every((p) => p > 0) && Math.abs(value.reduce((sum, p) => sum + p, 0) - 1) < 1e-9;
}

// ---- classes that fresh cases must reach ------------------------------------------------------------------

interface Any {
  kind: string;
  vocab_size: number;
  sequences: number[][];
  k: number;
  start: number;
  steps: number;
  xs: number[][];
  W0: number[][];
  n_heads: number;
  blocks: unknown[];
}

export const edges: Record<string, (input: Any) => boolean> = {
  /** An id that nothing ever followed: all of its row is smoothing. */
  "unseen-row": ({ kind, vocab_size, sequences }) =>
    kind === "bigram" && sequences.flatMap((ids) => ids.slice(0, -1)).filter((id, i, all) => all.indexOf(id) === i).length < vocab_size,
  /** Joining the sequences would make pairs that are none. */
  "several-sequences": ({ kind, sequences }) => kind === "bigram" && sequences.filter((ids) => ids.length > 0).length > 1,
  "k-is-not-one": ({ kind, k }) => kind === "bigram" && k !== 1,
  "repeated-token": ({ kind, xs }) => kind === "lm_train" && new Set(xs.flat()).size < xs.flat().length,
  "absent-token": ({ kind, xs, W0 }) => kind === "lm_train" && new Set(xs.flat()).size < W0.length,
  "several-heads": ({ kind, n_heads }) => kind === "tiny_gpt" && n_heads > 1,
};
