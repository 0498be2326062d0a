// A text as a language model sees it: the alphabet is its characters by code point, with the line
// break first, and each line becomes [0, the ids of its characters, 0].

/** More lines or characters than a model can be trained with while someone waits. */
export const MAX_TEXT_CHARACTERS = 20_000;
export const MAX_ALPHABET = 1000;
const MIN_LINES = 2;

export interface Corpus {
  alphabet: string[];
  /** One list of ids for each line. */
  sequences: number[][];
}

export function readCorpus(text: string): Corpus {
  const lines = text.trimEnd().split("\n");
  const alphabet = [...new Set(`\n${text.trimEnd()}`)].sort(
    (a, b) => a.codePointAt(0)! - b.codePointAt(0)!,
  );
  const ids = new Map(alphabet.map((character, id) => [character, id]));
  return {
    alphabet,
    sequences: lines.map((line) => [0, ...Array.from(line, (one) => ids.get(one)!), 0]),
  };
}

/** The ids of the characters, or the first character that the alphabet does not have. */
export function readStart({ alphabet }: Corpus, start: string): number[] | { unknown: string } {
  const ids: number[] = [];
  for (const character of start) {
    const id = alphabet.indexOf(character);
    // A line ends at a line break, so a start cannot contain one.
    if (id <= 0) return { unknown: character };
    ids.push(id);
  }
  return ids;
}

/** Whether it is neither too short nor too long, and its line break becomes id 0. */
export function isTrainingText(text: string): boolean {
  const { alphabet, sequences } = readCorpus(text);
  return (
    !/[^\P{Cc}\n]/u.test(text) &&
    sequences.length >= MIN_LINES &&
    text.length <= MAX_TEXT_CHARACTERS &&
    alphabet.length <= MAX_ALPHABET
  );
}
