// A prefix in Redis belongs to one site at a time. The claim also says which walls the site requires,
// for its workers. It expires a while after the site has ended.

import type { Redis } from "ioredis";
import type { Wall } from "../../grader/doors/walls.ts";
import { SECOND_MS } from "../durations.ts";
import { type Keys, parseMessage, type SiteFacts, siteFacts } from "./messages.ts";

const EXPIRES_MS = 15 * SECOND_MS;

export class SiteClaim {
  readonly #redis: Redis;
  readonly #key: string;
  readonly #siteId: string;
  readonly #requiredWalls: () => readonly Wall[];
  #isHeld = false;

  constructor(redis: Redis, keys: Keys, siteId: string, requiredWalls: () => readonly Wall[]) {
    this.#redis = redis;
    this.#key = keys.server;
    this.#siteId = siteId;
    this.#requiredWalls = requiredWalls;
  }

  /** False while another site has the prefix. Throws errors of Redis. */
  async hold(): Promise<boolean> {
    const facts = JSON.stringify({
      site: this.#siteId,
      walls: [...this.#requiredWalls()],
    } satisfies SiteFacts);
    const isNew = (await this.#redis.set(this.#key, facts, "PX", EXPIRES_MS, "NX")) === "OK";
    const holder = isNew ? facts : ((await this.#redis.get(this.#key)) ?? "");
    this.#isHeld = parseMessage(siteFacts, holder)?.site === this.#siteId;
    if (this.#isHeld) await this.#redis.set(this.#key, facts, "PX", EXPIRES_MS);
    return this.#isHeld;
  }

  /** Another site can have it at once. */
  async release(): Promise<void> {
    if (this.#isHeld) await this.#redis.del(this.#key).catch(() => undefined);
  }
}
