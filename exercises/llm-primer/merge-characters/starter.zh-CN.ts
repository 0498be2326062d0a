// 一对相邻的块，已合并成一块。count 是合并之前它出现的次数。
export interface Merge {
  left: string;
  right: string;
  count: number;
}

/** 从左到右把这一对都合并之后的各块。 */
export function mergePair(pieces: string[], left: string, right: string): string[] {
  // 在这里写代码。
  void [pieces, left, right];
  return [];
}

/** texts 是每段文字的各块。 */
export function bestPair(texts: string[][]): Merge | null {
  void texts;
  return { left: "", right: "", count: 0 };
}

/** 按学到的顺序排列的合并，最多 numMerges 个。 */
export function learnMerges(texts: string[], numMerges: number): Merge[] {
  void [texts, numMerges];
  return [];
}

/** 一段文字的各块，从左到右。 */
export function encode(merges: Merge[], text: string): string[] {
  void [merges, text];
  return [];
}
