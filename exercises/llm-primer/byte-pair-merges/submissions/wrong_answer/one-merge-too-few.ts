// Counts the merges from 1, but stops before the last one.

interface Merge<Piece> {
  left: Piece;
  right: Piece;
  count: number;
}

export function learnMerges(texts: string[], numMerges: number): Merge<string>[] {
  let lists = texts.map((text) => [...text]);
  const merges: Merge<string>[] = [];
  for (let k = 1; k < numMerges; k++) {
    let best: Merge<string> | undefined;
    for (const pair of countPairs(lists)) {
      if (best === undefined || pair.count > best.count) best = pair;
      else if (pair.count === best.count && comesFirst(pair, best)) best = pair;
    }
    if (best === undefined || best.count < 2) break;
    merges.push(best);
    lists = lists.map((list) => replace(list, best, best.left + best.right));
  }
  return merges;
}

export function encode(merges: Merge<string>[], text: string): string[] {
  let pieces = [...text];
  for (const merge of merges) pieces = replace(pieces, merge, merge.left + merge.right);
  return pieces;
}

export function learnByteMerges(text: string, numMerges: number): Merge<number>[] {
  let ids = toBytes(text);
  const merges: Merge<number>[] = [];
  for (let k = 1; k < numMerges; k++) {
    let best: Merge<number> | undefined;
    for (const pair of countPairs([ids])) {
      if (best === undefined || pair.count > best.count) best = pair;
    }
    if (best === undefined || best.count < 2) break;
    merges.push(best);
    ids = replace(ids, best, 255 + k);
  }
  return merges;
}

export function encodeBytes(merges: Merge<number>[], text: string): number[] {
  let ids = toBytes(text);
  merges.forEach((merge, k) => {
    ids = replace(ids, merge, 256 + k);
  });
  return ids;
}

export function decodeBytes(merges: Merge<number>[], ids: number[]): string {
  const bytes: number[] = [];
  const spell = (id: number): void => {
    if (id < 256) bytes.push(id);
    else {
      spell(merges[id - 256]!.left);
      spell(merges[id - 256]!.right);
    }
  };
  ids.forEach(spell);
  return fromBytes(bytes);
}

/** All pairs of neighbours, in the order of first appearance. */
function countPairs<Piece>(lists: Piece[][]): Merge<Piece>[] {
  const counts = new Map<string, Merge<Piece>>();
  for (const list of lists) {
    for (let i = 0; i < list.length - 1; i++) {
      const key = JSON.stringify([list[i], list[i + 1]]);
      const pair = counts.get(key);
      if (pair) pair.count++;
      else counts.set(key, { left: list[i]!, right: list[i + 1]!, count: 1 });
    }
  }
  return [...counts.values()];
}

function replace<Piece>(list: Piece[], { left, right }: { left: Piece; right: Piece }, piece: Piece): Piece[] {
  const out: Piece[] = [];
  for (let i = 0; i < list.length; i++) {
    if (list[i] === left && list[i + 1] === right) {
      out.push(piece);
      i++;
    } else out.push(list[i]!);
  }
  return out;
}

function comesFirst(a: Merge<string>, b: Merge<string>): boolean {
  if (a.left !== b.left) return isBefore(a.left, b.left);
  return isBefore(a.right, b.right);
}

function isBefore(a: string, b: string): boolean {
  const x = [...a];
  const y = [...b];
  let i = 0;
  while (i < x.length && x[i] === y[i]) i++;
  return i === x.length || (i < y.length && x[i]!.codePointAt(0)! < y[i]!.codePointAt(0)!);
}

function toBytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const c = character.codePointAt(0)!;
    if (c < 0x80) bytes.push(c);
    else if (c < 0x800) bytes.push(192 + (c >> 6), 128 + (c % 64));
    else if (c < 0x10000) bytes.push(224 + (c >> 12), 128 + ((c >> 6) % 64), 128 + (c % 64));
    else bytes.push(240 + (c >> 18), 128 + ((c >> 12) % 64), 128 + ((c >> 6) % 64), 128 + (c % 64));
  }
  return bytes;
}

function fromBytes(bytes: number[]): string {
  let text = "";
  let i = 0;
  while (i < bytes.length) {
    const first = bytes[i++]!;
    let more = 0;
    let c = first;
    if (first >= 240) [more, c] = [3, first - 240];
    else if (first >= 224) [more, c] = [2, first - 224];
    else if (first >= 192) [more, c] = [1, first - 192];
    while (more-- > 0) c = c * 64 + (bytes[i++]! - 128);
    text += String.fromCodePoint(c);
  }
  return text;
}
