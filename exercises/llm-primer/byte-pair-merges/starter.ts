// A pair of neighbours that was merged into one piece. count: how often it occurred at that moment.
// On characters a piece is a string; on bytes it is an id: 0 to 255 are the bytes, 256 + k comes from the merge number k.
export interface Merge<Piece> {
  left: Piece;
  right: Piece;
  count: number;
}

/** The merges in the order in which they are learnt, at most numMerges of them. Ties: the smallest (left, right). */
export function learnMerges(texts: string[], numMerges: number): Merge<string>[] {
  // 在这里写代码 / write your code here
  void [texts, numMerges];
  return [];
}

/** The pieces of a text, from left to right. */
export function encode(merges: Merge<string>[], text: string): string[] {
  void [merges, text];
  return [];
}

/** The same on the UTF-8 bytes of one text. Ties: the pair that occurs first. */
export function learnByteMerges(text: string, numMerges: number): Merge<number>[] {
  void [text, numMerges];
  return [];
}

/** The ids of a text's pieces. */
export function encodeBytes(merges: Merge<number>[], text: string): number[] {
  void [merges, text];
  return [];
}

/** The text again. */
export function decodeBytes(merges: Merge<number>[], ids: number[]): string {
  void [merges, ids];
  return "";
}
