// A character is a Unicode code point. The id of a piece of text is its position in the vocabulary, counted from 0.

/** The different characters of the text, in the order of their code points. */
export function charVocab(text: string): string[] {
  // Write your code here, and replace the next two lines.
  void text;
  return [];
}

/** One id per character; -1 for a character that is not in the vocabulary. */
export function encodeChars(vocab: string[], text: string): number[] {
  void [vocab, text];
  return [];
}

/** The text again, with every -1 left out. */
export function decodeChars(vocab: string[], ids: number[]): string {
  void [vocab, ids];
  return "";
}

/** The words and signs of one text, in order. */
export function splitWords(text: string): string[] {
  void text;
  return [];
}

/** maxSize is Infinity if there is no limit. counts: one number for each word after the four specials. */
export function wordVocab(
  texts: string[],
  options: { minFreq: number; maxSize: number },
): { vocab: string[]; counts: number[] } {
  void [texts, options];
  return { vocab: [], counts: [] };
}

/** The ids of a text's words, between those of <bos> and <eos>. */
export function encodeWords(vocab: string[], text: string): number[] {
  void [vocab, text];
  return [];
}

/** matrix: one row per text, one column per word of the vocabulary. */
export function bagOfWords(texts: string[]): { vocab: string[]; matrix: number[][] } {
  void texts;
  return { vocab: [], matrix: [] };
}
