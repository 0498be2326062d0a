// The order in which a group's cases run.

import { createHash } from "node:crypto";

/**
 * A random order of 0 … length - 1 (Fisher-Yates). The same seed and group always give the same
 * order; different groups get different orders.
 */
export function shuffleOrder(length: number, seed: number, groupId: string): number[] {
  const order = Array.from({ length }, (_, i) => i);
  // Marsaglia's xorshift, seeded from a hash. It only has to separate neighbouring cases.
  let state = createHash("sha256").update(`${seed} ${groupId}`).digest().readUInt32LE(0) || 1;
  for (let i = length - 1; i > 0; i--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const j = (state >>> 0) % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Undoes `order`: the result's element order[i] is shuffled[i]. */
export function restoreOrder<T>(shuffled: T[], order: number[]): T[] {
  const original: T[] = [];
  for (const [position, i] of order.entries()) original[i] = shuffled[position]!;
  return original;
}
