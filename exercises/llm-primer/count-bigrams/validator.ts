// What the statement promises of every input.

type Raw = Record<string, unknown>;

const LANGUAGES: unknown[] = ["zh-CN", "en"];

export default function validate(input: unknown): string | undefined {
  if (!isRecord(input)) return "not an object";
  switch (input["kind"]) {
    case "count":
      return checkCount(input);
    case "score":
      return checkTable(input) ?? checkTest(input, (input["probs"] as unknown[]).length);
    case "write":
      return checkTable(input) ?? checkWriting(input, (input["probs"] as unknown[]).length);
    case "bigram":
      return checkCount(input) ?? checkUse(input, input["vocab_size"] as number);
    case "look_back":
      return checkLookBack(input);
    case "corpus":
      return checkCorpus(input);
    default:
      return "kind is none of the six";
  }
}

function checkCount(input: Raw): string | undefined {
  const V = input["vocab_size"];
  if (!isWhole(V, 1, 60)) return "vocab_size is not a whole number from 1 to 60";
  if (!isNumber(input["k"], 1e-3, 100)) return "k is not a number from 0.001 to 100";
  return isList(input["sequences"], (ids) => isIds(ids, V)) ? undefined : "sequences are not lists of ids";
}

function checkTable({ probs }: Raw): string | undefined {
  if (!Array.isArray(probs) || probs.length < 1 || probs.length > 20) return "probs is not a table";
  return probs.every((row) => isDistribution(row, probs.length)) ? undefined : "probs is not V rows of probabilities above 0 that add up to 1";
}

/** test, start and steps, as a model is evaluated and written with. */
function checkUse(input: Raw, V: number): string | undefined {
  return checkTest(input, V) ?? checkWriting(input, V);
}

function checkTest({ test }: Raw, V: number): string | undefined {
  if (!isList(test, (ids) => isIds(ids, V))) return "test is not lists of ids";
  return test.some((ids) => (ids as unknown[]).length > 1) ? undefined : "test holds nothing to predict";
}

function checkWriting({ start, steps }: Raw, V: number): string | undefined {
  if (!isWhole(start, 0, V - 1)) return "start is not an id";
  return isWhole(steps, 0, 100) ? undefined : "steps is not a whole number from 0 to 100";
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

function isDistribution(value: unknown, V: number): boolean {
  return isVector(value, V, 1) && value.every((p) => p > 0) && Math.abs(value.reduce((sum, p) => sum + p, 0) - 1) < 1e-9;
}

// ---- classes that fresh cases must reach ------------------------------------------------------------------

interface Any {
  kind: string;
  vocab_size: number;
  sequences: number[][];
  k: number;
  test: number[][];
}

/** Kinds that count pairs. */
const counts = (kind: string) => kind === "count" || kind === "bigram";

export const edges: Record<string, (input: Any) => boolean> = {
  /** An id that nothing ever followed: all of its row is smoothing. */
  "unseen-row": ({ kind, vocab_size, sequences }) =>
    counts(kind) && sequences.flatMap((ids) => ids.slice(0, -1)).filter((id, i, all) => all.indexOf(id) === i).length < vocab_size,
  /** Joining the sequences would make pairs that are none. */
  "several-sequences": ({ kind, sequences }) => counts(kind) && sequences.filter((ids) => ids.length > 0).length > 1,
  "k-is-not-one": ({ kind, k }) => counts(kind) && k !== 1,
  /** The mean of the sequences' means is another number. */
  "unequal-lengths": ({ test }) => Array.isArray(test) && new Set(test.map((ids) => (Array.isArray(ids) ? ids.length : 0)).filter((length) => length > 1)).size > 1,
  "looks-back": ({ kind }) => kind === "look_back",
};
