// A site with two web processes as its operator runs it, with a real Redis: both show the same, and
// what ends one of them loses nothing.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { copyTiny, edit, temporaryFolder } from "../support/packs.ts";
import { childrenOf } from "../support/processes.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";
import type { RunningGradus } from "../support/run-gradus.ts";
import { DatabaseReader, startServerProcess } from "../support/server-process.ts";
import { WebClient } from "../support/web-client.ts";

const RIGHT =
  "export function total(values: number[]): number { return values.reduce((a, b) => a + b, 0); }";
/** Runs until its limit ends it. */
const ENDLESS = "export function total(values: number[]): number { for (;;) values.length; }";
const PATH = "/exercises/tiny/sum";
const PASSWORD = "correct horse battery";
const WAIT_MS = 480_000;

interface Site {
  server: RunningGradus;
  url: string;
  database: DatabaseReader;
  /** A browser whose requests all reach this process. */
  reach: (number: number) => Promise<WebClient>;
  /** The ids of the web processes in the operating system, by their number. */
  pids: () => Map<number, number>;
}

describe.skipIf(!HAS_REDIS)(`two web processes${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await RedisServer.open()));
  afterAll(() => redis.close());

  async function startSite(
    prefix: string,
    env: Record<string, string> = {},
    packsFolder?: string,
  ): Promise<Site> {
    const dataFolder = temporaryFolder();
    const server = startServerProcess(dataFolder, {
      ...(packsFolder !== undefined && { packsFolder }),
      env: {
        GRADUS_WEB_PROCESSES: "2",
        GRADUS_SLOTS: "1",
        GRADUS_REDIS_URL: redis.url,
        GRADUS_REDIS_PREFIX: prefix,
        GRADUS_LOG_LEVEL: "debug",
        GRADUS_LANGUAGE: "en",
        ...env,
      },
    });
    await server.until("both run", () => /is running at/.test(server.stderr), WAIT_MS);
    const url = /"url":"(http:[^"]+)"/.exec(server.stdout)![1]!;
    const database = new DatabaseReader(dataFolder);
    onTestFinished(() => database.close());
    const reach = async (number: number) => {
      const client = await WebClient.reach(server, url, number);
      onTestFinished(() => client.close());
      return client;
    };
    const pids = () =>
      new Map(
        childrenOf(server.pid)
          .map((pid) => [readNumber(pid), pid] as const)
          .filter(([number]) => !Number.isNaN(number)),
      );
    return { server, url, database, reach, pids };
  }

  const submit = async (client: WebClient, source: string) => {
    const { status, location } = await client.send(`${PATH}/submissions`, { source });
    expect(status).toBe(303);
    return location!;
  };
  const verdicts = (database: DatabaseReader) =>
    database
      .rows<{ verdict: string }>("select verdict from gradings")
      .map(({ verdict }) => verdict);

  test("show the same, wherever a request arrives", { timeout: WAIT_MS }, async () => {
    const packs = copyTiny();
    const { server, reach } = await startSite("same", {}, packs);
    const first = await reach(1);
    const second = await reach(2);

    // A session.
    const setup = /\/setup\/\w+/.exec(server.stderr)![0];
    const owner = { name: "Owner", username: "owner", password: PASSWORD };
    expect((await first.send(setup, owner)).status).toBe(303);
    second.shareCookies(first);
    expect((await second.send("/settings")).text).toContain("Owner");

    // A setting of the site.
    expect((await second.send("/manage/exams", { examDays: "23" })).status).toBe(303);
    for (const client of [first, second])
      expect((await client.send("/manage")).text).toMatch(/name="examDays"[^>]*value="23"/);

    // Metrics: each counts its own requests, and the sum is shown.
    const countMetrics = async (client: WebClient) =>
      (await client.send("/metrics")).text
        .split("\n")
        .filter((line) => line.startsWith("gradus_request_seconds_count"))
        .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    const before = await countMetrics(first);
    for (const client of [first, second]) for (let i = 0; i < 5; i++) await client.send("/healthz");
    // A scrape counts the scrapes before it, and not itself.
    expect(await countMetrics(second)).toBe(before + 11);
    const { text } = await second.send("/metrics");
    expect(text).toMatch(/^gradus_grading_slots 1$/m);
    expect(JSON.parse((await second.send("/readyz")).text)).toMatchObject({ slots: 1 });

    // The progress and the result of a submission.
    const watching = await reach(1);
    watching.shareCookies(first);
    const page = await submit(second, ENDLESS);
    const [here, there] = await Promise.all(
      [watching, second].map((client) => client.listEvents(`${page}/events`)),
    );
    for (const events of [here, there]) {
      expect(events!.map(({ event }) => event)).toContain("running");
      expect(events!.at(-1)!.event).toBe("done");
      expect(events!.at(-1)!.data).toContain("time limit exceeded");
    }
    expect(here!.at(-1)!.data).toBe(there!.at(-1)!.data);

    // What is published.
    edit(join(packs, "sum", "exercise.yaml"), "en: Sum }", "en: Sum of all }");
    expect((await second.send("/manage/publish", {})).status).toBe(303);
    for (const client of [first, second])
      await expect
        .poll(async () => (await client.send("/")).text, { timeout: WAIT_MS })
        .toContain("Sum of all");
  });

  test("count limits together", { timeout: WAIT_MS }, async () => {
    const { reach } = await startSite("limits");
    const clients = [await reach(1), await reach(2)];
    const guess = { login: "nobody", password: "wrong" };
    for (let i = 0; i < 10; i++)
      expect((await clients[i % 2]!.send("/sign-in", guess)).status).toBe(422);
    for (const client of clients) expect((await client.send("/sign-in", guess)).status).toBe(429);
  });

  test(
    "replace a live test by a newer one that arrives at the other",
    { timeout: WAIT_MS },
    async () => {
      const { reach } = await startSite("typing", {}, patientPack());
      const [first, second] = [await reach(1), await reach(2)];
      // The visitor becomes a guest, who is known at both.
      await submit(first, RIGHT);
      second.shareCookies(first);
      for (const [older, newer] of [
        [first, second],
        [second, first],
      ] as const) {
        // The result of a code that was tested before is known at once.
        const source = `${ENDLESS} // ${older === first ? "first" : "second"}`;
        const old = older.sendJson(`${PATH}/live-tests`, { source, tab: "a" });
        // The older one is in line or runs; whether it began does not matter.
        await new Promise((resolve) => setTimeout(resolve, 100));
        const fresh = await newer.sendJson(`${PATH}/live-tests`, { source: RIGHT, tab: "a" });
        expect(JSON.parse((await old).text)).toEqual({ state: "replaced" });
        expect(["done", "busy"]).toContain((JSON.parse(fresh.text) as { state: string }).state);
      }
    },
  );

  test(
    "the feeding process is killed: the other answers, and everything is graded once",
    { timeout: WAIT_MS },
    async () => {
      const { server, reach, pids, database } = await startSite("killed", {}, patientPack());
      const second = await reach(2);
      await submit(second, ENDLESS);
      await server.until("it is being graded", () => claimed(database) === 1, WAIT_MS);
      process.kill(pids().get(1)!, "SIGKILL");
      const other = await reach(2);
      await submit(other, RIGHT);
      await server.until("both are graded", () => verdicts(database).length === 2, WAIT_MS);
      expect(verdicts(database).sort()).toEqual(["accepted", "time-limit-exceeded"]);
      expect(database.numberOf("select count(*) from jobs")).toBe(0);
      expect(server.stdout).toContain("a web process has ended and is started again");
      expect([...pids().keys()].toSorted((a, b) => a - b)).toEqual([1, 2]);
    },
  );

  test("without Redis, pages work and submissions are graded", { timeout: WAIT_MS }, async () => {
    const own = await RedisServer.open();
    onTestFinished(() => own.close());
    const { server, reach, database } = await startSite("away", { GRADUS_REDIS_URL: own.url });
    const second = await reach(2);
    await own.kill();
    await server.until("it says so", () => /counts limits by itself/.test(server.stdout), WAIT_MS);
    const page = await submit(second, RIGHT);
    const events = await second.listEvents(`${page}/events`);
    expect(events.at(-1)!.event).toBe("done");
    expect(verdicts(database)).toEqual(["accepted"]);
    const guess = { login: "nobody", password: "wrong" };
    for (let i = 0; i < 10; i++) expect((await second.send("/sign-in", guess)).status).toBe(422);
    expect((await second.send("/sign-in", guess)).status).toBe(429);
  });

  test("end in order, after the running grading", { timeout: WAIT_MS }, async () => {
    const { server, reach, pids, database } = await startSite("ending", {}, patientPack());
    const second = await reach(2);
    const page = await submit(second, ENDLESS);
    const events = second.listEvents(`${page}/events`);
    const isStreaming = () => server.stdout.includes('"route":"/submissions/:id/events"');
    await server.until("the stream is open", isStreaming, WAIT_MS);
    const all = [...pids().values()];
    server.child.kill("SIGTERM");
    // The same signal to all, as from a terminal, changes nothing.
    for (const pid of all) process.kill(pid, "SIGTERM");
    expect(await server.ended).toMatchObject({ code: 0, signal: null });
    const ends = server.stdout.split("\n").filter((line) => line.includes('"msg":"stopped"'));
    expect(ends.map((line) => (JSON.parse(line) as { process: number }).process)).toEqual([1, 2]);
    // A busy machine may not finish the grading in time; then it is in line.
    const last = (await events).at(-1)!.event;
    expect(last === "done").toBe(verdicts(database).length === 1);
    expect(verdicts(database).length + database.numberOf("select count(*) from jobs")).toBe(1);
    expect(all.filter(isRunning)).toEqual([]);
  });

  test("end when the process that started them is killed", { timeout: WAIT_MS }, async () => {
    const { server, pids } = await startSite("orphans");
    const all = [...pids().values()];
    expect(all).toHaveLength(2);
    server.child.kill("SIGKILL");
    await server.ended;
    await expect.poll(() => all.filter(isRunning)).toEqual([]);
  });

  test("that cannot start say why once, and none stays", { timeout: WAIT_MS }, async () => {
    const { url } = await startSite("first");
    const start = (env: Record<string, string>) =>
      startServerProcess(temporaryFolder(), {
        env: { GRADUS_WEB_PROCESSES: "3", GRADUS_REDIS_URL: redis.url, ...env },
      }).ended;
    const [noPacks, noPort] = await Promise.all([
      start({ GRADUS_PACKS: join(temporaryFolder(), "missing") }),
      start({ PORT: new URL(url).port, GRADUS_REDIS_PREFIX: "second" }),
    ]);
    expect([noPacks.code, noPort.code]).toEqual([2, 2]);
    expect(noPacks.stderr.match(/missing/g)).toHaveLength(1);
    expect(noPort.stderr.match(/is already in use/g)).toHaveLength(1);
    expect(noPacks.stderr + noPort.stderr).not.toContain("is running at");
  });
});

const claimed = (database: DatabaseReader) =>
  database.numberOf("select count(*) from jobs where claimed_at is not null");

/** A grading that does not end takes long enough to be interrupted. */
function patientPack(): string {
  const packs = copyTiny();
  const limits = "cpuTimeMs: 3000, totalCpuTimeMs: 6000";
  edit(join(packs, "sum", "exercise.yaml"), "cpuTimeMs: 200, totalCpuTimeMs: 600", limits);
  return packs;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function readNumber(pid: number): number {
  const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  return Number(
    environment.find((pair) => pair.startsWith("GRADUS_PROCESS_NUMBER="))?.split("=")[1],
  );
}
