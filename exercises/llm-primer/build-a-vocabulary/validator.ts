// What an input may be, as the statement promises, and the classes of inputs that a fresh set must reach.
//
// Texts hold no half of a surrogate pair, and no white space or control characters but space, tab, line break and the
// full-width space: on the others JavaScript's \s and Python's disagree.

interface Chars {
  kind: "char_vocab";
  text: string;
  probe: string;
}

interface Words {
  kind: "word_vocab";
  texts: string[];
  probes: string[];
  min_freq: number;
  max_size: number | null;
}

interface Bag {
  kind: "bag_of_words";
  texts: string[];
}

type Input = Chars | Words | Bag;

const LONGEST = 1000;
const PERMITTED = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\u200d \t\n\u3000]*$/u;

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= LONGEST && PERMITTED.test(value);
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isText);
}

function hasExactly(input: object, names: string[]): boolean {
  return Object.keys(input).sort().join() === ["kind", ...names].sort().join();
}

export default function validate(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return "the input is not an object";
  const { kind, text, probe, unk_id, texts, probes, min_freq, max_size, vocab, ids } = input as Record<string, unknown>;
  switch (kind) {
    case "chars":
    case "split":
      if (!hasExactly(input, ["text"])) return "a field is missing, or one too many";
      return isText(text) ? undefined : "text is not a permitted text";
    case "encode_chars":
    case "encode_words":
      if (!hasExactly(input, ["vocab", "text"])) return "a field is missing, or one too many";
      if (!isTexts(vocab)) return "vocab is not a list of permitted texts";
      return isText(text) ? undefined : "text is not a permitted text";
    case "decode_chars": {
      if (!hasExactly(input, ["vocab", "ids"])) return "a field is missing, or one too many";
      if (!isTexts(vocab)) return "vocab is not a list of permitted texts";
      const isId = (id: unknown) => Number.isInteger(id) && (id as number) >= -1 && (id as number) < vocab.length;
      return Array.isArray(ids) && ids.every(isId) ? undefined : "ids are not places in vocab, or -1";
    }
    case "count":
      if (!hasExactly(input, ["texts", "min_freq", "max_size"])) return "a field is missing, or one too many";
      return isTexts(texts) ? faultOfLimits(min_freq, max_size) : "texts is not a list of permitted texts";
    case "char_vocab":
      if (!hasExactly(input, ["text", "probe", "unk_id"])) return "a field is missing, or one too many";
      if (!isText(text)) return "text is not a permitted text";
      if (!isText(probe)) return "probe is not a permitted text";
      return unk_id === -1 ? undefined : "unk_id is not -1";
    case "word_vocab":
      if (!hasExactly(input, ["texts", "probes", "min_freq", "max_size"])) return "a field is missing, or one too many";
      if (!isTexts(texts)) return "texts is not a list of permitted texts";
      if (!isTexts(probes)) return "probes is not a list of permitted texts";
      return faultOfLimits(min_freq, max_size);
    case "bag_of_words":
      if (!hasExactly(input, ["texts"])) return "a field is missing, or one too many";
      if (!isTexts(texts)) return "texts is not a list of permitted texts";
      return texts.some((document) => /[\p{L}\p{N}_]/u.test(document)) ? undefined : "no text holds a word";
    default:
      return "kind is unknown";
  }
}

function faultOfLimits(minFreq: unknown, maxSize: unknown): string | undefined {
  if (!Number.isInteger(minFreq) || (minFreq as number) < 1) return "min_freq is not a whole number from 1";
  if (maxSize === null) return undefined;
  return Number.isInteger(maxSize) && (maxSize as number) >= 4 ? undefined : "max_size is neither null nor a whole number from 4";
}

/** How often each token of a word_vocab input occurs. */
function tally({ texts }: Words): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const token of text.toLowerCase().match(/[a-z0-9]+|\S/gu) ?? []) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  return counts;
}

function frequencies(input: Words): number[] {
  return [...tally(input).values()].filter((count) => count >= input.min_freq);
}

const isBeyond = (text: string) => /[\u{10000}-\u{10ffff}]/u.test(text);
const isFullWidth = (text: string) => /[\u{e000}-\u{ffff}]/u.test(text);

export const edges: Record<string, (input: Input) => boolean> = {
  "emoji-beside-a-full-width-sign": (input) => input.kind === "char_vocab" && isBeyond(input.text) && isFullWidth(input.text),
  "unknown-character": (input) => input.kind === "char_vocab" && Array.from(input.probe).some((character) => !input.text.includes(character)),
  "words-that-tie": (input) => input.kind === "word_vocab" && new Set(frequencies(input)).size < frequencies(input).length,
  "words-too-rare": (input) => input.kind === "word_vocab" && frequencies(input).length < tally(input).size,
  "vocabulary-cut-short": (input) => input.kind === "word_vocab" && input.max_size !== null && frequencies(input).length > input.max_size - 4,
  "name-that-objects-have": (input) => input.kind === "word_vocab" && tally(input).has("constructor"),
  "unknown-word": (input) => {
    if (input.kind !== "word_vocab") return false;
    const counts = tally(input);
    return tally({ ...input, texts: input.probes }).keys().some((token) => !counts.has(token));
  },
  "text-without-a-word": (input) => input.kind === "bag_of_words" && input.texts.some((text) => !/[\p{L}\p{N}_]/u.test(text)),
  "rare-letter-beside-a-full-width-one": (input) => input.kind === "bag_of_words" && input.texts.some(isBeyond) && input.texts.some(isFullWidth),
  "word-seen-twice": (input) =>
    input.kind === "bag_of_words" &&
    input.texts.some((text) => {
      const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
      return new Set(words).size < words.length;
    }),
};
