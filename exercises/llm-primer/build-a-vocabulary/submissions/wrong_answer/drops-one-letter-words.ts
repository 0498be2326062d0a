// Leaves words of a single character out of the bag, as the default pattern of CountVectorizer does.

export function charVocab(text: string): string[] {
  const vocab: string[] = [];
  for (const c of text) {
    if (!vocab.includes(c)) vocab.push(c);
  }
  return vocab.sort(compare);
}

export function encodeChars(vocab: string[], text: string): number[] {
  const ids: number[] = [];
  for (const c of text) ids.push(vocab.indexOf(c));
  return ids;
}

export function decodeChars(vocab: string[], ids: number[]): string {
  return ids.filter((id) => id >= 0).map((id) => vocab[id]).join("");
}

export function splitWords(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+|[^\sa-z0-9]/gu) ?? [];
}

export function wordVocab(texts: string[], options: { minFreq: number; maxSize: number }) {
  const seen = new Map<string, number>();
  for (const text of texts) {
    for (const word of splitWords(text)) seen.set(word, (seen.get(word) ?? 0) + 1);
  }
  let words = [...seen.keys()].filter((word) => seen.get(word)! >= options.minFreq);
  words.sort((a, b) => seen.get(b)! - seen.get(a)! || compare(a, b));
  words = words.slice(0, options.maxSize - 4);
  return { vocab: ["<pad>", "<unk>", "<bos>", "<eos>", ...words], counts: words.map((word) => seen.get(word)!) };
}

export function encodeWords(vocab: string[], text: string): number[] {
  const ids = [2];
  for (const word of splitWords(text)) {
    const id = vocab.indexOf(word);
    ids.push(id < 0 ? 1 : id);
  }
  ids.push(3);
  return ids;
}

export function bagOfWords(texts: string[]) {
  const lists = texts.map((text) => text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? ([] as string[]));
  const vocab: string[] = [];
  for (const word of lists.flat()) {
    if (!vocab.includes(word)) vocab.push(word);
  }
  vocab.sort(compare);
  const matrix = lists.map((list) => {
    const row = vocab.map(() => 0);
    for (const word of list) row[vocab.indexOf(word)]! += 1;
    return row;
  });
  return { vocab, matrix };
}

/** Compares code point by code point; the shorter first where all of it is shared. */
function compare(a: string, b: string): number {
  const x = [...a];
  const y = [...b];
  let i = 0;
  while (i < x.length && i < y.length && x[i] === y[i]) i++;
  if (i === x.length || i === y.length) return x.length - y.length;
  return x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
}
