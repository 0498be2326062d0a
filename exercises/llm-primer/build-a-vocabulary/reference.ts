// Text becomes numbers: a vocabulary is a list of pieces of text, and the id of a piece is its position in that list.
//
//   characters     every different one, in the order of their code points
//   words          four specials, then the words seen at least minFreq times, the most frequent first
//   bag of words   every different word; a document becomes the list of how often each of them occurs in it
//
// A character is a code point. Array.from(text) and new Set(text) yield code points; text[i] and text.split("")
// yield UTF-16 units, which cut an emoji in two.

const SPECIALS = ["<pad>", "<unk>", "<bos>", "<eos>"];
const UNKNOWN_WORD = 1;
const BEGIN = 2;
const END = 3;

/** In place of an id, for a character that is not in the vocabulary. */
const UNKNOWN_CHARACTER = -1;

export function charVocab(text: string): string[] {
  return Array.from(new Set(text)).sort(byCodePoint);
}

export function encodeChars(vocab: string[], text: string): number[] {
  const idOf = toIds(vocab);
  return Array.from(text, (character) => idOf.get(character) ?? UNKNOWN_CHARACTER);
}

export function decodeChars(vocab: string[], ids: number[]): string {
  let text = "";
  for (const id of ids) {
    if (id !== UNKNOWN_CHARACTER) text += vocab[id]!;
  }
  return text;
}

/** Runs of a-z and 0-9 stay together; of everything else that is not white space, each character is a token of its own. */
export function splitWords(text: string): string[] {
  return Array.from(text.toLowerCase().matchAll(/[a-z0-9]+|[^\sa-z0-9]/gu), ([token]) => token);
}

/** maxSize counts the specials too; counts has one number for each word, none for the specials. */
export function wordVocab(
  texts: string[],
  { minFreq, maxSize }: { minFreq: number; maxSize: number },
): { vocab: string[]; counts: number[] } {
  const seen = new Map<string, number>();
  for (const token of texts.flatMap(splitWords)) seen.set(token, (seen.get(token) ?? 0) + 1);

  const kept = Array.from(seen)
    .filter(([, count]) => count >= minFreq)
    .sort(([a, m], [b, n]) => n - m || byCodePoint(a, b))
    .slice(0, maxSize - SPECIALS.length);
  return { vocab: [...SPECIALS, ...kept.map(([word]) => word)], counts: kept.map(([, count]) => count) };
}

export function encodeWords(vocab: string[], text: string): number[] {
  const idOf = toIds(vocab);
  return [BEGIN, ...splitWords(text).map((token) => idOf.get(token) ?? UNKNOWN_WORD), END];
}

/** matrix: one row per document, one column per word of the vocabulary. */
export function bagOfWords(texts: string[]): { vocab: string[]; matrix: number[][] } {
  const documents = texts.map((text) => Array.from(text.toLowerCase().matchAll(/[\p{L}\p{N}_]+/gu), ([word]) => word));
  const vocab = Array.from(new Set(documents.flat())).sort(byCodePoint);
  const matrix = documents.map((document) => vocab.map((word) => document.filter((other) => other === word).length));
  return { vocab, matrix };
}

function toIds(vocab: string[]): Map<string, number> {
  return new Map(vocab.map((piece, id) => [piece, id]));
}

/**
 * For sort(): the first difference decides; if one string is a prefix of the other, the shorter comes first.
 * Plain sort() would compare UTF-16 units and put every emoji before the full-width comma, whose number is smaller.
 */
function byCodePoint(a: string, b: string): number {
  const left = toCodePoints(a);
  const right = toCodePoints(b);
  for (const [i, point] of left.slice(0, right.length).entries()) {
    if (point !== right[i]) return point - right[i]!;
  }
  return left.length - right.length;
}

function toCodePoints(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0)!);
}
