// A server's side and a worker's side in one process, joined by a real Redis.

import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { GroupReport } from "../../grader/doors/reports.ts";
import { GraderHost, type GraderState } from "../../src/grading/grader-host.ts";
import { RemoteGrader } from "../../src/workers/remote-grader.ts";
import { GradingWorker } from "../../src/workers/worker.ts";
import { WorkerWalls } from "../../src/workers/worker-walls.ts";
import { load, temporaryFolder, TINY } from "../support/packs.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";
import { makeOrder } from "../support/worker-order.ts";

const log = pino({ level: "silent" });

describe.skipIf(!HAS_REDIS)(`a server and a worker${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  let exercise: Exercise;
  let count = 0;
  beforeAll(async () => {
    redis = await RedisServer.open();
    exercise = await load(TINY, "sum");
  });
  afterAll(() => redis.close());

  /** `makeHost`: what grades in the worker. */
  async function setUp(
    makeHost = (walls: WorkerWalls) =>
      new GraderHost(log, { submissions: { size: 1 } }, undefined, walls),
    requiredWalls: Parameters<WorkerWalls["follow"]>[0] = [],
  ) {
    const settings = { url: redis.url, prefix: `pair-${(count += 1)}`, tls: {} };
    const loaded: string[] = [];
    const remote = new RemoteGrader({
      redis: settings,
      siteId: "0".repeat(64),
      requiredWalls: () => requiredWalls,
      log,
      load: ({ hash }) => {
        loaded.push(hash);
        return Promise.resolve(exercise);
      },
    });
    remote.start();
    const walls = new WorkerWalls({ requireWalls: undefined });
    const worker = new GradingWorker(
      { redis: settings, slots: 1, walls, cacheFolder: temporaryFolder() },
      makeHost(walls),
      log,
    );
    onTestFinished(async () => {
      await worker.stop(1000);
      await remote.close();
    });
    await worker.start();
    await expect.poll(() => remote.slots, { timeout: 10_000 }).toBe(1);
    return { remote, loaded };
  }

  test("a submission is graded by the worker, group by group; the version is sent once", async () => {
    const { remote, loaded } = await setUp();
    const groups: GroupReport[] = [];
    const grade = (id: string) =>
      remote.grade(makeOrder(exercise), exercise, {
        id,
        rank: "submission",
        onGroup: (group) => groups.push(group),
      });
    expect(await grade("a-1")).toMatchObject({ kind: "done", value: { verdict: "accepted" } });
    expect(groups.map(({ id }) => id)).toEqual(
      exercise.groups.filter(({ visible }) => visible).map(({ manifest }) => manifest.id),
    );
    expect(await grade("b-1")).toMatchObject({ kind: "done", value: { verdict: "accepted" } });
    expect(loaded).toEqual([exercise.hash]);
  });

  test("code of the largest size that takes six bytes for each character in JSON is graded", async () => {
    const { remote } = await setUp();
    const source = "\u0001".repeat(256 * 1024);
    const order = { ...makeOrder(exercise), source };
    expect(
      await remote.grade(order, exercise, { id: "control-1", rank: "submission" }),
    ).toMatchObject({ kind: "done", value: { verdict: "compile-error" } });
  });

  test("types are checked by the worker", async () => {
    const { remote } = await setUp();
    const text = { source: "const a: number = '';", fileName: "a.ts", language: "en" } as const;
    expect(await remote.checkTypes(text, { id: "types-1", rank: "live-test" })).toMatchObject({
      kind: "done",
      value: [{ line: 1, code: 2322 }],
    });
  });

  test("a worker without a wall that the site requires hands the job back, and takes no more", async () => {
    let isReopened = false;
    const grade = vi.fn<() => Promise<undefined>>();
    class Host extends GraderHost {
      readonly #walls: WorkerWalls;
      readonly #listeners: (() => void)[] = [];
      constructor(walls: WorkerWalls) {
        super(log, { submissions: { size: 1 } });
        this.#walls = walls;
      }
      override get state(): GraderState {
        const walls = { standing: ["permissions" as const], missing: [] };
        return this.#walls.required.length === 0
          ? { kind: "ready", walls }
          : { kind: "failed", reason: "no bubblewrap", walls };
      }
      override onReady(listener: () => void): void {
        this.#listeners.push(listener);
      }
      override open(): Promise<void> {
        for (const listener of this.#listeners) listener();
        return Promise.resolve();
      }
      override reopen(): Promise<void> {
        isReopened = true;
        return Promise.resolve();
      }
      override grade = grade;
    }
    const { remote } = await setUp((walls) => new Host(walls), ["namespaces"]);
    expect(
      await remote.grade(makeOrder(exercise), exercise, { id: "walls-1", rank: "submission" }),
    ).toEqual({ kind: "released" });
    expect([isReopened, grade.mock.calls.length]).toEqual([true, 0]);
    await expect.poll(() => remote.slots, { timeout: 10_000 }).toBe(0);
    expect(remote.workers).toMatchObject([{ state: "failed", reason: "no bubblewrap" }]);
  });
});
