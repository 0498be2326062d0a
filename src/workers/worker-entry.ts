// A worker's status in Redis, renewed regularly. If it expires, the server considers the worker gone.

import type { Redis } from "ioredis";
import { SECOND_MS } from "../durations.ts";
import type { Keys, WorkerFacts } from "./messages.ts";

/** A worker that says nothing for so long counts as gone, and its jobs are handed out again. */
const EXPIRES_MS = 10 * SECOND_MS;
const RENEW_MS = 2 * SECOND_MS;

export interface WorkerEntryParts {
  redis: Redis;
  keys: Keys;
  id: string;
  describe: () => WorkerFacts;
  onError: (error: unknown) => void;
}

export class WorkerEntry {
  readonly #parts: WorkerEntryParts;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: WorkerEntryParts) {
    this.#parts = parts;
  }

  start(): void {
    void this.write();
    this.#timer = setInterval(() => void this.write(), RENEW_MS);
  }

  /** Call when something has changed. Never rejects. */
  async write(): Promise<void> {
    const { redis, keys, id, describe, onError } = this.#parts;
    try {
      await redis
        .multi()
        .sadd(keys.workers, id)
        .set(keys.worker(id), JSON.stringify(describe()), "PX", EXPIRES_MS)
        .exec();
    } catch (error) {
      onError(error);
    }
  }

  /** Never rejects. */
  async remove(): Promise<void> {
    const { redis, keys, id } = this.#parts;
    clearInterval(this.#timer);
    // If it fails, the entry expires.
    await redis
      .multi()
      .srem(keys.workers, id)
      .del(keys.worker(id))
      .exec()
      .catch(() => undefined);
  }
}
