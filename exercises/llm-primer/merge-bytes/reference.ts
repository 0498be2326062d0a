// Byte-pair encoding on the bytes of a text. A piece is a number, called id: 0 to 255 are the bytes themselves, and the merge
// learnt as number k makes the id 256 + k.
//
//   learn    count all pairs of neighbours, take the most frequent, join it everywhere; stop when none occurs twice
//   encode   begin with the bytes and join the learnt pairs in the order in which they were learnt
//   decode   take each id apart into bytes, and read the bytes as characters

export interface Merge {
  left: number;
  right: number;
  count: number;
}

const FIRST_NEW_ID = 256;

export function toBytes(text: string): number[] {
  return Array.from(text).flatMap((character) => toUtf8(character.codePointAt(0)!));
}

export function learnByteMerges(text: string, numMerges: number): Merge[] {
  const merges: Merge[] = [];
  let ids = toBytes(text);
  while (merges.length < numMerges) {
    const best = bestPair(ids);
    if (best === undefined || best.count < 2) break;
    ids = replacePair(ids, best, FIRST_NEW_ID + merges.length);
    merges.push(best);
  }
  return merges;
}

export function encodeBytes(merges: Merge[], text: string): number[] {
  let ids = toBytes(text);
  for (const [k, merge] of merges.entries()) ids = replacePair(ids, merge, FIRST_NEW_ID + k);
  return ids;
}

export function decodeBytes(merges: Merge[], ids: number[]): string {
  const bytesOf = Array.from({ length: FIRST_NEW_ID }, (_, byte) => [byte]);
  for (const { left, right } of merges) bytesOf.push([...bytesOf[left]!, ...bytesOf[right]!]);
  return fromBytes(ids.flatMap((id) => bytesOf[id]!));
}

/** Of pairs with equal counts, the one that occurs first: a Map keeps its keys in insertion order, and sort() does not swap equals. */
function bestPair(ids: number[]): Merge | undefined {
  const pairs = new Map<string, Merge>();
  for (const [i, right] of ids.slice(1).entries()) {
    const left = ids[i]!;
    const key = `${left} ${right}`;
    const count = pairs.get(key)?.count ?? 0;
    pairs.set(key, { left, right, count: count + 1 });
  }
  return Array.from(pairs.values()).sort((a, b) => b.count - a.count)[0];
}

/** From left to right and without overlap. */
function replacePair(ids: number[], { left, right }: Merge, id: number): number[] {
  const result: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] === left && ids[i + 1] === right) {
      result.push(id);
      i += 1;
    } else {
      result.push(ids[i]!);
    }
  }
  return result;
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
