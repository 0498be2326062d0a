// The workers that a server sees, with their status. A worker that has said nothing for
// a while is gone: its entry has expired in Redis, by Redis's own clock.

import type { Redis } from "ioredis";
import { type Keys, parseMessage, type WorkerFacts, workerFacts } from "./messages.ts";

export class WorkerList {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #engine: string;
  #workers: WorkerFacts[] = [];

  /** `engine`: workers with another one take no jobs. */
  constructor(redis: Redis, keys: Keys, engine: string) {
    this.#redis = redis;
    this.#keys = keys;
    this.#engine = engine;
  }

  get all(): readonly WorkerFacts[] {
    return this.#workers;
  }

  /** Slots of the workers that take jobs of this server. */
  get slots(): number {
    return this.#workers
      .filter(({ state, engine }) => state === "ready" && engine === this.#engine)
      .reduce((sum, { slots }) => sum + slots, 0);
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
    this.#workers = texts
      .flatMap((text) => (text === null ? [] : (parseMessage(workerFacts, text) ?? [])))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The connection is lost: nothing is known. */
  clear(): void {
    this.#workers = [];
  }
}
