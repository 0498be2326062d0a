// Linked neighbours; encodes by rank: of all pairs present, the one learnt earliest is joined next.

interface Merge {
  left: string;
  right: string;
  count: number;
}

interface Node {
  piece: string;
  next: Node | undefined;
}

function link(pieces: string[]): Node | undefined {
  let first: Node | undefined;
  for (const piece of [...pieces].reverse()) first = { piece, next: first };
  return first;
}

function* walk(first: Node | undefined): Generator<Node> {
  for (let node = first; node !== undefined; node = node.next) yield node;
}

/** Joins every occurrence from left to right; the list changes in place. */
function joinAll(first: Node | undefined, left: string, right: string): void {
  for (const node of walk(first)) {
    if (node.piece === left && node.next?.piece === right) {
      node.piece = left + right;
      node.next = node.next.next;
    }
  }
}

export function mergePair(pieces: string[], left: string, right: string): string[] {
  const first = link(pieces);
  joinAll(first, left, right);
  return [...walk(first)].map(({ piece }) => piece);
}

function less(a: string, b: string): boolean {
  const x = Array.from(a, (c) => c.codePointAt(0)!);
  const y = Array.from(b, (c) => c.codePointAt(0)!);
  const at = y.findIndex((point, i) => point !== x[i]);
  return at >= 0 && (x[at] ?? -1) < y[at]!;
}

const wins = (a: Merge, b: Merge) => less(a.left, b.left) || (a.left === b.left && less(a.right, b.right));

export function bestPair(texts: string[][]): Merge | null {
  const rows = new Map<string, Map<string, number>>();
  for (const pieces of texts) {
    for (const { piece: left, next } of walk(link(pieces))) {
      if (next === undefined) continue;
      const row = rows.get(left) ?? new Map<string, number>();
      rows.set(left, row);
      row.set(next.piece, (row.get(next.piece) ?? 0) + 1);
    }
  }
  const all = [...rows].flatMap(([left, row]) => [...row].map(([right, count]) => ({ left, right, count })));
  const repeated = all.filter(({ count }) => count > 1);
  if (repeated.length === 0) return null;
  return repeated.reduce((a, b) => (b.count > a.count || (b.count === a.count && wins(b, a)) ? b : a));
}

export function learnMerges(texts: string[], numMerges: number): Merge[] {
  const lists = texts.map((text) => link(Array.from(text)));
  const merges: Merge[] = [];
  while (merges.length < numMerges) {
    const best = bestPair(lists.map((first) => [...walk(first)].map(({ piece }) => piece)));
    if (best === null) break;
    for (const first of lists) joinAll(first, best.left, best.right);
    merges.push(best);
  }
  return merges;
}

export function encode(merges: Merge[], text: string): string[] {
  const first = link(Array.from(text));
  for (;;) {
    let rank = Infinity;
    for (const { piece, next } of walk(first)) {
      const at = merges.findIndex(({ left, right }) => next !== undefined && left === piece && right === next.piece);
      if (at >= 0) rank = Math.min(rank, at);
    }
    if (rank === Infinity) return [...walk(first)].map(({ piece }) => piece);
    joinAll(first, merges[rank]!.left, merges[rank]!.right);
  }
}
