// Byte-pair encoding on characters: the pair of neighbours that occurs most often becomes one piece, again and again.
//
//   learn    count all pairs of neighbours, take the most frequent, join it everywhere; stop when none occurs twice
//   encode   begin with single characters and join the learnt pairs in the order in which they were learnt

export interface Merge {
  left: string;
  right: string;
  count: number;
}

/** From left to right and without overlap: a a a becomes aa a. */
export function mergePair(pieces: string[], left: string, right: string): string[] {
  const result: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    if (pieces[i] === left && pieces[i + 1] === right) {
      result.push(left + right);
      i += 1;
    } else {
      result.push(pieces[i]!);
    }
  }
  return result;
}

/** texts: the pieces of each text. The most frequent pair of neighbours; of several, the smallest; null if none occurs twice. */
export function bestPair(texts: string[][]): Merge | null {
  const best = countPairs(texts).sort(byRank)[0];
  return best === undefined || best.count < 2 ? null : best;
}

export function learnMerges(texts: string[], numMerges: number): Merge[] {
  const merges: Merge[] = [];
  let current = texts.map((text) => Array.from(text));
  while (merges.length < numMerges) {
    const best = bestPair(current);
    if (best === null) break;
    current = current.map((pieces) => mergePair(pieces, best.left, best.right));
    merges.push(best);
  }
  return merges;
}

export function encode(merges: Merge[], text: string): string[] {
  let pieces = Array.from(text);
  for (const { left, right } of merges) pieces = mergePair(pieces, left, right);
  return pieces;
}

/** Every pair of neighbours with its count. */
function countPairs(texts: string[][]): Merge[] {
  const pairs = new Map<string, Merge>();
  for (const pieces of texts) {
    for (const [i, right] of pieces.slice(1).entries()) {
      const left = pieces[i]!;
      const key = JSON.stringify([left, right]);
      const count = pairs.get(key)?.count ?? 0;
      pairs.set(key, { left, right, count: count + 1 });
    }
  }
  return Array.from(pairs.values());
}

/** For sort(): the higher count first, then the smaller left piece, then the smaller right piece. */
function byRank(a: Merge, b: Merge): number {
  return b.count - a.count || byCodePoint(a.left, b.left) || byCodePoint(a.right, b.right);
}

/** For sort(): the first difference decides; if one string is a prefix of the other, the shorter comes first. */
function byCodePoint(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0)!);
  const right = Array.from(b, (character) => character.codePointAt(0)!);
  for (const [i, point] of left.slice(0, right.length).entries()) {
    if (point !== right[i]) return point - right[i]!;
  }
  return left.length - right.length;
}
