// The counts of src/http/throttle.ts in Redis, for all web processes of a site together. While Redis
// is away or refuses, each process counts by itself.

import { createHmac } from "node:crypto";
import type { Redis } from "ioredis";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { Slowdown, type SlowdownLimit, type SlowdownResult } from "../http/slowdown.ts";
import {
  type MakeCounter,
  type SomeSlowdown,
  Throttle,
  UNKNOWN_BROWSERS,
} from "../http/throttle.ts";
import type { SiteChannel } from "./site-channel.ts";

/** `secret`: of the site. */
export function createSharedThrottle(
  channel: SiteChannel,
  secret: string,
  limits: ConstructorParameters<typeof Throttle>[0] = {},
): Throttle {
  const { redis, keys } = channel;
  // Keys contain names and addresses. From Redis they cannot be read, or found by trying.
  const hide = (key: string | number) =>
    createHmac("sha256", secret).update(`gradus limit ${key}`).digest("hex");
  const countInRedis: MakeCounter = (name, { times, seconds }) => {
    const limit = { points: times, duration: seconds };
    const counter = new RateLimiterRedis({
      ...limit,
      storeClient: redis,
      keyPrefix: keys.limit(name),
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(limit),
    });
    return {
      consume: (key) => counter.consume(hide(key)),
      reward: (key) => counter.reward(hide(key)),
      delete: (key) => counter.delete(hide(key)),
    };
  };
  const slowdown = new SharedSlowdown(redis, keys.limit("unknownBrowsers"), UNKNOWN_BROWSERS);
  const hidden: SomeSlowdown = {
    take: (key) => slowdown.take(hide(key)),
    giveBack: (key) => slowdown.giveBack(hide(key)),
  };
  return new Throttle(limits, hidden, countInRedis);
}

/**
 * `Slowdown.take`, by the clock of Redis. KEYS: the entry. ARGV: times, seconds, the first wait and
 * the longest wait in milliseconds. Returns the milliseconds to wait, or -1 for a try that is taken,
 * or -2 for one after which the next has to wait.
 */
const TAKE = `
local now = redis.call('TIME')
local now_ms = now[1] * 1000 + math.floor(now[2] / 1000)
local times, lasts_ms = tonumber(ARGV[1]), ARGV[2] * 1000
local entry = redis.call('HMGET', KEYS[1], 'count', 'first', 'last')
local count, first, last = tonumber(entry[1]), tonumber(entry[2]), tonumber(entry[3])
if not count then
  count, first = 0, now_ms
elseif count >= times then
  local wait = math.min(ARGV[3] * 2 ^ math.min(count - times, 30), tonumber(ARGV[4]))
  local ready = math.min(last + wait, first + lasts_ms)
  if now_ms < ready then return ready - now_ms end
end
redis.call('HSET', KEYS[1], 'count', count + 1, 'first', first, 'last', now_ms)
redis.call('PEXPIREAT', KEYS[1], first + lasts_ms)
return count + 1 == times and -2 or -1`;

const GIVE_BACK = `
if redis.call('EXISTS', KEYS[1]) == 1 and redis.call('HINCRBY', KEYS[1], 'count', -1) <= 0 then
  redis.call('DEL', KEYS[1])
end`;

export class SharedSlowdown implements SomeSlowdown {
  readonly #redis: Redis;
  readonly #prefix: string;
  readonly #limit: SlowdownLimit;
  /** While Redis is away. */
  readonly #own: Slowdown;

  constructor(redis: Redis, prefix: string, limit: SlowdownLimit) {
    this.#redis = redis;
    this.#prefix = prefix;
    this.#limit = limit;
    this.#own = new Slowdown(limit);
  }

  async take(key: string): Promise<SlowdownResult> {
    const { times, seconds, firstWaitSeconds, maxWaitSeconds } = this.#limit;
    const args = [times, seconds, firstWaitSeconds * 1000, maxWaitSeconds * 1000];
    try {
      const waitMs = Number(await this.#redis.eval(TAKE, 1, this.#name(key), ...args));
      return waitMs < 0
        ? { kind: "taken", isLastFree: waitMs === -2 }
        : { kind: "refused", waitMs };
    } catch {
      return this.#own.take(key);
    }
  }

  async giveBack(key: string): Promise<void> {
    try {
      await this.#redis.eval(GIVE_BACK, 1, this.#name(key));
    } catch {
      this.#own.giveBack(key);
    }
  }

  #name(key: string): string {
    return `${this.#prefix}:${key}`;
  }
}
