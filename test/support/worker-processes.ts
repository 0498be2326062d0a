// A server and workers as their operators run them: processes of their own, joined by Redis alone.

import { Redis } from "ioredis";
import { expect, onTestFinished } from "vitest";
import { nameEngine } from "../../grader/index.ts";
import { nameQueue } from "../../src/workers/messages.ts";
import { temporaryFolder } from "./packs.ts";
import { type RunningGradus, startGradus } from "./run-gradus.ts";
import { DatabaseReader, startServerProcess, untilItListens } from "./server-process.ts";

export const RIGHT =
  "export function total(values: number[]): number { return values.reduce((a, b) => a + b, 0); }";
/** Runs until its limit ends it. */
export const ENDLESS =
  "export function total(values: number[]): number { for (;;) values.length; }";
/** A process has to start, and the machine may be busy. */
export const WAIT_MS = 240_000;

/** What joins a server and its workers. */
export interface Joint {
  /** Of Redis. */
  url: string;
  prefix: string;
}

function joinedBy({ url, prefix }: Joint): Record<string, string> {
  return { GRADUS_REDIS_URL: url, GRADUS_REDIS_PREFIX: prefix };
}

export function startWorker(
  joint: Joint,
  env: Record<string, string | undefined> = {},
): RunningGradus {
  return startGradus(["worker"], { env: { ...joinedBy(joint), GRADUS_SLOTS: "1", ...env } });
}

export interface SiteOptions {
  /** Of the server itself. */
  slots?: string;
  packsFolder?: string;
  env?: Record<string, string>;
}

/** Returns when it listens. `restart`: after it was killed, on the same data. */
export async function startSite(
  joint: Joint,
  { slots = "0", packsFolder, env = {} }: SiteOptions = {},
) {
  const dataFolder = temporaryFolder();
  const start = () =>
    startServerProcess(dataFolder, {
      ...(packsFolder !== undefined && { packsFolder }),
      env: { ...joinedBy(joint), GRADUS_SLOTS: slots, ...env },
    });
  const server = start();
  const url = await untilItListens(server);
  const database = new DatabaseReader(dataFolder);
  onTestFinished(() => database.close());
  return {
    server,
    url,
    database,
    restart: async () => {
      const again = start();
      return { server: again, url: await untilItListens(again) };
    },
  };
}

export function isGraded(database: DatabaseReader, count: number): boolean {
  return (
    database.numberOf("select count(*) from gradings") === count &&
    database.numberOf("select count(*) from jobs") === 0
  );
}

/** A key of BullMQ. */
export function nameQueueKey(prefix: string, name: string): string {
  return `${prefix}:${nameQueue(nameEngine())}:${name}`;
}

/** Until a worker runs a job: only then does a signal to the worker concern the job. */
export async function untilItRuns(worker: RunningGradus, { url, prefix }: Joint): Promise<void> {
  const client = new Redis(url);
  onTestFinished(() => client.disconnect());
  const active = nameQueueKey(prefix, "active");
  await worker.until("a job runs", async () => (await client.llen(active)) === 1, WAIT_MS);
}

/** Each of these submissions has one result, and there are no others. Returns their number. */
export function checkResults(
  database: DatabaseReader,
  ids: readonly string[],
  verdict = "accepted",
): number {
  const rows = database.rows<{ submission_id: string; verdict: string; engine: string }>(
    "select submission_id, verdict, engine from gradings",
  );
  expect(rows.map((row) => row.submission_id).sort()).toEqual(ids.toSorted());
  expect(new Set(rows.map((row) => row.verdict))).toEqual(new Set([verdict]));
  expect(rows.every(({ engine }) => /^\d+\.\d+\.\d+\+[0-9a-f]{12}$/.test(engine))).toBe(true);
  return rows.length;
}
