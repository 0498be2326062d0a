// Fills the bytes from the left, so that the first of them holds six bits.

interface Merge {
  left: number;
  right: number;
  count: number;
}

export function toBytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const c = character.codePointAt(0)!;
    if (c < 0x80) bytes.push(c);
    else if (c < 0x800) bytes.push(192 + (c % 64), 128 + (c >> 6));
    else if (c < 0x10000) bytes.push(224 + (c % 16), 128 + ((c >> 4) % 64), 128 + (c >> 10));
    else bytes.push(240 + (c >> 18), 128 + ((c >> 12) % 64), 128 + ((c >> 6) % 64), 128 + (c % 64));
  }
  return bytes;
}

export function learnByteMerges(text: string, numMerges: number): Merge[] {
  let ids = toBytes(text);
  const merges: Merge[] = [];
  for (let k = 0; k < numMerges; k++) {
    let best: Merge | undefined;
    for (const pair of countPairs(ids)) {
      if (best === undefined || pair.count > best.count) best = pair;
    }
    if (best === undefined || best.count < 2) break;
    merges.push(best);
    ids = replace(ids, best, 256 + k);
  }
  return merges;
}

export function encodeBytes(merges: Merge[], text: string): number[] {
  let ids = toBytes(text);
  merges.forEach((merge, k) => {
    ids = replace(ids, merge, 256 + k);
  });
  return ids;
}

export function decodeBytes(merges: Merge[], ids: number[]): string {
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
function countPairs(ids: number[]): Merge[] {
  const counts = new Map<string, Merge>();
  for (let i = 0; i < ids.length - 1; i++) {
    const key = `${ids[i]} ${ids[i + 1]}`;
    const pair = counts.get(key);
    if (pair) pair.count++;
    else counts.set(key, { left: ids[i]!, right: ids[i + 1]!, count: 1 });
  }
  return [...counts.values()];
}

function replace(ids: number[], { left, right }: Merge, id: number): number[] {
  const out: number[] = [];
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] === left && ids[i + 1] === right) {
      out.push(id);
      i++;
    } else out.push(ids[i]!);
  }
  return out;
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
