// What a server does when Redis, or what is in it, is not as it should be. The worker is a stand-in
// that answers as the test says; Redis is real.

import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { nameEngine } from "../../grader/index.ts";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { type GradeOrder, nameQueue } from "../../src/workers/messages.ts";
import { RemoteGrader } from "../../src/workers/remote-grader.ts";
import { load, TINY } from "../support/packs.ts";
import { gradeOrder, makeOrder } from "../support/worker-order.ts";
import { SITE, SLOW, startRemoteSite, storedResult } from "../support/remote-site.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";

const log = pino({ level: "silent" });
const OTHER_SITE = "2".repeat(64);

describe.skipIf(!HAS_REDIS)(`errors of Redis and of workers${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  let exercise: Exercise;
  let order: GradeOrder;
  let report: Report;
  let count = 0;

  beforeAll(async () => {
    redis = await RedisServer.open();
    exercise = await load(TINY, "sum");
    order = makeOrder(exercise);
    report = await gradeOrder(exercise, order);
  });
  afterAll(() => redis.close());

  const setUp = ({ prefix = `faults-${(count += 1)}`, siteId = SITE } = {}) =>
    startRemoteSite({ url: redis.url, prefix, exercise, siteId });
  const result = storedResult;

  test("a report that fits is taken", async () => {
    const { register, work, grade, ready } = setUp();
    await register();
    await ready();
    work((job) => result(job, report));
    expect(await grade("fits-1")).toMatchObject({ kind: "done", value: { verdict: "accepted" } });
  });

  test("a report of another job is refused", async () => {
    const { register, work, grade, ready } = setUp();
    await register();
    await ready();
    work((job) => result(job, { ...report, receipt: { ...report.receipt, seed: 4 } }));
    expect(await grade("other-1")).toEqual({
      kind: "refused",
      reason: "the report has another seed",
    });
  });

  test.each([
    ["text that is not JSON", () => "{"],
    ["something else in JSON", () => JSON.stringify({ verdict: "accepted" })],
    ["the result of another job", () => result("another-1", report)],
    ["more than four megabytes", () => `"${"x".repeat(4 * 1024 * 1024)}"`],
  ])("%s as a result is refused", async (_, answer) => {
    const { register, work, grade, ready } = setUp();
    await register();
    await ready();
    work(answer);
    expect(await grade("garbage-1")).toEqual({ kind: "refused", reason: "it is not valid" });
  });

  test("workers of another engine, and those that cannot grade, take no jobs and are shown", async () => {
    const { remote, register } = setUp();
    await register({ id: "old", engine: "0.0.1+000000000000" });
    await register({ id: "broken", state: "failed", reason: "no bubblewrap" });
    await vi.waitFor(
      () => expect(remote.workers.map(({ id }) => id)).toEqual(["broken", "old"]),
      SLOW,
    );
    expect(remote.slots).toBe(0);
  });

  test("a worker's status is checked", async () => {
    const { remote, client, keys, register } = setUp();
    await register();
    await client.sadd(keys.workers, "nonsense");
    await client.set(keys.worker("nonsense"), "<script>");
    await vi.waitFor(() => expect(remote.workers.map(({ id }) => id)).toEqual(["stand-in"]), SLOW);
  });

  test("another site with the same prefix gets no workers until the first one ends", async () => {
    const first = setUp();
    await first.register();
    await first.ready();
    const [prefix] = first.keys.server.split(":");
    const second = setUp({ siteId: OTHER_SITE, prefix: prefix! });
    await vi.waitFor(() => expect(second.remote.state).toEqual({ kind: "taken" }), SLOW);
    expect(second.remote.slots).toBe(0);
    await first.remote.close();
    await vi.waitFor(() => expect(second.remote.state).toEqual({ kind: "connected" }), SLOW);
  });

  test("after a restart of Redis that empties it, what was out is handed back", async () => {
    const { remote, register, grade, ready } = setUp();
    await register();
    await ready();
    const grading = grade("emptied-1");
    await redis.kill();
    await vi.waitFor(() => expect(remote.state.kind).toBe("away"), SLOW);
    expect(remote.slots).toBe(0);
    await redis.start();
    expect(await grading).toEqual({ kind: "released" });
    await vi.waitFor(() => expect(remote.state).toEqual({ kind: "connected" }), SLOW);
  });

  test("a job that no worker is left to take is handed back", async () => {
    const { client, keys, register, grade, ready } = setUp();
    await register();
    await ready();
    const grading = grade("left-1");
    await client.del(keys.worker("stand-in"));
    expect(await grading).toEqual({ kind: "released" });
  });

  test("a job that is withdrawn or cancelled is taken out of line", async () => {
    const { remote, register, ready, client, keys } = setUp();
    await register();
    await ready();
    const [withdrawing, cancelling] = [new AbortController(), new AbortController()];
    const options = { rank: "live-test" } as const;
    const both = Promise.all([
      remote.grade(order, exercise, { ...options, id: "out-1", withdraw: withdrawing.signal }),
      remote.grade(order, exercise, { ...options, id: "out-2", signal: cancelling.signal }),
    ]);
    const line = () =>
      client.zcard(`${keys.server.split(":")[0]}:${nameQueue(nameEngine())}:prioritized`);
    await vi.waitFor(async () => expect(await line()).toBe(2), SLOW);
    withdrawing.abort();
    cancelling.abort();
    expect(await both).toEqual([{ kind: "released" }, { kind: "released" }]);
    await vi.waitFor(async () => expect(await line()).toBe(0), SLOW);
  });

  test("with a wrong password, and while its memory is full, Redis is said to refuse commands", async () => {
    const { remote, client, register, grade, ready } = setUp();
    await register();
    await ready();
    await client.config("SET", "maxmemory", "1");
    onTestFinished(async () => void (await client.config("SET", "maxmemory", "0")));
    expect(await grade("full-1")).toEqual({ kind: "released" });
    expect(remote.state).toMatchObject({
      kind: "refusing",
      reason: expect.stringMatching(/^OOM /),
    });
    expect(remote.slots).toBe(0);
    await client.config("SET", "maxmemory", "0");
    await ready();

    const locked = await RedisServer.open("--requirepass", "right");
    const [prefix, siteId] = ["faults-password", SITE];
    const withPassword = (password: string) =>
      new RemoteGrader({
        redis: { url: locked.url.replace("//", `//:${password}@`), prefix, tls: {} },
        siteId,
        requiredWalls: () => [],
        log,
        load: () => Promise.resolve(exercise),
      });
    const [wrong, right] = [withPassword("wrong"), withPassword("right")];
    onTestFinished(async () => {
      await Promise.all([wrong.close(), right.close()]);
      await locked.close();
    });
    wrong.start();
    right.start();
    await vi.waitFor(() => expect(right.state).toEqual({ kind: "connected" }), SLOW);
    await vi.waitFor(
      () =>
        expect(wrong.state).toMatchObject({
          kind: "refusing",
          reason: expect.stringMatching(/WRONGPASS|NOAUTH/),
        }),
      SLOW,
    );
  });

  test("a site starts without Redis, and has workers when Redis comes", async () => {
    const late = await RedisServer.open();
    await late.kill();
    const remote = new RemoteGrader({
      redis: { url: late.url, prefix: "late", tls: {} },
      siteId: SITE,
      requiredWalls: () => [],
      log,
      load: () => Promise.resolve(exercise),
    });
    onTestFinished(async () => {
      await remote.close();
      await late.close();
    });
    remote.start();
    await vi.waitFor(
      () =>
        expect(remote.state).toMatchObject({
          kind: "away",
          reason: expect.stringContaining("ECONNREFUSED"),
        }),
      SLOW,
    );
    await late.start();
    await vi.waitFor(() => expect(remote.state).toEqual({ kind: "connected" }), SLOW);
  });
});
