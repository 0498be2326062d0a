// Limits that several processes count together in Redis, and each by itself while Redis is away.

import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { TooManyRequestsError } from "../../src/http/errors.ts";
import { createSharedThrottle, SharedSlowdown } from "../../src/web-processes/shared-limits.ts";
import { SiteChannel } from "../../src/web-processes/site-channel.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";

const SECRET = "the secret of this site";

describe.skipIf(!HAS_REDIS)(`limits of several processes${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await RedisServer.open()));
  afterAll(() => redis.close());

  async function connect(url: string, prefix: string): Promise<SiteChannel> {
    const settings = readConfig({ GRADUS_REDIS_URL: url, GRADUS_REDIS_PREFIX: prefix }).redis!;
    const channel = new SiteChannel(settings, pino({ level: "silent" }));
    onTestFinished(() => channel.close());
    await expect.poll(() => channel.redis.status).toBe("ready");
    return channel;
  }
  const LIMITS = { resetAccount: { times: 3, seconds: 60 } };

  test("are counted together, given back and cleared together", async () => {
    const channels = [await connect(redis.url, "together"), await connect(redis.url, "together")];
    const [a, b] = channels.map((channel) => createSharedThrottle(channel, SECRET, LIMITS));
    for (const throttle of [a!, b!, a!]) await throttle.take("resetAccount", "someone");
    await expect(b!.take("resetAccount", "someone")).rejects.toThrow(TooManyRequestsError);
    await expect(a!.take("resetAccount", "someone")).rejects.toThrow(TooManyRequestsError);
    await b!.take("resetAccount", "someone else");
    await a!.clear("resetAccount", "someone");
    for (const throttle of [b!, a!, b!]) await throttle.take("resetAccount", "someone");
    await a!.giveBack("resetAccount", "someone");
    await b!.take("resetAccount", "someone");
    // Another site on the same Redis.
    const other = createSharedThrottle(await connect(redis.url, "other"), SECRET, LIMITS);
    await other.take("resetAccount", "someone");
  });

  test("put no name or address into Redis", async () => {
    const channel = await connect(redis.url, "names");
    const throttle = createSharedThrottle(channel, SECRET);
    await throttle.take("signInAccount", "someone@example.org 203.0.113.9");
    await throttle.unknownBrowsers.take("someone@example.org");
    const keys = await channel.redis.keys("names:limit:*");
    expect(keys).toHaveLength(2);
    expect(keys.join()).not.toMatch(/someone|203\.0/);
  });

  test("are counted by each process while Redis is away", async () => {
    const own = await RedisServer.open();
    onTestFinished(() => own.close());
    const throttle = createSharedThrottle(await connect(own.url, "away"), SECRET, LIMITS);
    await own.kill();
    for (let i = 0; i < 3; i += 1) await throttle.take("resetAccount", "someone");
    await expect(throttle.take("resetAccount", "someone")).rejects.toThrow(TooManyRequestsError);
    expect(await throttle.unknownBrowsers.take("someone")).toEqual({
      kind: "taken",
      isLastFree: false,
    });
  });

  test("slow down together, as in one process", async () => {
    const limit = { times: 3, seconds: 3600, firstWaitSeconds: 10, maxWaitSeconds: 60 };
    const { redis: client } = await connect(redis.url, "slow");
    const [a, b] = [0, 1].map(() => new SharedSlowdown(client, "slow:limit:s", limit));
    expect([await a!.take("x"), await b!.take("x"), await a!.take("x")]).toEqual([
      { kind: "taken", isLastFree: false },
      { kind: "taken", isLastFree: false },
      { kind: "taken", isLastFree: true },
    ]);
    const refused = await b!.take("x");
    if (refused.kind !== "refused") throw new Error("it is taken");
    expect(refused.waitMs).toBeGreaterThan(0);
    expect(refused.waitMs).toBeLessThanOrEqual(10_000);
    await b!.giveBack("x");
    expect(await a!.take("x")).toEqual({ kind: "taken", isLastFree: true });
    for (let i = 0; i < 3; i += 1) await a!.giveBack("x");
    expect(await client.keys("slow:limit:*")).toEqual([]);
  });
});
