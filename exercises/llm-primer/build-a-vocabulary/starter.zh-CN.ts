// 一个字符指一个 Unicode 码点。一块文字的编号，是它在词表里的位置，从 0 数起。

/** 文字里不同的字符，按码点从小到大。 */
export function charVocab(text: string): string[] {
  // 在这里写代码，替换下面两行。
  void text;
  return [];
}

/** 每个字符一个编号；词表里没有的字符是 -1。 */
export function encodeChars(vocab: string[], text: string): number[] {
  void [vocab, text];
  return [];
}

/** 变回文字，跳过每个 -1。 */
export function decodeChars(vocab: string[], ids: number[]): string {
  void [vocab, ids];
  return "";
}

/** 一段文字里的词和符号，按原来的顺序。 */
export function splitWords(text: string): string[] {
  void text;
  return [];
}

/** 没有上限时 maxSize 是 Infinity。counts：四个特殊标记之后，每个词一个数。 */
export function wordVocab(
  texts: string[],
  options: { minFreq: number; maxSize: number },
): { vocab: string[]; counts: number[] } {
  void [texts, options];
  return { vocab: [], counts: [] };
}

/** 一段文字里各个词的编号，前后是 <bos> 和 <eos> 的编号。 */
export function encodeWords(vocab: string[], text: string): number[] {
  void [vocab, text];
  return [];
}

/** matrix：一段文字一行，词表里的一个词一列。 */
export function bagOfWords(texts: string[]): { vocab: string[]; matrix: number[][] } {
  void texts;
  return { vocab: [], matrix: [] };
}
