// A prefix in Redis belongs to one site at a time. The claim expires a while after the site has ended.

import type { Redis } from "ioredis";
import { SECOND_MS } from "../durations.ts";
import { isDamage } from "./empty-queue.ts";
import type { Keys } from "./messages.ts";

const EXPIRES_MS = 15 * SECOND_MS;

export class SiteClaim {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #siteId: string;

  constructor(redis: Redis, keys: Keys, siteId: string) {
    this.#redis = redis;
    this.#key = keys.server;
    this.#siteId = siteId;
  }

  /** False while another site has the prefix. Throws errors of Redis. */
  async hold(): Promise<boolean> {
    for (;;) {
      const isNew = await this.#redis.set(this.#key, this.#siteId, "PX", EXPIRES_MS, "NX");
      if (isNew === "OK") return true;
      const holder = await this.#readHolder();
      if (holder === null) continue;
      if (holder !== this.#siteId) return false;
      await this.#redis.pexpire(this.#key, EXPIRES_MS);
      return true;
    }
  }

  /** null if the claim has just expired, or was not a claim and is deleted now. */
  async #readHolder(): Promise<string | null> {
    try {
      return await this.#redis.get(this.#key);
    } catch (error) {
      if (!isDamage(error)) throw error;
      await this.#redis.del(this.#key);
      return null;
    }
  }

  /** Another site can have it at once. Only for a claim that is held. Throws errors of Redis. */
  async release(): Promise<void> {
    await this.#redis.del(this.#key);
  }
}
