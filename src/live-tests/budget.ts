// How much CPU time live tests may use: a share of all cores for all of them together, and a part
// of that for each person, so that one person's endless loops do not make the others wait. These
// are token buckets of milliseconds. They fill with time. A run may begin if its buckets are not
// empty, and what it used is taken out afterwards, so a bucket may be in debt for a while.

import type { Payer } from "../http/payer.ts";

export interface BudgetOptions {
  /** The share of all cores' time, from 0 to 1. */
  share: number;
  cores: number;
  /** Milliseconds of a monotonic clock. */
  now?: () => number;
}

/** The capacity of a bucket is the time that it receives in this period. */
const BURST_SECONDS = 4;
/** One person's part of what all live tests may use together. */
const VIEWER_SHARE = 0.25;
const ADDRESS_SHARE = 0.8;
/** Even if the share is small, one viewer gets this much of one core. */
const LEAST_VIEWER_RATE = 0.1;
const MAX_BUCKETS = 10_000;

export class LiveTestBudget {
  readonly #now: () => number;
  readonly #all: Bucket;
  readonly #rates: Record<Payer["kind"], number>;
  readonly #buckets = new Map<string, Bucket>();

  constructor({ share, cores, now = () => performance.now() }: BudgetOptions) {
    const rate = share * cores;
    this.#now = now;
    this.#all = new Bucket(rate, now());
    this.#rates = {
      viewer: Math.min(rate, Math.max(LEAST_VIEWER_RATE, rate * VIEWER_SHARE)),
      address: rate * ADDRESS_SHARE,
    };
  }

  /** Milliseconds until a run for this person may begin; 0 if it may begin now. */
  waitMs(person: Payer): number {
    return Math.max(
      this.#all.waitMs(this.#now()),
      this.#buckets.get(formatName(person))?.waitMs(this.#now()) ?? 0,
    );
  }

  debit(person: Payer, cpuTimeMs: number): void {
    const name = formatName(person);
    const bucket = this.#buckets.get(name) ?? new Bucket(this.#rates[person.kind], this.#now());
    this.#buckets.set(name, bucket);
    bucket.take(cpuTimeMs, this.#now());
    this.#all.take(cpuTimeMs, this.#now());
    if (this.#buckets.size > MAX_BUCKETS) this.#forgetFull();
  }

  /** A missing bucket counts as a full one. */
  #forgetFull(): void {
    for (const [name, bucket] of this.#buckets)
      if (bucket.isFull(this.#now())) this.#buckets.delete(name);
  }
}

class Bucket {
  /** Milliseconds of CPU time for each millisecond that passes. */
  readonly #rate: number;
  readonly #capacityMs: number;
  #levelMs: number;
  #atMs: number;

  constructor(rate: number, nowMs: number) {
    this.#rate = rate;
    this.#capacityMs = rate * BURST_SECONDS * 1000;
    this.#levelMs = this.#capacityMs;
    this.#atMs = nowMs;
  }

  waitMs(nowMs: number): number {
    this.#fill(nowMs);
    return this.#levelMs > 0 ? 0 : Math.ceil(-this.#levelMs / this.#rate) + 1;
  }

  take(cpuTimeMs: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#levelMs -= cpuTimeMs;
  }

  isFull(nowMs: number): boolean {
    this.#fill(nowMs);
    return this.#levelMs >= this.#capacityMs;
  }

  #fill(nowMs: number): void {
    this.#levelMs = Math.min(
      this.#capacityMs,
      this.#levelMs + Math.max(0, nowMs - this.#atMs) * this.#rate,
    );
    this.#atMs = nowMs;
  }
}

function formatName({ kind, id }: Payer): string {
  return `${kind} ${id}`;
}
