// Linked neighbours while learning; encodes by rank: of all pairs present, the one learnt earliest is joined next.

interface Merge<Piece> {
  left: Piece;
  right: Piece;
  count: number;
}

interface Node<Piece> {
  piece: Piece;
  next: Node<Piece> | undefined;
}

function link<Piece>(pieces: Piece[]): Node<Piece> | undefined {
  let first: Node<Piece> | undefined;
  for (const piece of [...pieces].reverse()) first = { piece, next: first };
  return first;
}

function* walk<Piece>(first: Node<Piece> | undefined): Generator<Node<Piece>> {
  for (let node = first; node !== undefined; node = node.next) yield node;
}

/** Joins every occurrence from left to right; the list changes in place. */
function joinAll<Piece>(first: Node<Piece> | undefined, left: Piece, right: Piece, piece: Piece): void {
  for (const node of walk(first)) {
    if (node.piece === left && node.next?.piece === right) {
      node.piece = piece;
      node.next = node.next.next;
    }
  }
}

function learn<Piece>(
  lists: (Node<Piece> | undefined)[],
  most: number,
  wins: (a: Merge<Piece>, b: Merge<Piece>) => boolean,
  make: (left: Piece, right: Piece, k: number) => Piece,
): Merge<Piece>[] {
  const merges: Merge<Piece>[] = [];
  while (merges.length < most) {
    const rows = new Map<Piece, Map<Piece, number>>();
    const order: [Piece, Piece][] = [];
    for (const first of lists) {
      for (const { piece: left, next } of walk(first)) {
        if (next === undefined) continue;
        const row = rows.get(left) ?? new Map<Piece, number>();
        rows.set(left, row);
        if (!row.has(next.piece)) order.push([left, next.piece]);
        row.set(next.piece, (row.get(next.piece) ?? 0) + 1);
      }
    }
    const repeated = order.map(([left, right]) => ({ left, right, count: rows.get(left)!.get(right)! })).filter(({ count }) => count > 1);
    if (repeated.length === 0) break;
    const best = repeated.reduce((a, b) => (b.count > a.count || (b.count === a.count && wins(b, a)) ? b : a));
    for (const first of lists) joinAll(first, best.left, best.right, make(best.left, best.right, merges.length));
    merges.push(best);
  }
  return merges;
}

function applyByRank<Piece>(pieces: Piece[], merges: Merge<Piece>[], make: (left: Piece, right: Piece, k: number) => Piece): Piece[] {
  const first = link(pieces);
  for (;;) {
    let rank = Infinity;
    for (const { piece, next } of walk(first)) {
      const at = merges.findIndex(({ left, right }) => next !== undefined && left === piece && right === next.piece);
      if (at >= 0) rank = Math.min(rank, at);
    }
    if (rank === Infinity) return [...walk(first)].map(({ piece }) => piece);
    const { left, right } = merges[rank]!;
    joinAll(first, left, right, make(left, right, rank));
  }
}

const concat = (left: string, right: string) => left + right;
const number = (_left: number, _right: number, k: number) => 256 + k;

function less(a: string, b: string): boolean {
  const x = Array.from(a, (c) => c.codePointAt(0)!);
  const y = Array.from(b, (c) => c.codePointAt(0)!);
  const at = y.findIndex((point, i) => point !== x[i]);
  return at >= 0 && (x[at] ?? -1) < y[at]!;
}

export function learnMerges(texts: string[], numMerges: number): Merge<string>[] {
  const wins = (a: Merge<string>, b: Merge<string>) => less(a.left, b.left) || (a.left === b.left && less(a.right, b.right));
  return learn(
    texts.map((text) => link(Array.from(text))),
    numMerges,
    wins,
    concat,
  );
}

export function encode(merges: Merge<string>[], text: string): string[] {
  return applyByRank(Array.from(text), merges, concat);
}

export function learnByteMerges(text: string, numMerges: number): Merge<number>[] {
  return learn([link(utf8(text))], numMerges, () => false, number);
}

export function encodeBytes(merges: Merge<number>[], text: string): number[] {
  return applyByRank(utf8(text), merges, number);
}

/** Six bits at a time from the right, until what is left fits into the first byte. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    let rest = character.codePointAt(0)!;
    if (rest < 128) {
      bytes.push(rest);
      continue;
    }
    const tail: number[] = [];
    let room = 64;
    do {
      tail.unshift(128 + (rest % 64));
      rest = Math.floor(rest / 64);
      room /= 2;
    } while (rest >= room);
    bytes.push(256 - 2 * room + rest, ...tail);
  }
  return bytes;
}

export function decodeBytes(merges: Merge<number>[], ids: number[]): string {
  const spelled = new Map<number, string>();
  for (let byte = 0; byte < 256; byte++) spelled.set(byte, byte.toString(2).padStart(8, "0"));
  merges.forEach(({ left, right }, k) => spelled.set(256 + k, spelled.get(left)! + spelled.get(right)!));
  const bits = ids.map((id) => spelled.get(id)!).join("");

  let text = "";
  for (let at = 0; at < bits.length; ) {
    // As many bytes as there are ones before the first zero; none means a byte by itself.
    const length = Math.max(1, bits.indexOf("0", at) - at);
    let point = bits.slice(at + (length === 1 ? 1 : length + 1), at + 8);
    for (let k = 1; k < length; k++) point += bits.slice(at + 8 * k + 2, at + 8 * k + 8);
    text += String.fromCodePoint(parseInt(point, 2));
    at += 8 * length;
  }
  return text;
}
