// The part of a server that hands jobs to workers, with a real Redis, and what a worker would write
// into that Redis.

import { Worker as BullWorker } from "bullmq";
import { Redis } from "ioredis";
import { pino } from "pino";
import { expect, onTestFinished, vi } from "vitest";
import { nameEngine } from "../../grader/index.ts";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import type { Rank } from "../../src/grading/graders.ts";
import { nameKeys, nameQueue, type WorkerFacts } from "../../src/workers/messages.ts";
import { RemoteGrader } from "../../src/workers/remote-grader.ts";
import { makeOrder } from "./worker-order.ts";

const log = pino({ level: "silent" });
export const SITE = "1".repeat(64);
/** For `vi.waitFor`. */
export const SLOW = { timeout: 30_000, interval: 20 };
const RENEW_MS = 2000;

export interface RemoteSiteParts {
  /** Of Redis. */
  url: string;
  prefix: string;
  exercise: Exercise;
  siteId?: string;
}

export type RemoteSite = ReturnType<typeof startRemoteSite>;

/** Ends when the test is over. */
export function startRemoteSite({ url, prefix, exercise, siteId = SITE }: RemoteSiteParts) {
  const remote = new RemoteGrader({
    redis: { url, prefix, tls: {} },
    siteId,
    requiredWalls: () => ["namespaces"],
    log,
    load: () => Promise.resolve(exercise),
  });
  const client = new Redis(url, { maxRetriesPerRequest: null });
  client.on("error", () => undefined);
  const keys = nameKeys(prefix);
  onTestFinished(async () => {
    await remote.close();
    client.disconnect();
  });
  remote.start();
  const order = makeOrder(exercise);
  let beat = 0;
  /** A worker writes this. */
  const register = async (facts: Partial<WorkerFacts> = {}) => {
    const all: WorkerFacts = {
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
      ...facts,
    };
    await client.sadd(keys.workers, all.id).catch(() => undefined);
    await client.set(keys.worker(all.id), JSON.stringify(all), "PX", 60_000);
  };
  return {
    remote,
    client,
    keys,
    register,
    /** As a running worker does. */
    keepRegistered: async () => {
      await register();
      const timer = setInterval(() => void register().catch(() => undefined), RENEW_MS);
      onTestFinished(() => clearInterval(timer));
    },
    /** Takes one job after the other; `answer` is stored as its result. */
    work: (answer: (job: string) => string, slots = 1) => {
      const worker = new BullWorker(
        nameQueue(nameEngine()),
        async ({ id = "" }) => void (await client.set(keys.result(id), answer(id), "PX", 60_000)),
        { connection: client, prefix, name: "stand-in", concurrency: slots },
      );
      worker.on("error", () => undefined);
      onTestFinished(() => worker.close(true));
    },
    grade: (id: string, rank: Rank = "submission") => remote.grade(order, exercise, { id, rank }),
    ready: (slots = 1) => vi.waitFor(() => expect(remote.slots).toBe(slots), SLOW),
    /** A key of BullMQ. */
    queueKey: (name: string) => `${prefix}:${nameQueue(nameEngine())}:${name}`,
  };
}

/** What a worker stores when it has graded. */
export function storedResult(job: string, report: Report): string {
  return JSON.stringify({ job, worker: "stand-in", result: { kind: "report", report } });
}
