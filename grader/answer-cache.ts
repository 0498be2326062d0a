// What a pack's own code has answered before, kept for as long as there is room. The same question
// asked twice at once is one question: when a whole class submits, the second wrong answer of a
// kind finds the first one's question under way.
//
// Room is counted by what the answers weigh and not by their number: a set of cases may be twelve
// numbers or a megabyte. A seed of a whole exercise comes to some dozens of answers (its cases, the
// outputs of each known mistake, smaller inputs), and there are 64 seeds.

import { LRUCache } from "lru-cache";
import { isRecord, type Value } from "./sandbox/codec.ts";

/** About as much memory as two slots take. */
const KEPT_BYTES = 192 * 1024 * 1024;
/** A number in a list of numbers, roughly: most of what is kept. */
const NODE_BYTES = 12;

export class AnswerCache {
  readonly #known: LRUCache<string, { answer: unknown }>;
  readonly #asked = new Map<string, Promise<unknown>>();

  /** An answer larger than all the room is not stored. */
  constructor(maxBytes = KEPT_BYTES) {
    this.#known = new LRUCache({ maxSize: maxBytes });
  }

  /**
   * The answer of before, or what `make` comes to, which is kept unless it fails; the ones asked
   * for longest ago make room.
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
        // The cache takes no size of 0, which an empty list of cases has.
        this.#known.set(key, { answer }, { size: Math.max(1, weigh(answer)) });
        return answer;
      })
      .finally(() => this.#asked.delete(key));
    this.#asked.set(key, asking);
    return asking;
  }
}

/** Roughly the memory that a value takes. */
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
