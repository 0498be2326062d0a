// A pair of ids that was merged. 0 to 255 are the bytes; the merge number k makes the id 256 + k.
export interface Merge {
  left: number;
  right: number;
  count: number;
}

/** The UTF-8 bytes of a text. */
export function toBytes(text: string): number[] {
  // Write your code here.
  void text;
  return [];
}

/** At most numMerges merges, in the order in which they are learnt. */
export function learnByteMerges(text: string, numMerges: number): Merge[] {
  void [text, numMerges];
  return [];
}

/** The ids of a text's pieces. */
export function encodeBytes(merges: Merge[], text: string): number[] {
  void [merges, text];
  return [];
}

/** The text again. */
export function decodeBytes(merges: Merge[], ids: number[]): string {
  void [merges, ids];
  return "";
}
