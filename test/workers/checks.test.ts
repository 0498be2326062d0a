// Publishing on a site that grades nothing itself: workers check the changed exercises. The site and
// the workers are real, except where a test says what a worker answers.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker as BullWorker } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { nameEngine } from "../../grader/index.ts";
import { checkPacks } from "../../src/catalogue/check-packs.ts";
import {
  nameCheckQueue,
  nameKeys,
  type CheckOrder,
  type WorkerFacts,
} from "../../src/workers/messages.ts";
import { copyTiny, edit } from "../support/packs.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";
import { type RunningGradus, startGradus } from "../support/run-gradus.ts";
import { Student } from "../support/server-process.ts";
import { startSite } from "../support/site.ts";

const WAIT_MS = 240_000;
const SLOW = { timeout: 60_000, interval: 50 };
const RIGHT =
  "export function total(values: number[]): number { return values.reduce((a, b) => a + b, 0); }";

describe.skipIf(!HAS_REDIS)(`publishing with workers${NEEDS_REDIS}`, { timeout: WAIT_MS }, () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await RedisServer.open()));
  afterAll(() => redis.close());

  async function setUp(prefix: string, { folder = copyTiny(), url = redis.url, slots = 0 } = {}) {
    const site = await startSite({
      packsFolder: folder,
      slots,
      redis: { url, prefix, tls: {} },
    });
    onTestFinished(() => site.close());
    const { publisher, catalogue, remote } = site.services;
    const find = () => catalogue.find("tiny", "sum")!;
    const startWorker = () =>
      startGradus(["worker"], {
        env: { GRADUS_REDIS_URL: url, GRADUS_REDIS_PREFIX: prefix, GRADUS_SLOTS: "1" },
      });
    const client = new Redis(url, { maxRetriesPerRequest: null });
    client.on("error", () => undefined);
    onTestFinished(() => client.disconnect());
    const active = (queue: string) => client.llen(`${prefix}:${queue}:active`);
    const untilChecking = (worker: RunningGradus) =>
      worker.until(
        "it checks",
        async () => (await active(nameCheckQueue(nameEngine()))) === 1,
        WAIT_MS,
      );
    return { site, folder, publisher, find, remote: remote!, startWorker, client, untilChecking };
  }

  /** A stand-in for a worker: what it writes into Redis about itself, and its answers to checks. */
  async function standIn(client: Redis, prefix: string, answer: (order: CheckOrder) => unknown) {
    const keys = nameKeys(prefix);
    let beat = 0;
    const describeIt = (): WorkerFacts => ({
      id: "stand-in",
      host: "machine",
      engine: nameEngine(),
      slots: 1,
      running: 0,
      graded: 0,
      isChecking: false,
      state: "ready",
      reason: null,
      sinceMs: 0,
      beat: (beat += 1),
    });
    const { id: worker } = describeIt();
    const write = () =>
      client
        .multi()
        .sadd(keys.workers, worker)
        .set(keys.worker(worker), JSON.stringify(describeIt()), "PX", WAIT_MS)
        .exec()
        .catch(() => undefined);
    await write();
    const renewing = setInterval(() => void write(), 1000);
    onTestFinished(() => clearInterval(renewing));
    const bull = new BullWorker<CheckOrder>(
      nameCheckQueue(nameEngine()),
      async ({ id = "", data }) => {
        const result = JSON.stringify({ job: id, worker, result: await answer(data) });
        await client.set(keys.result(id), result, "PX", WAIT_MS);
      },
      { connection: client, prefix, name: worker },
    );
    bull.on("error", () => undefined);
    onTestFinished(() => bull.close(true));
  }

  const retitle = (folder: string, title: string) =>
    edit(join(folder, "sum", "exercise.yaml"), /en: [^,}]+(,| \})/, `en: ${title}$1`);

  test("a change that passes is published; one that does not is refused with the same problems as here", async () => {
    const { folder, publisher, find, startWorker } = await setUp("publish");
    startWorker();
    retitle(folder, "Another title");
    expect(await publisher.publishChecked()).toMatchObject({
      kind: "done",
      result: { published: ["tiny/sum"], refused: [], problems: [] },
    });
    const { hash, exercise } = find();
    expect(exercise.manifest.title.en).toBe("Another title");

    edit(join(folder, "sum", "reference.ts"), "return", "return 1 +");
    const state = await publisher.publishChecked();
    expect(state).toMatchObject({
      kind: "done",
      result: { published: [], refused: ["tiny/sum"] },
    });
    const problems = state.kind === "done" ? state.result.problems : [];
    expect(problems).toEqual(await checkPacks(folder, ["tiny/sum"], []));
    expect(problems.some(({ code }) => code === "reference-fails")).toBe(true);
    expect(find().hash).toBe(hash);
  });

  test("a submission that arrives while a worker checks is graded by the same worker, and first", async () => {
    const folder = copyTiny();
    edit(
      join(folder, "sum", "exercise.yaml"),
      "cpuTimeMs: 200, totalCpuTimeMs: 600",
      "cpuTimeMs: 4000, totalCpuTimeMs: 8000",
    );
    const { site, publisher, startWorker, untilChecking } = await setUp("first", { folder });
    const worker = startWorker();
    // Its check runs an endless loop up to a limit of four seconds of CPU time.
    const endless = "export function total(): number { for (;;); }\n";
    const examples = join(folder, "sum", "submissions", "time_limit_exceeded");
    mkdirSync(examples);
    writeFileSync(join(examples, "endless.ts"), endless);
    const publishing = publisher.publishChecked();
    await untilChecking(worker);
    const student = new Student();
    const id = await student.submit(site.url, RIGHT);
    await worker.until(
      "it is graded",
      async () =>
        /"done"/.test(await (await student.send(site.url, `/submissions/${id}/state`)).text()),
      WAIT_MS,
    );
    expect(publisher.state.kind).toBe("running");
    expect(await publishing).toMatchObject({ kind: "done", result: { published: ["tiny/sum"] } });
  });

  test("a check whose worker is killed is done by another", async () => {
    const { folder, publisher, startWorker, untilChecking } = await setUp("killed");
    const first = startWorker();
    retitle(folder, "Killed");
    const publishing = publisher.publishChecked();
    await untilChecking(first);
    first.child.kill("SIGKILL");
    startWorker();
    expect(await publishing).toMatchObject({ kind: "done", result: { published: ["tiny/sum"] } });
  });

  test("a result that is not one of this check is refused, and nothing is published", async () => {
    const { folder, publisher, find, client } = await setUp("misfit");
    const { hash } = find();
    await standIn(client, "misfit", ({ exercise }) => ({
      kind: "check",
      engine: nameEngine(),
      exercise: { ...exercise, hash: "0".repeat(64) },
      result: { problems: [], prevented: null },
    }));
    retitle(folder, "Not checked");
    expect(await publisher.publishChecked()).toMatchObject({
      kind: "failed",
      cause: { code: "internal" },
    });
    expect(find().hash).toBe(hash);
  });

  test("if Redis goes away during a check, nothing is published and the reason is shown", async () => {
    const own = await RedisServer.open();
    onTestFinished(() => own.close());
    const { folder, publisher, find, client } = await setUp("away", { url: own.url });
    const { hash } = find();
    let isChecking = false;
    await standIn(client, "away", () => {
      isChecking = true;
      return new Promise(() => undefined);
    });
    retitle(folder, "Not checked");
    const publishing = publisher.publishChecked();
    await vi.waitFor(() => expect(isChecking).toBe(true), SLOW);
    await own.kill();
    expect(await publishing).toMatchObject({ kind: "failed", cause: { code: "redisAway" } });
    expect(find().hash).toBe(hash);
  });
});
