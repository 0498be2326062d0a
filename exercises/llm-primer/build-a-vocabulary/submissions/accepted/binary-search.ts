// Keeps every vocabulary sorted while it grows, and finds each word by halving the list.

/** UTF-32 as text: six hexadecimal digits a character, so that plain < compares code points. */
const key = (text: string) => [...text].map((c) => c.codePointAt(0)!.toString(16).padStart(6, "0")).join("");

class Index {
  readonly pieces: string[] = [];
  readonly counts: number[] = [];

  /** The first place whose piece does not come before this one. */
  place(piece: string): number {
    let low = 0;
    let high = this.pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (key(this.pieces[middle]!) < key(piece)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(piece: string): this {
    const at = this.place(piece);
    if (this.pieces[at] === piece) this.counts[at]! += 1;
    else {
      this.pieces.splice(at, 0, piece);
      this.counts.splice(at, 0, 1);
    }
    return this;
  }
}

const collect = (pieces: Iterable<string>) => [...pieces].reduce((index, piece) => index.add(piece), new Index());

export function charVocab(text: string): string[] {
  return collect(text).pieces;
}

export function encodeChars(vocab: string[], text: string): number[] {
  return [...text].map((c) => vocab.findIndex((other) => other === c));
}

export function decodeChars(vocab: string[], ids: number[]): string {
  return ids.flatMap((id) => (id < 0 ? [] : [vocab[id]!])).join("");
}

export function splitWords(text: string): string[] {
  // White space becomes a separator by itself; so does the gap on either side of any other sign.
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]/gu, (sign) => ` ${sign} `)
    .split(/\s+/u)
    .filter((token) => token.length > 0);
}

export function wordVocab(texts: string[], { minFreq, maxSize }: { minFreq: number; maxSize: number }) {
  const { pieces, counts } = collect(texts.flatMap((text) => splitWords(text)));
  const vocab = ["<pad>", "<unk>", "<bos>", "<eos>"];
  const kept: number[] = [];
  // From the highest count down; within one count the index is in order already.
  for (let count = Math.max(0, ...counts); count >= minFreq; count--) {
    for (let i = 0; i < pieces.length; i++) {
      if (counts[i] === count && vocab.length < maxSize) {
        vocab.push(pieces[i]!);
        kept.push(count);
      }
    }
  }
  return { vocab, counts: kept };
}

export function encodeWords(vocab: string[], text: string): number[] {
  const words = splitWords(text).map((word) => Math.max(1, vocab.lastIndexOf(word)));
  return [vocab.indexOf("<bos>"), ...words, vocab.indexOf("<eos>")];
}

export function bagOfWords(texts: string[]) {
  const documents = texts.map((text) => collect([...text.toLowerCase().matchAll(/(?:\p{L}|\p{N}|_)+/gu)].map(String)));
  const vocab = collect(documents.flatMap((document) => document.pieces)).pieces;
  const matrix = documents.map((document) =>
    vocab.map((word) => {
      const at = document.pieces.indexOf(word);
      return at < 0 ? 0 : document.counts[at]!;
    }),
  );
  return { vocab, matrix };
}
