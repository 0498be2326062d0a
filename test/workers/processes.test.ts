// A server and workers as their operators run them: processes of their own, joined by Redis alone.

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { Redis } from "ioredis";
import { nameEngine } from "../../grader/index.ts";
import { nameKeys, nameQueue } from "../../src/workers/messages.ts";
import { temporaryFolder } from "../support/packs.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";
import { type RunningGradus, startGradus } from "../support/run-gradus.ts";
import {
  DatabaseReader,
  startServerProcess,
  Student,
  untilItListens,
} from "../support/server-process.ts";

const RIGHT =
  "export function total(values: number[]): number { return values.reduce((a, b) => a + b, 0); }";
/** Runs until its limit ends it. */
const ENDLESS = "export function total(values: number[]): number { for (;;) values.length; }";
const WAIT_MS = 240_000;

describe.skipIf(!HAS_REDIS)(`a server and its workers${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await RedisServer.open()));
  afterAll(() => redis.close());

  const startWorker = (prefix: string, env: Record<string, string> = {}) =>
    startGradus(["worker"], {
      env: {
        GRADUS_REDIS_URL: redis.url,
        GRADUS_REDIS_PREFIX: prefix,
        GRADUS_SLOTS: "1",
        ...env,
      },
    });

  async function startSite(prefix: string, slots: string) {
    const dataFolder = temporaryFolder();
    const server = startServerProcess(dataFolder, {
      env: { GRADUS_REDIS_URL: redis.url, GRADUS_REDIS_PREFIX: prefix, GRADUS_SLOTS: slots },
    });
    const url = await untilItListens(server);
    const database = new DatabaseReader(dataFolder);
    onTestFinished(() => database.close());
    return { server, url, database };
  }

  const isGraded = (database: DatabaseReader, count: number) =>
    database.numberOf("select count(*) from gradings") === count &&
    database.numberOf("select count(*) from jobs") === 0;

  /** Until a worker runs a job: only then does a signal to the worker concern the job. */
  async function untilItRuns(worker: RunningGradus, prefix: string): Promise<void> {
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    const active = `${prefix}:${nameQueue(nameEngine())}:active`;
    await worker.until("a job runs", async () => (await client.llen(active)) === 1, WAIT_MS);
  }

  function checkResults(database: DatabaseReader, ids: string[], verdict = "accepted") {
    const rows = database.rows<{ submission_id: string; verdict: string; engine: string }>(
      "select submission_id, verdict, engine from gradings",
    );
    expect(rows.map((row) => row.submission_id).sort()).toEqual(ids.toSorted());
    expect(new Set(rows.map((row) => row.verdict))).toEqual(new Set([verdict]));
    expect(rows.every(({ engine }) => /^\d+\.\d+\.\d+\+[0-9a-f]{12}$/.test(engine))).toBe(true);
    return rows.length;
  }

  test(
    "a server without slots leaves everything to two workers, which have neither a database nor packs",
    { timeout: WAIT_MS },
    async () => {
      const { url, database, server } = await startSite("two", "0");
      const ids: string[] = [];
      for (let i = 0; i < 6; i++) ids.push(await new Student().submit(url, RIGHT));
      const workers = [startWorker("two"), startWorker("two")];
      await server.until("everything is graded", () => isGraded(database, 6), WAIT_MS);
      expect(checkResults(database, ids)).toBe(6);
      for (const worker of workers) worker.child.kill("SIGTERM");
      for (const worker of workers) expect((await worker.ended).code).toBe(0);
    },
  );

  test(
    "the submissions of a worker that is killed are graded by another, once",
    { timeout: WAIT_MS },
    async () => {
      const { url, database, server } = await startSite("killed", "0");
      const id = await new Student().submit(url, ENDLESS);
      const first = startWorker("killed");
      await untilItRuns(first, "killed");
      first.child.kill("SIGKILL");
      await first.ended;
      startWorker("killed");
      await server.until("it is graded", () => isGraded(database, 1), WAIT_MS);
      expect(checkResults(database, [id], "time-limit-exceeded")).toBe(1);
    },
  );

  test(
    "a worker that is frozen loses its submission to another, and changes nothing when it wakes",
    { timeout: WAIT_MS },
    async () => {
      const { url, database, server } = await startSite("frozen", "0");
      const id = await new Student().submit(url, ENDLESS);
      const first = startWorker("frozen");
      await untilItRuns(first, "frozen");
      first.child.kill("SIGSTOP");
      startWorker("frozen");
      await server.until("it is graded", () => isGraded(database, 1), WAIT_MS);
      first.child.kill("SIGCONT");
      const client = new Redis(redis.url);
      onTestFinished(() => client.disconnect());
      const late = nameKeys("frozen").result(`${id}-1`);
      await expect.poll(() => client.exists(late), { timeout: WAIT_MS }).toBe(1);
      expect(checkResults(database, [id], "time-limit-exceeded")).toBe(1);
      expect(database.numberOf("select count(*) from jobs")).toBe(0);
    },
  );

  test("a server ends in order while workers are connected", { timeout: WAIT_MS }, async () => {
    const { url, database, server } = await startSite("stopping", "0");
    startWorker("stopping");
    await new Student().submit(url, RIGHT);
    await server.until("it is graded", () => isGraded(database, 1), WAIT_MS);
    server.child.kill("SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
  });

  test("a server ends in order while Redis is away", { timeout: WAIT_MS }, async () => {
    const own = await RedisServer.open();
    onTestFinished(() => own.close());
    const server = startServerProcess(temporaryFolder(), { env: { GRADUS_REDIS_URL: own.url } });
    await untilItListens(server);
    await server.until("it connects", () => /connected to Redis/.test(server.stdout), WAIT_MS);
    await own.kill();
    await server.until("it says so", () => /cannot be reached/.test(server.stdout), WAIT_MS);
    server.child.kill("SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
  });

  test("a worker ends in order while Redis is away", { timeout: WAIT_MS }, async () => {
    const own = await RedisServer.open();
    onTestFinished(() => own.close());
    const worker = startWorker("away", { GRADUS_REDIS_URL: own.url });
    await worker.until("it runs", () => /slots started/.test(worker.stdout), WAIT_MS);
    await own.kill();
    await worker.until("it says so", () => /cannot be reached/.test(worker.stdout), WAIT_MS);
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toMatchObject({ code: 0, signal: null });
  });
});
