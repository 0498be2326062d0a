// What is in Redis may be anything: another program uses the same keys, or someone has written into
// them. A server and its workers continue, and jobs that are not the server's change nothing.

import type { Redis } from "ioredis";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { GradingWorker } from "../../src/workers/worker.ts";
import { WorkerWalls } from "../../src/workers/worker-walls.ts";
import { load, temporaryFolder, TINY } from "../support/packs.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";
import { type RemoteSite, SLOW, startRemoteSite, storedResult } from "../support/remote-site.ts";
import { gradeOrder, makeOrder } from "../support/worker-order.ts";

const log = pino({ level: "silent" });
const HUGE_BYTES = 16 * 1024 * 1024;

/** A key of BullMQ, by its name in the queue. */
type QueueKey = RemoteSite["queueKey"];

describe.skipIf(!HAS_REDIS)(`garbage in Redis${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  let exercise: Exercise;
  let report: Report;
  let count = 0;
  beforeAll(async () => {
    redis = await RedisServer.open();
    exercise = await load(TINY, "sum");
    report = await gradeOrder(exercise, makeOrder(exercise));
  });
  afterAll(() => redis.close());

  const setUp = (prefix = `garbage-${(count += 1)}`) =>
    startRemoteSite({ url: redis.url, prefix, exercise });

  /** Hands a job out again as the queue does, until there is a report. */
  async function gradeAtLast({ grade }: RemoteSite): Promise<string> {
    for (;;) {
      const result = await grade(`job-${(count += 1)}`);
      if (result.kind === "done") return result.value.verdict;
      expect(result.kind).toBe("released");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async function startWorker(prefix: string): Promise<void> {
    const walls = new WorkerWalls({ requireWalls: false });
    const worker = new GradingWorker(
      {
        redis: { url: redis.url, prefix, tls: {} },
        slots: 1,
        walls,
        cacheFolder: temporaryFolder(),
      },
      new GraderHost(log, { submissions: { size: 1 } }, undefined, walls),
      log,
    );
    onTestFinished(() => worker.stop(1000));
    await worker.start();
  }

  /** Puts a job in line whose hash is this. */
  const putJob = (client: Redis, key: QueueKey, fields: Record<string, string>) =>
    client
      .multi()
      .hset(key("odd"), fields)
      .zadd(key("prioritized"), 0, "odd")
      .zadd(key("marker"), 0, "0")
      .exec();
  const odd = (data: string) => ({ name: "odd", opts: "{}", timestamp: "1", data });

  test(
    "a worker ends jobs that are not valid with an error, and continues",
    { timeout: 120_000 },
    async () => {
      const site = setUp("worker");
      const { client, keys, queueKey: key, ready } = site;
      await startWorker("worker");
      await ready();
      const puts = [
        () => client.multi().lpush(key("wait"), "missing").zadd(key("marker"), 0, "0").exec(),
        () => client.multi().zadd(key("prioritized"), 0, "none").zadd(key("marker"), 0, "0").exec(),
        () => client.lpush(key("active"), "missing"),
        () => putJob(client, key, { ...odd("{"), opts: "{" }),
        () => putJob(client, key, { x: "y" }),
        () => putJob(client, key, odd('{"kind":"another","walls":[]}')),
        () => putJob(client, key, odd(`{"kind":"grade","source":"${"x".repeat(HUGE_BYTES)}"}`)),
        () => client.publish(keys.wanted, "{"),
        () => client.publish(keys.groups, '{"job":"x"}'),
        () => client.publish(keys.cancel, "null"),
      ];
      for (const [i, put] of puts.entries()) {
        await put();
        expect(await gradeAtLast(site), `number ${i}`).toBe("accepted");
      }
      await vi.waitFor(async () => expect(await client.zcard(key("prioritized"))).toBe(0), SLOW);
    },
  );

  test("a worker replaces a version that is damaged in Redis", { timeout: 60_000 }, async () => {
    const [text, list] = [setUp("version-text"), setUp("version-list")];
    const name = { hash: exercise.hash, pack: exercise.pack };
    await text.client.set(text.keys.version(name), "not a version");
    await list.client.lpush(list.keys.version(name), "not a version");
    for (const site of [text, list]) {
      await startWorker(site.keys.server.split(":")[0]!);
      await site.ready();
      expect(await gradeAtLast(site)).toBe("accepted");
    }
  });

  test("events that cannot be read end no reading of events", async () => {
    const { client, queueKey, ready, keepRegistered, work, grade } = setUp();
    await keepRegistered();
    await ready();
    work((job) => storedResult(job, report));
    const events = queueKey("events");
    await grade("before-1");
    const bad = { event: "completed", jobId: "x", returnvalue: "{" };
    await client.xadd(events, "*", ...Object.entries(bad).flat());
    await client.xadd(events, "*", "event", "progress", "data", "{");
    await client.xadd(events, "*", "other", "words");
    // A reading again client waits at the stream.
    const isReading = async () =>
      expect((await client.client("LIST")) as string).toMatch(/:qe[^\n]* cmd=xread\b/);
    await vi.waitFor(isReading, SLOW);
    expect(await grade("after-1")).toMatchObject({ kind: "done" });
  });

  // All at the same time, since the slowest of them are found only after 15 seconds.
  test(
    "a queue that cannot be used any more is emptied, and its jobs are handed out again",
    { timeout: 120_000 },
    async () => {
      const ofType = (name: string) => (site: RemoteSite) =>
        site.client.multi().del(site.queueKey(name)).set(site.queueKey(name), "x").exec();
      const puts: [string, (site: RemoteSite) => Promise<unknown>][] = [
        // A command of the server fails.
        ["events", ofType("events")],
        ["meta", ofType("meta")],
        ["prioritized", ofType("prioritized")],
        ["marker", ofType("marker")],
        ["pc", ofType("pc")],
        ["id", ofType("id")],
        [
          "workers",
          ({ client, keys }) => client.multi().del(keys.workers).lpush(keys.workers, "x").exec(),
        ],
        [
          "server",
          ({ client, keys }) => client.multi().del(keys.server).lpush(keys.server, "x").exec(),
        ],
        // Only workers notice.
        ["wait", ofType("wait")],
        ["active", ofType("active")],
        ["delayed", ofType("delayed")],
        ["stalled", ofType("stalled")],
        // No one notices.
        ["paused", ({ client, queueKey }) => client.hset(queueKey("meta"), "paused", 1)],
        ["concurrency", ({ client, queueKey }) => client.hset(queueKey("meta"), "concurrency", 0)],
      ];
      await Promise.all(
        puts.map(async ([name, put]) => {
          const site = setUp();
          await site.keepRegistered();
          await site.ready();
          site.work((job) => storedResult(job, report));
          expect((await site.grade("first-1")).kind).toBe("done");
          await put(site);
          expect(await gradeAtLast(site), name).toBe("accepted");
          await vi.waitFor(
            () => expect(site.remote.state, name).toEqual({ kind: "connected" }),
            SLOW,
          );
          await site.ready();
        }),
      );
    },
  );

  test("a server starts beside a queue that cannot be used", async () => {
    const prefix = "damaged-before";
    const { client, queueKey, remote } = setUp(prefix);
    await vi.waitFor(() => expect(remote.state.kind).toBe("connected"), SLOW);
    await remote.close();
    await client.set(queueKey("wait"), "x");
    await client.lpush(queueKey("prioritized"), "x");
    const second = setUp(prefix);
    await second.keepRegistered();
    await second.ready();
    second.work((job) => storedResult(job, report));
    expect(await gradeAtLast(second)).toBe("accepted");
  });

  test("another site's queue is not emptied", async () => {
    const { client, keys, remote, queueKey, grade } = setUp("not-mine");
    await vi.waitFor(() => expect(remote.state.kind).toBe("connected"), SLOW);
    await client.set(keys.server, "2".repeat(64));
    await vi.waitFor(() => expect(remote.state.kind).toBe("taken"), SLOW);
    await client.set(queueKey("prioritized"), "x");
    expect(await grade("refused-1")).toEqual({ kind: "released" });
    await vi.waitFor(() => expect(remote.state.kind).toBe("taken"), SLOW);
    expect(await client.get(queueKey("prioritized"))).toBe("x");
  });
});
