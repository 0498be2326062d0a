// The commands of the systemd units as systemd would start them, with the settings of the example
// files, against a real Redis: a worker grades, and an upgrade in the order of docs/deploying.md
// loses nothing.

import { appendFileSync, cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { nameEngine } from "../../grader/index.ts";
import { nameKeys, parseMessage, workerFacts } from "../../src/workers/messages.ts";
import { ROOT, temporaryFolder, TINY } from "../support/packs.ts";
import { HAS_REDIS, NEEDS_REDIS, RedisServer } from "../support/redis-server.ts";
import type { RunningGradus } from "../support/run-gradus.ts";
import { DatabaseReader, Student, untilItListens } from "../support/server-process.ts";
import { SUM_RIGHT } from "../support/submissions.ts";
import { startUnit } from "../support/unit-command.ts";

const WAIT_MS = 240_000;

describe.skipIf(!HAS_REDIS)(`the units${NEEDS_REDIS}`, { timeout: 2 * WAIT_MS }, () => {
  let redis: RedisServer;
  beforeAll(async () => void (redis = await RedisServer.open()));
  afterAll(() => redis.close());

  const startWorker = (install: string, prefix: string) =>
    startUnit(
      "gradus-worker.service",
      install,
      { GRADUS_REDIS_URL: redis.url, XDG_CACHE_HOME: temporaryFolder() },
      { GRADUS_REDIS_PREFIX: prefix, GRADUS_SLOTS: "1" },
    );

  const startServer = async (install: string, prefix: string, dataFolder: string) => {
    const server = startUnit(
      "gradus.service",
      install,
      { GRADUS_DATA: dataFolder, GRADUS_URL: "http://127.0.0.1:3000" },
      {
        PORT: "0",
        GRADUS_PACKS: TINY,
        GRADUS_REDIS_URL: redis.url,
        GRADUS_REDIS_PREFIX: prefix,
        GRADUS_SLOTS: "0",
      },
    );
    return { server, url: await untilItListens(server) };
  };

  /** Ends as `systemctl stop` ends it. */
  async function stop({ child, ended }: RunningGradus): Promise<void> {
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, signal: null });
  }

  const untilGraded = (server: RunningGradus, database: DatabaseReader, count: number) =>
    server.until(
      `${count} submissions are graded`,
      () => database.numberOf("select count(*) from gradings") === count,
      WAIT_MS,
    );

  /** The engines of the workers that say that they are ready. */
  async function listEngines(prefix: string): Promise<string[]> {
    const client = new Redis(redis.url);
    try {
      const keys = nameKeys(prefix);
      const ids = await client.smembers(keys.workers);
      const texts = ids.length === 0 ? [] : await client.mget(ids.map(keys.worker));
      return texts
        .flatMap((text) => (text === null ? [] : (parseMessage(workerFacts, text) ?? [])))
        .filter(({ state }) => state === "ready")
        .map(({ engine }) => engine)
        .sort();
    } finally {
      client.disconnect();
    }
  }

  function openDatabase(dataFolder: string): DatabaseReader {
    const database = new DatabaseReader(dataFolder);
    onTestFinished(() => database.close());
    return database;
  }

  test("the worker's unit grades a submission, with the settings of worker.env alone", async () => {
    const dataFolder = temporaryFolder();
    const { server, url } = await startServer(ROOT, "unit", dataFolder);
    const database = openDatabase(dataFolder);
    await new Student().submit(url, SUM_RIGHT);
    const worker = startWorker(ROOT, "unit");
    await untilGraded(server, database, 1);
    expect(database.rows("select verdict, engine from gradings")).toEqual([
      { verdict: "accepted", engine: nameEngine() },
    ]);
    await stop(worker);
    await stop(server);
  });

  test("an upgrade in the documented order grades every submission once", async () => {
    const [oldVersion, prefix, dataFolder] = [makeOtherVersion(), "upgrade", temporaryFolder()];
    const oldServer = await startServer(oldVersion, prefix, dataFolder);
    const database = openDatabase(dataFolder);
    const [first, second] = [startWorker(oldVersion, prefix), startWorker(oldVersion, prefix)];
    const student = new Student();
    const ids = [await student.submit(oldServer.url, SUM_RIGHT)];
    await untilGraded(oldServer.server, database, 1);

    // Half of the workers: they wait for a server of their engine, and take no jobs.
    await stop(first);
    startWorker(ROOT, prefix);
    await oldServer.server.until(
      "a worker of each version is ready",
      async () => new Set(await listEngines(prefix)).size === 2,
      WAIT_MS,
    );
    ids.push(await student.submit(oldServer.url, SUM_RIGHT));
    await untilGraded(oldServer.server, database, 2);
    const engines = () =>
      database
        .rows<{ engine: string }>("select engine from gradings order by rowid")
        .map(({ engine }) => engine);
    expect(new Set(engines()).size).toBe(1);
    expect(engines()).not.toContain(nameEngine());

    // The server. What waits when it stops is graded by the new version.
    second.child.kill("SIGSTOP");
    ids.push(await student.submit(oldServer.url, SUM_RIGHT));
    await stop(oldServer.server);
    const { server, url } = await startServer(ROOT, prefix, dataFolder);
    await untilGraded(server, database, 3);
    ids.push(await student.submit(url, SUM_RIGHT));
    await untilGraded(server, database, 4);
    expect(engines().slice(2)).toEqual([nameEngine(), nameEngine()]);

    // The other workers.
    second.child.kill("SIGCONT");
    await stop(second);
    startWorker(ROOT, prefix);
    await server.until(
      "both workers are of the new version",
      async () => (await listEngines(prefix)).join() === [nameEngine(), nameEngine()].join(),
      WAIT_MS,
    );
    const graded = database.rows<{ id: string }>("select submission_id as id from gradings");
    expect(graded.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    expect(database.numberOf("select count(*) from jobs")).toBe(0);
    const readReady = async (): Promise<unknown> => (await fetch(`${url}/readyz`)).json();
    await expect
      .poll(readReady, { timeout: WAIT_MS })
      .toMatchObject({ status: "ready", workers: { redis: "connected", slots: 2 } });
  });
});

/** A copy of this Gradus whose engine has another name: its lock file differs. */
function makeOtherVersion(): string {
  const folder = join(temporaryFolder(), "gradus-1");
  mkdirSync(folder);
  const names = [
    "src",
    "grader",
    "migrations",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
  ];
  for (const name of names) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  appendFileSync(join(folder, "package-lock.json"), "\n");
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}
