// A limit that slows down instead of refusing: some tries are free, and each further one waits
// longer than the one before. So nobody can lock an account for all others by using up its tries,
// and nobody can guess fast.

import { MINUTE_MS } from "../durations.ts";

interface Entry {
  count: number;
  firstAtMs: number;
  lastAtMs: number;
}

export interface SlowdownLimit {
  times: number;
  seconds: number;
  /**
   * The wait of the first try beyond the free ones; each further one waits twice as long, up to
   * `maxWaitSeconds`.
   */
  firstWaitSeconds: number;
  maxWaitSeconds: number;
}

/** `isLastFree`: the next try has to wait. */
export type SlowdownResult =
  | { kind: "taken"; isLastFree: boolean }
  | { kind: "refused"; waitMs: number };

export class Slowdown {
  readonly #entries = new Map<string, Entry>();
  readonly #limit: SlowdownLimit;
  readonly #now: () => number;
  #prunedAtMs: number;

  /** `now`: milliseconds of a monotonic clock. */
  constructor(limit: SlowdownLimit, now: () => number = () => performance.now()) {
    this.#limit = limit;
    this.#now = now;
    this.#prunedAtMs = now();
  }

  /**
   * Counts the try before it happens. A refused try is not counted and does not make the wait
   * longer.
   */
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
      return { kind: "refused", waitMs: Math.min(readyAtMs, this.#computeEnd(entry)) - now };
    entry.count += 1;
    entry.lastAtMs = now;
    return { kind: "taken", isLastFree: entry.count === this.#limit.times };
  }

  /** Removes the count of a try that was not wrong. */
  giveBack(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    entry.count -= 1;
    if (entry.count <= 0) this.#entries.delete(key);
  }

  /** The wait before the next try, after `count` tries. */
  #waitMs(count: number): number {
    const { times, firstWaitSeconds, maxWaitSeconds } = this.#limit;
    return count < times
      ? 0
      : Math.min(firstWaitSeconds * 2 ** Math.min(count - times, 30), maxWaitSeconds) * 1000;
  }

  #computeEnd(entry: Entry): number {
    return entry.firstAtMs + this.#limit.seconds * 1000;
  }

  #isOver(entry: Entry, now: number): boolean {
    return now >= this.#computeEnd(entry);
  }

  #prune(now: number): void {
    if (now - this.#prunedAtMs < MINUTE_MS) return;
    this.#prunedAtMs = now;
    for (const [key, entry] of this.#entries)
      if (this.#isOver(entry, now)) this.#entries.delete(key);
  }
}
