// 合并过的一对编号。0 到 255 是字节，第 k 个合并得到编号 256 + k。
export interface Merge {
  left: number;
  right: number;
  count: number;
}

/** 一段文字的 UTF-8 字节。 */
export function toBytes(text: string): number[] {
  // 在这里写代码。
  void text;
  return [];
}

/** 最多 numMerges 个合并，按学到的顺序排列。 */
export function learnByteMerges(text: string, numMerges: number): Merge[] {
  void [text, numMerges];
  return [];
}

/** 一段文字各块的编号。 */
export function encodeBytes(merges: Merge[], text: string): number[] {
  void [merges, text];
  return [];
}

/** 还原成文字。 */
export function decodeBytes(merges: Merge[], ids: number[]): string {
  void [merges, ids];
  return "";
}
