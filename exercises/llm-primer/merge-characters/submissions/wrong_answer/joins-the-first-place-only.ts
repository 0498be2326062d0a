// Joins the pair at the first place only where it occurs.

interface Merge {
  left: string;
  right: string;
  count: number;
}

export function mergePair(pieces: string[], left: string, right: string): string[] {
  const out: string[] = [];
  for (let i = 0; i < pieces.length; i++) {
    if (out.length === i && pieces[i] === left && pieces[i + 1] === right) {
      out.push(left + right);
      i++;
    } else out.push(pieces[i]!);
  }
  return out;
}

export function bestPair(texts: string[][]): Merge | null {
  let best: Merge | null = null;
  for (const pair of countPairs(texts)) {
    if (best === null || pair.count > best.count) best = pair;
    else if (pair.count === best.count && comesFirst(pair, best)) best = pair;
  }
  return best !== null && best.count >= 2 ? best : null;
}

export function learnMerges(texts: string[], numMerges: number): Merge[] {
  let lists = texts.map((text) => [...text]);
  const merges: Merge[] = [];
  for (let k = 0; k < numMerges; k++) {
    const best = bestPair(lists);
    if (best === null) break;
    merges.push(best);
    lists = lists.map((list) => mergePair(list, best.left, best.right));
  }
  return merges;
}

export function encode(merges: Merge[], text: string): string[] {
  let pieces = [...text];
  for (const merge of merges) pieces = mergePair(pieces, merge.left, merge.right);
  return pieces;
}

function countPairs(lists: string[][]): Merge[] {
  const counts = new Map<string, Merge>();
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

function comesFirst(a: Merge, b: Merge): boolean {
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
