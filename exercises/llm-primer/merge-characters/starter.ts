// A pair of neighbours that was merged into one piece. count: how often it occurred at that moment.
export interface Merge {
  left: string;
  right: string;
  count: number;
}

/** The pieces after the pair has been joined everywhere, from left to right. */
export function mergePair(pieces: string[], left: string, right: string): string[] {
  // Write your code here.
  void [pieces, left, right];
  return [];
}

/** texts: the pieces of each text. */
export function bestPair(texts: string[][]): Merge | null {
  void texts;
  return { left: "", right: "", count: 0 };
}

/** The merges in the order in which they are learnt, at most numMerges of them. */
export function learnMerges(texts: string[], numMerges: number): Merge[] {
  void [texts, numMerges];
  return [];
}

/** The pieces of a text, from left to right. */
export function encode(merges: Merge[], text: string): string[] {
  void [merges, text];
  return [];
}
