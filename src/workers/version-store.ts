// Versions of exercises, on their way to workers. A worker asks for a version that it does not have;
// the server puts it into Redis, where it expires. The worker stores it by its hash, which it
// compares, and loads it from there from then on.

import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import {
  type Exercise,
  PackError,
  loadStoredExercise,
  packExercise,
  unpackExercise,
} from "../../grader/doors/packs.ts";
import { MINUTE_MS, SECOND_MS } from "../durations.ts";
import { describeErrorForLog } from "../log.ts";
import { isDamage } from "./empty-queue.ts";
import { type Keys, parseMessage, type VersionKey, versionKey } from "./messages.ts";

/** Long enough for every worker of a course that asks for it in the same minute. */
const EXPIRES_MS = 10 * MINUTE_MS;
/** The server may just be starting. */
const MAX_WAIT_MS = 30 * SECOND_MS;
const LOOK_AGAIN_MS = 100;
const ASK_AGAIN_MS = SECOND_MS;
/** How often a worker reads a version that turns out to be damaged. */
const MAX_TRIES = 3;
/** Versions in a worker's memory. */
const MAX_LOADED = 64;

export interface VersionSourceParts {
  redis: Redis;
  keys: Keys;
  log: Logger;
  /** Throws `PackError`. */
  load: (version: VersionKey) => Promise<Exercise>;
}

/** Puts a version into Redis when a worker asks for it. */
export class VersionSource {
  readonly #parts: VersionSourceParts;
  readonly #sending = new Map<string, Promise<void>>();

  constructor(parts: VersionSourceParts) {
    this.#parts = parts;
  }

  /** `message`: of the channel `wanted`. Never rejects. */
  async answer(message: string): Promise<void> {
    const version = parseMessage(versionKey, message);
    if (version === undefined) return this.#parts.log.warn("a request for a version was not valid");
    const key = this.#parts.keys.version(version);
    // Several workers ask for the same version at the same time.
    let sending = this.#sending.get(key);
    if (sending === undefined) {
      sending = this.#send(key, version).finally(() => this.#sending.delete(key));
      this.#sending.set(key, sending);
    }
    await sending;
  }

  async #send(key: string, version: VersionKey): Promise<void> {
    const { redis, load, log } = this.#parts;
    try {
      if ((await redis.pexpire(key, EXPIRES_MS)) === 1) return;
      await redis.set(key, packExercise(await load(version)), "PX", EXPIRES_MS);
    } catch (error) {
      log.error(
        { ...version, error: describeErrorForLog(error) },
        "a version of an exercise could not be sent to workers",
      );
    }
  }
}

/** No server has answered. */
class VersionMissingError extends Error {
  constructor({ hash, pack }: VersionKey) {
    super(`no server has sent version ${hash} of ${pack}`);
    this.name = "VersionMissingError";
  }
}

/** A worker's versions: in memory, in its folder, or from the server. */
export class VersionCache {
  readonly #redis: Redis;
  readonly #keys: Keys;
  readonly #folder: string;
  readonly #loaded = new LRUCache<string, Promise<Exercise>>({ max: MAX_LOADED });

  /** `folder`: that no other user can write. */
  constructor(redis: Redis, keys: Keys, folder: string) {
    this.#redis = redis;
    this.#keys = keys;
    this.#folder = folder;
  }

  /** Throws `VersionMissingError`, and `PackError` if what was sent is not this version. */
  load(version: VersionKey): Promise<Exercise> {
    const name = `${version.hash} ${version.pack}`;
    const known = this.#loaded.get(name);
    if (known !== undefined) return known;
    const loading = this.#load(version);
    this.#loaded.set(name, loading);
    loading.catch(() => this.#loaded.delete(name));
    return loading;
  }

  async #load(version: VersionKey): Promise<Exercise> {
    const { hash, pack } = version;
    try {
      return await loadStoredExercise(this.#folder, hash, pack);
    } catch {
      // Not stored yet, or damaged.
      return await this.#fetch(version);
    }
  }

  async #fetch(version: VersionKey): Promise<Exercise> {
    const endMs = performance.now() + MAX_WAIT_MS;
    const key = this.#keys.version(version);
    for (let askedMs = -Infinity, tries = 0; performance.now() < endMs;) {
      try {
        const bytes = await this.#redis.getBuffer(key);
        if (bytes !== null) return await unpackExercise(bytes, this.#folder, version.hash);
      } catch (error) {
        // Something else is there: the server sends the version again.
        tries += 1;
        if (tries >= MAX_TRIES || !(error instanceof PackError || isDamage(error))) throw error;
        await this.#redis.del(key);
        askedMs = -Infinity;
      }
      if (performance.now() - askedMs >= ASK_AGAIN_MS) {
        await this.#redis.publish(this.#keys.wanted, JSON.stringify(version));
        askedMs = performance.now();
      }
      await sleep(LOOK_AGAIN_MS);
    }
    throw new VersionMissingError(version);
  }
}
