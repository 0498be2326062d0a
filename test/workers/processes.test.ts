// A server and workers as their operators run them: processes of their own, joined by Redis alone.

import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { nameKeys } from "../../src/workers/messages.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";
import { Student } from "../support/server-process.ts";
import {
  checkResults,
  ENDLESS,
  isGraded,
  RIGHT,
  startSite,
  startWorker,
  untilItRuns,
  WAIT_MS,
} from "../support/worker-processes.ts";

describe.skipIf(!HAS_REDIS)(`a server and its workers${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await RedisServer.open()));
  afterAll(() => redis.close());

  const joinBy = (prefix: string) => ({ url: redis.url, prefix });

  test(
    "a server without slots leaves everything to two workers, which have neither a database nor packs",
    { timeout: 2 * WAIT_MS },
    async () => {
      const { url, database, server } = await startSite(joinBy("two"));
      const ids: string[] = [];
      for (let i = 0; i < 6; i++) ids.push(await new Student().submit(url, RIGHT));
      const workers = [startWorker(joinBy("two")), startWorker(joinBy("two"))];
      await server.until("everything is graded", () => isGraded(database, 6), WAIT_MS);
      expect(checkResults(database, ids)).toBe(6);
      for (const { child } of [...workers, server]) child.kill("SIGTERM");
      for (const one of [...workers, server]) expect((await one.ended).code).toBe(0);
    },
  );

  test(
    "the submissions of a worker that is killed are graded by another, once",
    { timeout: 2 * WAIT_MS },
    async () => {
      const { url, database, server } = await startSite(joinBy("killed"));
      const id = await new Student().submit(url, ENDLESS);
      const first = startWorker(joinBy("killed"));
      await untilItRuns(first, joinBy("killed"));
      first.child.kill("SIGKILL");
      await first.ended;
      startWorker(joinBy("killed"));
      await server.until("it is graded", () => isGraded(database, 1), WAIT_MS);
      expect(checkResults(database, [id], "time-limit-exceeded")).toBe(1);
    },
  );

  test(
    "a worker that is frozen loses its submission to another, and changes nothing when it wakes",
    { timeout: 2 * WAIT_MS },
    async () => {
      const { url, database, server } = await startSite(joinBy("frozen"));
      const id = await new Student().submit(url, ENDLESS);
      const first = startWorker(joinBy("frozen"));
      await untilItRuns(first, joinBy("frozen"));
      first.child.kill("SIGSTOP");
      startWorker(joinBy("frozen"));
      await server.until("it is graded", () => isGraded(database, 1), WAIT_MS);
      first.child.kill("SIGCONT");
      const client = new Redis(redis.url);
      onTestFinished(() => client.disconnect());
      const late = nameKeys("frozen").result(`${id}-1`);
      await expect.poll(() => client.exists(late), { timeout: 2 * WAIT_MS }).toBe(1);
      expect(checkResults(database, [id], "time-limit-exceeded")).toBe(1);
      expect(database.numberOf("select count(*) from jobs")).toBe(0);
    },
  );

  test("a server ends in order while workers are connected", { timeout: WAIT_MS }, async () => {
    const { url, database, server } = await startSite(joinBy("stopping"));
    startWorker(joinBy("stopping"));
    await new Student().submit(url, RIGHT);
    await server.until("it is graded", () => isGraded(database, 1), WAIT_MS);
    server.child.kill("SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
  });

  test("a server ends in order while Redis is away", { timeout: WAIT_MS }, async () => {
    const own = await RedisServer.open();
    onTestFinished(() => own.close());
    const { server } = await startSite({ url: own.url, prefix: "away" }, { slots: "1" });
    await server.until("it connects", () => /connected to Redis/.test(server.stdout), WAIT_MS);
    await own.kill();
    await server.until("it says so", () => /cannot be reached/.test(server.stdout), WAIT_MS);
    server.child.kill("SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
  });

  test("a worker ends in order while Redis is away", { timeout: WAIT_MS }, async () => {
    const own = await RedisServer.open();
    onTestFinished(() => own.close());
    const worker = startWorker({ url: own.url, prefix: "away" });
    await worker.until("it runs", () => /slots started/.test(worker.stdout), WAIT_MS);
    await own.kill();
    await worker.until("it says so", () => /cannot be reached/.test(worker.stdout), WAIT_MS);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ code: 0, signal: null });
  });
});
