// What happens to submissions when Redis, the server or workers are away, slow, killed or not as
// they should be. All of them are processes of their own.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { pathWithoutBubblewrap, REAL_BUBBLEWRAP } from "../support/failing-bubblewrap.ts";
import { copyTinyUnhurried, ROOT, temporaryFolder } from "../support/packs.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";
import { Student } from "../support/server-process.ts";
import {
  checkResults,
  ENDLESS,
  isGraded,
  nameQueueKey,
  RIGHT,
  startSite,
  startWorker,
  untilItRuns,
  WAIT_MS,
} from "../support/worker-processes.ts";

const HOUR_MS = 3_600_000;
const SLOW = { timeout: 2 * WAIT_MS };

describe.skipIf(!HAS_REDIS)(`faults of processes${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await RedisServer.open()));
  afterAll(() => redis.close());

  function connect(url: string): Redis {
    const client = new Redis(url, { maxRetriesPerRequest: null });
    client.on("error", () => undefined);
    onTestFinished(() => client.disconnect());
    return client;
  }

  test("Redis is away at the start, then restarted empty, full, and slow", SLOW, async () => {
    const own = await RedisServer.open();
    onTestFinished(() => own.close());
    const client = connect(own.url);
    const joint = { url: own.url, prefix: "away" };
    await own.kill();
    const worker = startWorker(joint);
    const { server, url, database } = await startSite(joint);
    const ids: string[] = [];
    const submit = async (source: string) => ids.push(await new Student().submit(url, source));
    const untilGraded = async () => {
      await server.until(`${ids.length} are graded`, () => isGraded(database, ids.length), WAIT_MS);
      checkResults(database, ids, "time-limit-exceeded");
    };
    await submit(ENDLESS);
    await server.until("the server says so", () => /cannot be reached/.test(server.stdout));
    await worker.until(
      "the worker says so",
      () => /cannot be reached/.test(worker.stdout),
      WAIT_MS,
    );
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    await own.start();
    await untilItRuns(worker, joint);
    await own.kill();
    await own.start();
    await untilGraded();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);

    await submit(ENDLESS);
    await untilItRuns(worker, joint);
    await client.config("SET", "maxmemory", "1");
    await submit(ENDLESS);
    await server.until("the server says so", () => /Redis refuses commands/.test(server.stdout));
    await worker.until(
      "the worker says so",
      () => /Redis refused a command/.test(worker.stdout),
      WAIT_MS,
    );
    await client.config("SET", "maxmemory", "0");
    await untilGraded();

    await submit(ENDLESS);
    await untilItRuns(worker, joint);
    const before = server.stdout.length;
    // Longer than four looks of the server.
    await client.call("CLIENT", "PAUSE", "6000", "ALL");
    await submit(ENDLESS);
    await untilGraded();
    expect(server.stdout.slice(before)).not.toContain("lost");
  });

  test("the server is killed while a worker has a job, and then both", SLOW, async () => {
    const joint = { url: redis.url, prefix: "killed" };
    const { server, url, database, restart } = await startSite(joint);
    const worker = startWorker(joint);
    const ids = [await new Student().submit(url, ENDLESS)];
    await untilItRuns(worker, joint);
    ids.push(await new Student().submit(url, ENDLESS));
    server.child.kill("SIGKILL");
    await server.ended;
    const second = await restart();
    await second.server.until("both are graded", () => isGraded(database, 2), WAIT_MS);
    checkResults(database, ids, "time-limit-exceeded");

    ids.push(await new Student().submit(second.url, ENDLESS));
    await untilItRuns(worker, joint);
    for (const { child } of [second.server, worker]) child.kill("SIGKILL");
    await Promise.all([second.server.ended, worker.ended]);
    startWorker(joint);
    const third = await restart();
    await third.server.until("all are graded", () => isGraded(database, 3), WAIT_MS);
    expect(checkResults(database, ids, "time-limit-exceeded")).toBe(3);
  });

  test(
    "a submission that ends three workers gets a judge error, and others are graded meanwhile",
    SLOW,
    async () => {
      const joint = { url: redis.url, prefix: "three" };
      const client = connect(redis.url);
      const { server, url, database } = await startSite(joint, {
        packsFolder: copyTinyUnhurried(),
      });
      const workers = Array.from({ length: 4 }, () => startWorker(joint));
      const idOf = (stdout: string) => /"worker":"([0-9a-f]+)"/.exec(stdout)?.[1];
      for (const worker of workers)
        await worker.until("it takes jobs", () => /slots started/.test(worker.stdout), WAIT_MS);
      const harmful = await new Student().submit(url, ENDLESS);
      const others: string[] = [];
      for (let claim = 1; claim <= 3; claim += 1) {
        const job = nameQueueKey("three", `${harmful}-${claim}`);
        let taker: string | null = null;
        await server.until(
          `try ${claim} runs`,
          async () => (taker = await client.hget(job, "pb")) !== null,
          WAIT_MS,
        );
        const worker = workers.find(({ stdout }) => idOf(stdout) === taker)!;
        worker.child.kill("SIGKILL");
        // It would expire after ten seconds.
        await client.del(`three:worker:${taker!}`);
        others.push(await new Student().submit(url, RIGHT));
        await server.until(
          "the other is graded",
          () => database.numberOf("select count(*) from gradings") === claim,
          WAIT_MS,
        );
      }
      await server.until("all are graded", () => isGraded(database, 4), WAIT_MS);
      expect(
        database.rows("select submission_id as id, verdict from gradings order by rowid"),
      ).toEqual([
        ...others.map((id) => ({ id, verdict: "accepted" })),
        { id: harmful, verdict: "judge-error" },
      ]);
      const listErrors = () =>
        server.stdout.split("\n").filter((line) => line.includes('"level":"error"'));
      // The log arrives through a pipe, after the row.
      await server.until("it is logged", () => listErrors().length > 0, WAIT_MS);
      const errors = listErrors();
      expect(errors).toEqual([expect.stringContaining("has ended its grader too often")]);
      expect(errors[0]).toContain(harmful);
    },
  );

  test.skipIf(REAL_BUBBLEWRAP === undefined)(
    "a worker without bubblewrap takes no jobs if it must have all walls",
    SLOW,
    async () => {
      const joint = { url: redis.url, prefix: "walls" };
      const worker = startWorker(joint, {
        PATH: pathWithoutBubblewrap(),
        GRADUS_REQUIRE_WALLS: "1",
      });
      const client = connect(redis.url);
      const { url, database, server } = await startSite(joint);
      const id = await new Student().submit(url, RIGHT);
      await worker.until("it says so", () => /wall is missing/.test(worker.stdout), WAIT_MS);
      const states = async () => {
        const [name] = await client.keys("walls:worker:*");
        return (await client.get(name ?? "")) ?? "";
      };
      await expect.poll(states, SLOW).toContain('"state":"failed"');
      expect(database.numberOf("select count(*) from gradings")).toBe(0);
      expect((await fetch(`${url}/readyz`)).status).toBe(503);
      startWorker(joint);
      await server.until("another grades it", () => isGraded(database, 1), WAIT_MS);
      expect(checkResults(database, [id])).toBe(1);
    },
  );

  test("a wrong password of Redis is reported and ends nothing", SLOW, async () => {
    const locked = await RedisServer.open("--requirepass", "first-secret");
    onTestFinished(() => locked.close());
    const withPassword = (password: string) => locked.url.replace("//", `//:${password}@`);
    const joint = { url: withPassword("second-secret"), prefix: "password" };
    const worker = startWorker(joint);
    const { server, url, database } = await startSite(joint);
    const id = await new Student().submit(url, RIGHT);
    for (const one of [server, worker]) {
      await one.until("it says so", () => /WRONGPASS/.test(one.stdout), WAIT_MS);
      expect(`${one.stdout}${one.stderr}`).not.toContain("second-secret");
    }
    await connect(withPassword("first-secret")).config("SET", "requirepass", "second-secret");
    await server.until("it is graded", () => isGraded(database, 1), WAIT_MS);
    expect(checkResults(database, [id])).toBe(1);
  });

  test(
    "of two sites with one prefix, one has the workers; a site with another prefix has none of them",
    SLOW,
    async () => {
      const joint = { url: redis.url, prefix: "shared" };
      const first = await startSite(joint);
      await first.server.until("it has the prefix", () =>
        /connected to Redis/.test(first.server.stdout),
      );
      const [second, third] = await Promise.all([
        startSite(joint),
        startSite({ url: redis.url, prefix: "apart" }),
      ]);
      const sent = await Promise.all(
        [first, second, third].map(({ url }) => new Student().submit(url, RIGHT)),
      );
      startWorker(joint);
      await first.server.until("it is graded", () => isGraded(first.database, 1), WAIT_MS);
      await second.server.until("the other says so", () =>
        /another site uses the same prefix/.test(second.server.stdout),
      );
      for (const { database } of [second, third])
        expect(database.numberOf("select count(*) from gradings")).toBe(0);
      first.server.child.kill("SIGTERM");
      expect((await first.server.ended).code).toBe(0);
      await second.server.until("its turn has come", () => isGraded(second.database, 1), WAIT_MS);
      checkResults(second.database, [sent[1]!]);
      expect(third.database.numberOf("select count(*) from gradings")).toBe(0);
    },
  );

  test("the clocks of the server and a worker jump by hours", SLOW, async () => {
    const folder = temporaryFolder();
    const clocks = ["server", "worker"].map((name) => join(folder, name));
    const [serverClock, workerClock] = clocks as [string, string];
    const jump = (hours: number, files = clocks) => {
      for (const file of files) writeFileSync(file, String(hours * HOUR_MS));
    };
    jump(0);
    const withClock = (file: string) => ({
      GRADUS_TEST_CLOCK: file,
      NODE_OPTIONS: `--import ${join(ROOT, "test", "support", "shifted-clock.js")}`,
    });
    const joint = { url: redis.url, prefix: "clock" };
    const { server, url, database } = await startSite(joint, { env: withClock(serverClock) });
    const worker = startWorker(joint, withClock(workerClock));
    const ids: string[] = [];
    const sendWhileItRuns = async (change: () => void) => {
      ids.push(await new Student().submit(url, ENDLESS));
      await untilItRuns(worker, joint);
      change();
      await server.until("it is graded", () => isGraded(database, ids.length), WAIT_MS);
    };
    await sendWhileItRuns(() => jump(5));
    await sendWhileItRuns(() => jump(-7));
    await sendWhileItRuns(() => jump(30, [workerClock]));
    await sendWhileItRuns(() => jump(-30, [workerClock]));
    expect(checkResults(database, ids, "time-limit-exceeded")).toBe(4);
    expect(server.stdout).not.toContain("lost");
    const times = database.rows<{ at: number }>(
      "select submitted_at as at from submissions order by rowid",
    );
    const hours = times.map(({ at }) => Math.round((at - times[0]!.at) / HOUR_MS));
    expect(hours).toEqual([0, 5, -7, -7]);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});
