// Byte-pair encoding: the pair of neighbours that occurs most often becomes one piece, again and again.
//
//   learn    count all pairs of neighbours, take the most frequent, join it everywhere; stop when none occurs twice
//   encode   begin with single characters (or bytes) and join the learnt pairs in the order in which they were learnt
//   decode   put the pieces side by side again
//
// On characters a piece is a string, and left + right is the new one. On bytes a piece is a number: 0 to 255 are the
// bytes themselves, and the merge learnt as number k makes the id 256 + k.

export interface Merge<Piece> {
  left: Piece;
  right: Piece;
  count: number;
}

const FIRST_NEW_ID = 256;

export function learnMerges(texts: string[], numMerges: number): Merge<string>[] {
  return learn(
    texts.map((text) => Array.from(text)),
    numMerges,
    (a, b) => b.count - a.count || byCodePoint(a.left, b.left) || byCodePoint(a.right, b.right),
    join,
  );
}

export function encode(merges: Merge<string>[], text: string): string[] {
  return merges.reduce((pieces, merge) => replacePair(pieces, merge, join(merge)), Array.from(text));
}

/** Of pairs with equal counts, sort() keeps the one in front that countPairs saw first. */
export function learnByteMerges(text: string, numMerges: number): Merge<number>[] {
  return learn(
    [toBytes(text)],
    numMerges,
    (a, b) => b.count - a.count,
    (_, k) => FIRST_NEW_ID + k,
  );
}

export function encodeBytes(merges: Merge<number>[], text: string): number[] {
  return merges.reduce((ids, merge, k) => replacePair(ids, merge, FIRST_NEW_ID + k), toBytes(text));
}

export function decodeBytes(merges: Merge<number>[], ids: number[]): string {
  const bytesOf = Array.from({ length: FIRST_NEW_ID }, (_, byte) => [byte]);
  for (const { left, right } of merges) bytesOf.push([...bytesOf[left]!, ...bytesOf[right]!]);
  return fromBytes(ids.flatMap((id) => bytesOf[id]!));
}

/** order puts the best pair first; pieceOf gives the piece that merge number k makes. */
function learn<Piece>(
  sequences: Piece[][],
  numMerges: number,
  order: (a: Merge<Piece>, b: Merge<Piece>) => number,
  pieceOf: (merge: Merge<Piece>, k: number) => Piece,
): Merge<Piece>[] {
  const merges: Merge<Piece>[] = [];
  let current = sequences;
  while (merges.length < numMerges) {
    const best = countPairs(current).sort(order)[0];
    if (best === undefined || best.count < 2) break;
    const piece = pieceOf(best, merges.length);
    current = current.map((pieces) => replacePair(pieces, best, piece));
    merges.push(best);
  }
  return merges;
}

/** Every pair of neighbours with its count, in the order of first appearance: a Map keeps its keys in insertion order. */
function countPairs<Piece>(sequences: Piece[][]): Merge<Piece>[] {
  const pairs = new Map<string, Merge<Piece>>();
  for (const pieces of sequences) {
    for (const [i, right] of pieces.slice(1).entries()) {
      const left = pieces[i]!;
      const key = JSON.stringify([left, right]);
      const count = pairs.get(key)?.count ?? 0;
      pairs.set(key, { left, right, count: count + 1 });
    }
  }
  return Array.from(pairs.values());
}

/** From left to right and without overlap: a a a becomes aa a, as the new piece is longer, or a newer id, than left. */
function replacePair<Piece>(pieces: Piece[], { left, right }: Merge<Piece>, joined: Piece): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    if (piece === right && result.at(-1) === left) {
      result.pop();
      result.push(joined);
    } else {
      result.push(piece);
    }
  }
  return result;
}

function join({ left, right }: Merge<string>): string {
  return left + right;
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

function toBytes(text: string): number[] {
  return Array.from(text).flatMap((character) => toUtf8(character.codePointAt(0)!));
}

/**
 * The bits of a code point, spread over one byte or several:
 *
 *   to 7F       0xxxxxxx
 *   to 7FF      110xxxxx 10xxxxxx
 *   to FFFF     1110xxxx 10xxxxxx 10xxxxxx
 *   to 10FFFF   11110xxx 10xxxxxx 10xxxxxx 10xxxxxx
 */
function toUtf8(point: number): number[] {
  if (point <= 0x7f) return [point];
  if (point <= 0x7ff) return [0b11000000 | (point >> 6), lastSix(point)];
  if (point <= 0xffff) return [0b11100000 | (point >> 12), lastSix(point >> 6), lastSix(point)];
  return [0b11110000 | (point >> 18), lastSix(point >> 12), lastSix(point >> 6), lastSix(point)];
}

function lastSix(bits: number): number {
  return 0b10000000 | (bits & 0b00111111);
}

/** The same read backwards: a byte 10xxxxxx continues the previous character, any other begins a new one. */
function fromBytes(bytes: number[]): string {
  const points: number[] = [];
  for (const byte of bytes) {
    if ((byte & 0b11000000) === 0b10000000) points.push((points.pop()! << 6) | (byte & 0b00111111));
    else points.push(firstBits(byte));
  }
  return points.map((point) => String.fromCodePoint(point)).join("");
}

/**
 * What a character's first byte holds of its code point: all of 0xxxxxxx, the x of 110xxxxx, 1110xxxx or 11110xxx.
 * The last two share a line, as the 0 in front of the x of 11110xxx changes nothing.
 */
function firstBits(byte: number): number {
  if ((byte & 0b11100000) === 0b11100000) return byte & 0b00001111;
  if ((byte & 0b11000000) === 0b11000000) return byte & 0b00011111;
  return byte;
}
