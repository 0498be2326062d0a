// What an input may be, as the statement promises, and the classes of inputs that a fresh set must reach. Texts may hold any
// character, but no half of a surrogate pair: it would have no UTF-8.

interface Characters {
  kind: "bpe_char";
  corpus: string[];
  num_merges: number;
  probes: string[];
}

interface Bytes {
  kind: "bpe_byte";
  text: string;
  num_merges: number;
  probes?: string[];
}

type Input = Characters | Bytes;

const LONGEST = 1000;
const MOST_MERGES = 100;

function isText(value: unknown): boolean {
  return typeof value === "string" && value.length <= LONGEST && value.isWellFormed();
}

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function hasExactly(input: object, names: string[]): boolean {
  return Object.keys(input).sort().join() === ["kind", ...names].sort().join();
}

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "the input is not an object";
  const { kind, corpus, text, num_merges, probes } = input as Record<string, unknown>;
  if (kind === "bpe_char") {
    if (!hasExactly(input, ["corpus", "num_merges", "probes"])) return "a field is missing, or one too many";
    if (!isTexts(corpus)) return "corpus is not a list of texts";
    if (!isTexts(probes)) return "probes is not a list of texts";
  } else if (kind === "bpe_byte") {
    if (!hasExactly(input, probes === undefined ? ["text", "num_merges"] : ["text", "num_merges", "probes"])) return "a field is missing, or one too many";
    if (!isText(text)) return "text is not a text";
    if (probes !== undefined && !isTexts(probes)) return "probes is not a list of texts";
  } else return "kind is unknown";
  const isCount = Number.isInteger(num_merges) && (num_merges as number) >= 0 && (num_merges as number) <= MOST_MERGES;
  return isCount ? undefined : "num_merges is not a whole number from 0 to 100";
}

/** The code points of each text; the edges of the byte kind look at characters too. */
function sequences(input: Input): string[][] {
  return (input.kind === "bpe_char" ? input.corpus : [input.text]).map((text) => Array.from(text));
}

/** The pairs of characters that are most frequent before anything is merged. */
function mostFrequent(input: Input): string[][] {
  const found: { pair: string[]; count: number }[] = [];
  for (const characters of sequences(input)) {
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

const holds = (input: Input, pattern: RegExp) => sequences(input).some((characters) => pattern.test(characters.join("")));

/** Every merge joins at least two pairs of neighbours, so this many can never be learnt. */
const wants = ({ num_merges }: Input, pairs: number) => num_merges > pairs / 2;

export const edges: Record<string, (input: Input) => boolean> = {
  "characters-tie": (input) => input.kind === "bpe_char" && mostFrequent(input).length > 1,
  "run-of-one-character": (input) => input.kind === "bpe_char" && holds(input, /(.)\1\1/u),
  "nothing-left-to-merge": (input) => input.kind === "bpe_char" && wants(input, sequences(input).flat().length),
  "two-bytes": (input) => input.kind === "bpe_byte" && holds(input, /[\u0080-\u07ff]/u),
  "three-bytes": (input) => input.kind === "bpe_byte" && holds(input, /[\u0800-\uffff]/u),
  "four-bytes": (input) => input.kind === "bpe_byte" && holds(input, /[\u{10000}-\u{10ffff}]/u),
  "probe-of-other-bytes": (input) =>
    input.kind === "bpe_byte" && (input.probes ?? []).some((probe) => Array.from(probe).some((character) => !input.text.includes(character))),
};
