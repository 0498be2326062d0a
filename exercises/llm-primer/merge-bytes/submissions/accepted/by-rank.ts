// Linked neighbours while learning; encodes by rank: of all pairs present, the one learnt earliest is joined next. Decodes bits.

interface Merge {
  left: number;
  right: number;
  count: number;
}

interface Node {
  id: number;
  next: Node | undefined;
}

function link(ids: number[]): Node | undefined {
  let first: Node | undefined;
  for (const id of [...ids].reverse()) first = { id, next: first };
  return first;
}

function* walk(first: Node | undefined): Generator<Node> {
  for (let node = first; node !== undefined; node = node.next) yield node;
}

/** Joins every occurrence from left to right; the list changes in place. */
function joinAll(first: Node | undefined, { left, right }: Merge, id: number): void {
  for (const node of walk(first)) {
    if (node.id === left && node.next?.id === right) {
      node.id = id;
      node.next = node.next.next;
    }
  }
}

export function learnByteMerges(text: string, numMerges: number): Merge[] {
  const first = link(toBytes(text));
  const merges: Merge[] = [];
  while (merges.length < numMerges) {
    const rows = new Map<number, Map<number, Merge>>();
    const order: Merge[] = [];
    for (const { id: left, next } of walk(first)) {
      if (next === undefined) continue;
      const row = rows.get(left) ?? new Map<number, Merge>();
      rows.set(left, row);
      const pair = row.get(next.id) ?? { left, right: next.id, count: 0 };
      if (pair.count === 0) order.push(pair);
      row.set(next.id, pair);
      pair.count += 1;
    }
    const repeated = order.filter(({ count }) => count > 1);
    if (repeated.length === 0) break;
    const best = repeated.reduce((a, b) => (b.count > a.count ? b : a));
    joinAll(first, best, 256 + merges.length);
    merges.push(best);
  }
  return merges;
}

export function encodeBytes(merges: Merge[], text: string): number[] {
  const first = link(toBytes(text));
  for (;;) {
    let rank = Infinity;
    for (const { id, next } of walk(first)) {
      const at = merges.findIndex(({ left, right }) => next !== undefined && left === id && right === next.id);
      if (at >= 0) rank = Math.min(rank, at);
    }
    if (rank === Infinity) return [...walk(first)].map(({ id }) => id);
    joinAll(first, merges[rank]!, 256 + rank);
  }
}

/** Six bits at a time from the right, until what is left fits into the first byte. */
export function toBytes(text: string): number[] {
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

export function decodeBytes(merges: Merge[], ids: number[]): string {
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
