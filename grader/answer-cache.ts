// What a pack's own code has answered before, kept for as long as there is room. The same question
// asked twice at once is one question: when a whole class submits, the second wrong answer of a
// kind finds the first one's question under way.
//
// Room is counted by what the answers weigh and not by their number: a set of cases may be twelve
// numbers or a megabyte. A seed of a whole exercise comes to some dozens of answers (its cases, the
// outputs of each known mistake, smaller inputs), and there are 64 seeds.

import { isRecord, type Value } from "./sandbox/codec.ts";

/** About as much memory as two slots take. */
const KEPT_BYTES = 192 * 1024 * 1024;
/** A number in a list of numbers, roughly: most of what is kept. */
const NODE_BYTES = 12;

export class AnswerCache {
  readonly #kept = new Map<string, { answer: unknown; bytes: number }>();
  readonly #asked = new Map<string, Promise<unknown>>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes = KEPT_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /**
   * The answer of before, or what `make` comes to, which is kept unless it fails; the ones asked
   * for longest ago make room.
   */
  async get<T>(key: string, make: () => Promise<T>, weigh: (answer: T) => number): Promise<T> {
    const known = this.#kept.get(key);
    if (known !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.answer as T;
    }
    const asked = this.#asked.get(key) ?? this.#ask(key, make, weigh);
    return asked as Promise<T>;
  }

  get bytes(): number {
    return this.#bytes;
  }

  #ask<T>(key: string, make: () => Promise<T>, weigh: (answer: T) => number): Promise<T> {
    const asking = make()
      .then((answer) => {
        const bytes = weigh(answer);
        // It would take the place of all the others.
        if (bytes > this.#maxBytes) return answer;
        this.#kept.set(key, { answer, bytes });
        this.#bytes += bytes;
        for (const [oldest, { bytes: freed }] of this.#kept) {
          if (this.#bytes <= this.#maxBytes) break;
          this.#kept.delete(oldest);
          this.#bytes -= freed;
        }
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
