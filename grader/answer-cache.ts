// Caches answers of a pack's own code. A question that is asked again while the first one is still
// running waits for the same answer: when a whole class submits, many submissions need it at once.
//
// The limit is the total size of the answers, not their number: a set of cases may be twelve
// numbers or a megabyte. One seed of an exercise needs some dozens of answers (its cases, the
// outputs of each known mistake, smaller inputs), and there are 64 seeds.

import { LRUCache } from "lru-cache";
import { isRecord, type Value } from "./isolate/codec.ts";

/** About the memory of two slots. */
const MAX_BYTES = 192 * 1024 * 1024;
/** Roughly the size of a number in a list, which most answers consist of. */
const NODE_BYTES = 12;

export class AnswerCache {
  readonly #known: LRUCache<string, { answer: unknown }>;
  readonly #asked = new Map<string, Promise<unknown>>();

  /** An answer larger than `maxBytes` is not cached. */
  constructor(maxBytes = MAX_BYTES) {
    this.#known = new LRUCache({ maxSize: maxBytes });
  }

  /**
   * The cached answer, or the result of `make`, which is then cached unless it fails. The answers
   * that were used longest ago are dropped first. `weigh`: the size of an answer in bytes.
   */
  async get<T>(key: string, make: () => Promise<T>, weigh: (answer: T) => number): Promise<T> {
    const known = this.#known.get(key);
    if (known !== undefined) return known.answer as T;
    const asked = this.#asked.get(key) ?? this.#ask(key, make, weigh);
    return asked as Promise<T>;
  }

  get bytes(): number {
    return this.#known.calculatedSize;
  }

  #ask<T>(key: string, make: () => Promise<T>, weigh: (answer: T) => number): Promise<T> {
    const asking = make()
      .then((answer) => {
        // The cache does not accept a size of 0, which an empty list of cases has.
        this.#known.set(key, { answer }, { size: Math.max(1, weigh(answer)) });
        return answer;
      })
      .finally(() => this.#asked.delete(key));
    this.#asked.set(key, asking);
    return asking;
  }
}

/** Roughly the memory of a value, in bytes. */
export function weighValue(value: Value): number {
  if (typeof value === "string") return NODE_BYTES + value.length;
  if (Array.isArray(value))
    return value.reduce((sum: number, item) => sum + weighValue(item), NODE_BYTES * 4);
  if (isRecord(value))
    return Object.values(value).reduce(
      (sum: number, item) => sum + weighValue(item) + NODE_BYTES,
      NODE_BYTES * 4,
    );
  return NODE_BYTES;
}
