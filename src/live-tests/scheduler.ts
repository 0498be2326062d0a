// Decides when each run of the live tests begins. Each tab has at most one run in line; a newer one
// replaces it. A run that has begun is not stopped, because that would cost a slot; its answer is
// discarded. No run waits long: after `maxWaitMs` the page is asked to try again later.

import type { NotRun } from "../grading/paid-line.ts";
import type { Payer } from "../http/payer.ts";
import type { LiveTestBudget } from "./budget.ts";

export interface LiveTestRequest<T> {
  person: Payer;
  /** A name that the page chose for itself. */
  tab: string;
  /**
   * Never stopped once begun. `withdraw` is aborted when the answer is not wanted any more, for work
   * that waits for a worker.
   */
  work: (withdraw: AbortSignal) => Promise<{ value: T; cpuTimeMs: number }>;
  /** Aborted when the client has disconnected. */
  signal?: AbortSignal | undefined;
}

export type Scheduled<T> = { kind: "done"; value: T } | NotRun;

export interface SchedulerOptions {
  budget: LiveTestBudget;
  /** How many may run now. */
  limit: () => number;
  /** A run has ended and is no longer counted. */
  onEnd?: () => void;
  maxWaitMs?: number;
  now?: () => number;
}

interface Entry {
  key: string;
  person: Payer;
  sinceMs: number;
  begin: () => void;
  end: (outcome: NotRun) => void;
}

const MAX_WAIT_MS = 2000;
/** How many may be in line, for all tabs together. */
const MAX_WAITING = 500;
/** Buckets fill and submissions end without any event, so the line is looked at this often. */
const LOOK_AGAIN_MS = 50;
const LEAST_RETRY_MS = 1000;

export class LiveTestScheduler {
  readonly #options: Required<SchedulerOptions>;
  readonly #waiting = new Map<string, Entry>();
  /** The newest run of each tab, in line or running. */
  readonly #newest = new Map<string, Entry>();
  #running = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SchedulerOptions) {
    this.#options = {
      maxWaitMs: MAX_WAIT_MS,
      onEnd: () => undefined,
      now: () => performance.now(),
      ...options,
    };
  }

  get depth(): { waiting: number; running: number } {
    return { waiting: this.#waiting.size, running: this.#running };
  }

  /** Rejects only if `work` does, with the same error. */
  run<T>({ person, tab, work, signal }: LiveTestRequest<T>): Promise<Scheduled<T>> {
    const { budget, maxWaitMs, now } = this.#options;
    const key = `${person.kind} ${person.id} ${tab}`;
    this.#newest.get(key)?.end({ kind: "replaced" });
    if (signal?.aborted) return Promise.resolve({ kind: "replaced" });
    const waitMs = budget.waitMs(person);
    if (waitMs > maxWaitMs || this.#waiting.size >= MAX_WAITING)
      return Promise.resolve({ kind: "busy", retryMs: Math.max(LEAST_RETRY_MS, waitMs) });
    return new Promise((resolve, reject) => {
      const withdrawing = new AbortController();
      const leave = () => entry.end({ kind: "replaced" });
      const settle = () => {
        signal?.removeEventListener("abort", leave);
        if (this.#waiting.get(key) === entry) this.#waiting.delete(key);
        if (this.#newest.get(key) === entry) this.#newest.delete(key);
      };
      const entry: Entry = {
        key,
        person,
        sinceMs: now(),
        begin: () => {
          this.#waiting.delete(key);
          this.#running += 1;
          const finish = (then: () => void) => {
            this.#running -= 1;
            settle();
            then();
            this.#startNext();
            this.#options.onEnd();
          };
          work(withdrawing.signal).then(
            ({ value, cpuTimeMs }) =>
              finish(() => {
                budget.debit(person, cpuTimeMs);
                resolve({ kind: "done", value });
              }),
            (error: unknown) => finish(() => reject(error)),
          );
        },
        end: (outcome) => {
          settle();
          // If the run has begun, this is its answer, and the result is discarded.
          resolve(outcome);
          withdrawing.abort();
        },
      };
      this.#waiting.set(key, entry);
      this.#newest.set(key, entry);
      signal?.addEventListener("abort", leave, { once: true });
      this.#startNext();
    });
  }

  #startNext(): void {
    const { budget, limit, maxWaitMs, now } = this.#options;
    clearTimeout(this.#timer);
    for (const entry of this.#waiting.values()) {
      if (budget.waitMs(entry.person) > 0) continue;
      if (this.#running >= limit()) break;
      entry.begin();
    }
    for (const entry of this.#waiting.values()) {
      if (now() - entry.sinceMs >= maxWaitMs)
        entry.end({ kind: "busy", retryMs: Math.max(LEAST_RETRY_MS, budget.waitMs(entry.person)) });
    }
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#startNext(), LOOK_AGAIN_MS);
  }
}
