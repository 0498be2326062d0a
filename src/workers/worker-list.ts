// The workers that a server sees, with their status. A worker that has said nothing for a while is
// gone: its entry has expired in Redis, or it has not changed. Redis's clock may be set back, and an
// entry then expires hours too late.

import type { Redis } from "ioredis";
import { SECOND_MS } from "../durations.ts";
import { type Keys, parseMessage, type WorkerFacts, workerFacts } from "./messages.ts";

/** Longer than entries last in Redis. */
const UNCHANGED_MS = 15 * SECOND_MS;

export class WorkerList {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #engine: string;
  #workers: WorkerFacts[] = [];
  /** Entries by worker, and since when they are the same. */
  #entries = new Map<string, { text: string; sinceMs: number }>();

  /** `engine`: workers with another one take no jobs. */
  constructor(redis: Redis, keys: Keys, engine: string) {
    this.#redis = redis;
    this.#keys = keys;
    this.#engine = engine;
  }

  get all(): readonly WorkerFacts[] {
    return this.#workers;
  }

  /** The workers that take jobs of this server. */
  get ready(): WorkerFacts[] {
    return this.#workers.filter(
      ({ state, engine }) => state === "ready" && engine === this.#engine,
    );
  }

  /** Of the workers that take jobs of this server. */
  get slots(): number {
    return this.ready.reduce((sum, { slots }) => sum + slots, 0);
  }

  /** Of these, the slots that were idle when their workers last wrote. */
  get idleSlots(): number {
    return this.ready.reduce((sum, { slots, running }) => sum + Math.max(0, slots - running), 0);
  }

  /** Workers that checked no exercise when they last wrote. */
  get idleCheckers(): number {
    return this.ready.filter(({ isChecking }) => !isChecking).length;
  }

  has(id: string): boolean {
    return this.#workers.some((worker) => worker.id === id);
  }

  /** Throws errors of Redis. */
  async refresh(): Promise<void> {
    const ids = await this.#redis.smembers(this.#keys.workers);
    const texts = ids.length === 0 ? [] : await this.#redis.mget(ids.map(this.#keys.worker));
    const gone = ids.filter((_, i) => texts[i] === null);
    if (gone.length > 0) await this.#redis.srem(this.#keys.workers, gone);
    const nowMs = performance.now();
    const entries = ids.flatMap((id, i) => {
      const text = texts[i] ?? null;
      if (text === null) return [];
      const before = this.#entries.get(id);
      return [{ id, text, sinceMs: before?.text === text ? before.sinceMs : nowMs }];
    });
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]));
    this.#workers = entries
      .filter(({ sinceMs }) => nowMs - sinceMs <= UNCHANGED_MS)
      .flatMap(({ text }) => parseMessage(workerFacts, text) ?? [])
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The connection is lost: nothing is known. */
  clear(): void {
    this.#workers = [];
    this.#entries.clear();
  }
}
