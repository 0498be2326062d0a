// What an input may be, as the statement promises, and the classes of inputs that a fresh set must reach. Texts may hold any
// character, but no half of a surrogate pair: it is no character.

interface Corpus {
  kind: "bpe_char";
  corpus: string[];
  num_merges: number;
  probes: string[];
}

const LONGEST = 1000;
const MOST_MERGES = 100;

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST && value.isWellFormed();
}

function isPiece(value: unknown): boolean {
  return isText(value) && value !== "";
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function isPieces(value: unknown): boolean {
  return Array.isArray(value) && value.length <= LONGEST && value.every(isPiece);
}

function isMerge(value: unknown): boolean {
  return Array.isArray(value) && value.length === 3 && isPiece(value[0]) && isPiece(value[1]) && Number.isInteger(value[2]) && value[2] >= 2;
}

function hasExactly(input: object, names: string[]): boolean {
  return Object.keys(input).sort().join() === ["kind", ...names].sort().join();
}

const FIELDS: Record<string, string[]> = {
  merge_pair: ["pieces", "left", "right"],
  best_pair: ["sequences"],
  encode: ["merges", "text"],
  bpe_char: ["corpus", "num_merges", "probes"],
};

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "the input is not an object";
  const { kind, pieces, left, right, sequences, merges, text, corpus, num_merges, probes } = input as Record<string, unknown>;
  const fields = FIELDS[String(kind)];
  if (fields === undefined) return "kind is unknown";
  if (!hasExactly(input, fields)) return "a field is missing, or one too many";
  if (kind === "merge_pair") return isPieces(pieces) && isPiece(left) && isPiece(right) ? undefined : "pieces, left or right is not made of pieces";
  if (kind === "best_pair") return Array.isArray(sequences) && sequences.length > 0 && sequences.every(isPieces) ? undefined : "sequences is not a list of lists of pieces";
  if (kind === "encode") return Array.isArray(merges) && merges.every(isMerge) && isText(text) ? undefined : "merges or text is wrong";
  if (!isTexts(corpus)) return "corpus is not a list of texts";
  if (!isTexts(probes)) return "probes is not a list of texts";
  const isCount = Number.isInteger(num_merges) && (num_merges as number) >= 0 && (num_merges as number) <= MOST_MERGES;
  return isCount ? undefined : "num_merges is not a whole number from 0 to 100";
}

function sequencesOf({ corpus }: Corpus): string[][] {
  return corpus.map((text) => Array.from(text));
}

/** The pairs of characters that are most frequent before anything is merged. */
function mostFrequent(input: Corpus): string[][] {
  const found: { pair: string[]; count: number }[] = [];
  for (const characters of sequencesOf(input)) {
    for (let i = 1; i < characters.length; i++) {
      const pair = characters.slice(i - 1, i + 1);
      const known = found.find((other) => other.pair.join("") === pair.join(""));
      if (known === undefined) found.push({ pair, count: 1 });
      else known.count += 1;
    }
  }
  const highest = Math.max(...found.map(({ count }) => count));
  return found.filter(({ count }) => count === highest && count > 1).map(({ pair }) => pair);
}

/** Every merge joins at least two pairs of neighbours, so this many can never be learnt. */
const wants = ({ num_merges }: Corpus, pairs: number) => num_merges > pairs / 2;

/** Edge classes are of whole corpora; the other kinds have none. */
const ofCorpus = (holds: (input: Corpus) => boolean) => (input: Corpus) => input.kind === "bpe_char" && holds(input);

export const edges: Record<string, (input: Corpus) => boolean> = {
  "characters-tie": ofCorpus((input) => mostFrequent(input).length > 1),
  "run-of-one-character": ofCorpus(({ corpus }) => corpus.some((text) => /(.)\1\1/u.test(text))),
  "nothing-left-to-merge": ofCorpus((input) => wants(input, sequencesOf(input).flat().length)),
  emoji: ofCorpus(({ corpus }) => corpus.some((text) => /[\u{10000}-\u{10ffff}]/u.test(text))),
};
