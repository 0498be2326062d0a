// Takes the code points of a text for its bytes.

interface Merge {
  left: number;
  right: number;
  count: number;
}

export function toBytes(text: string): number[] {
  return [...text].map((character) => character.codePointAt(0)!);
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
  return String.fromCodePoint(...bytes);
}
