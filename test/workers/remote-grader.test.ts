import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { GroupReport } from "../../grader/doors/reports.ts";
import { GraderHost } from "../../src/grading/grader-host.ts";
import { RemoteGrader } from "../../src/workers/remote-grader.ts";
import { WorkerWalls } from "../../src/workers/worker-walls.ts";
import { GradingWorker } from "../../src/workers/worker.ts";
import { load, TINY } from "../support/packs.ts";
import { makeOrder } from "../support/worker-order.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";

const log = pino({ level: process.env["LOG"] ?? "silent" });

describe.skipIf(!HAS_REDIS)(`a server and a worker${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  let exercise: Exercise;
  beforeAll(async () => {
    redis = await RedisServer.open();
    exercise = await load(TINY, "sum");
  });
  afterAll(() => redis.close());

  test("a submission is graded by the worker, group by group", async () => {
    const settings = { url: redis.url, prefix: "one", tls: {} };
    const remote = new RemoteGrader({
      redis: settings,
      siteId: "0".repeat(64),
      requiredWalls: () => [],
      log,
      load: () => Promise.resolve(exercise),
    });
    remote.start();
    const folder = mkdtempSync(join(tmpdir(), "gradus-worker-"));
    const walls = new WorkerWalls({ requireWalls: undefined });
    const worker = new GradingWorker(
      { redis: settings, slots: 1, walls, cacheFolder: folder },
      new GraderHost(log, { submissions: { size: 1 } }, undefined, walls),
      log,
    );
    onTestFinished(async () => {
      await worker.stop(1000);
      await remote.close();
      rmSync(folder, { recursive: true, force: true });
    });
    await worker.start();
    await expect.poll(() => remote.slots, { timeout: 10_000 }).toBe(1);
    const groups: GroupReport[] = [];
    const result = await remote.grade(makeOrder(exercise), exercise, {
      id: "a-1",
      rank: "submission",
      onGroup: (group) => groups.push(group),
    });
    expect(result).toMatchObject({ kind: "done", value: { verdict: "accepted" } });
    expect(groups.length).toBeGreaterThan(0);
  });
});
