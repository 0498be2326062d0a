// A bound that slows instead of refusing: so many tries are free, and each one beyond waits longer
// than the one before. Nobody can lock an account for everybody by using it up, and nobody guesses
// fast.

import { MINUTE_MS } from "../durations.ts";

interface Entry {
  count: number;
  firstAtMs: number;
  lastAtMs: number;
}

export interface SlowdownLimit {
  times: number;
  seconds: number;
  /** Of the first try beyond; each further one waits twice as long, up to `maxWaitSeconds`. */
  firstWaitSeconds: number;
  maxWaitSeconds: number;
}

/** `isLastFree`: the next one waits. */
export type SlowdownResult =
  | { kind: "taken"; isLastFree: boolean }
  | { kind: "refused"; waitMs: number };

export class Slowdown {
  readonly #entries = new Map<string, Entry>();
  readonly #limit: SlowdownLimit;
  readonly #now: () => number;
  #prunedAtMs: number;

  /** `now`: milliseconds of a clock that is never set back. */
  constructor(limit: SlowdownLimit, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
    this.#prunedAtMs = now();
  }

  /** Counts before the deed. A refused try does not count and makes no wait longer. */
  take(key: string): SlowdownResult {
    const now = this.#now();
    this.#prune(now);
    const entry = this.#entries.get(key);
    if (entry === undefined || this.#isOver(entry, now)) {
      this.#entries.set(key, { count: 1, firstAtMs: now, lastAtMs: now });
      return { kind: "taken", isLastFree: this.#limit.times === 1 };
    }
    const readyAtMs = entry.lastAtMs + this.#waitMs(entry.count);
    if (now < readyAtMs)
      return { kind: "refused", waitMs: Math.min(readyAtMs, this.#endOf(entry)) - now };
    entry.count += 1;
    entry.lastAtMs = now;
    return { kind: "taken", isLastFree: entry.count === this.#limit.times };
  }

  /** It was no wrong try after all. */
  giveBack(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.count -= 1;
    if (entry.count <= 0) this.#entries.delete(key);
  }

  /** Before the next try, after `count` of them. */
  #waitMs(count: number): number {
    const { times, firstWaitSeconds, maxWaitSeconds } = this.#limit;
    return count < times
      ? 0
      : Math.min(firstWaitSeconds * 2 ** Math.min(count - times, 30), maxWaitSeconds) * 1000;
  }

  #endOf(entry: Entry): number {
    return entry.firstAtMs + this.#limit.seconds * 1000;
  }

  #isOver(entry: Entry, now: number): boolean {
    return now >= this.#endOf(entry);
  }

  #prune(now: number): void {
    if (now - this.#prunedAtMs < MINUTE_MS) return;
    this.#prunedAtMs = now;
    for (const [key, entry] of this.#entries)
      if (this.#isOver(entry, now)) this.#entries.delete(key);
  }
}
