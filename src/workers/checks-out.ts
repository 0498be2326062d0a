// Checks of exercises that are to be published, at workers: handed out, followed, and their results
// compared with what was asked for. An exercise that is checked is not published yet, so it is not
// a version that workers can ask for; each job has its own copy in Redis, which expires.

import { randomUUID } from "node:crypto";
import { Queue as BullQueue } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { nameEngine } from "../../grader/index.ts";
import { packForCheck } from "../../grader/doors/packs.ts";
import type { Wall } from "../../grader/doors/walls.ts";
import type { Candidate } from "../catalogue/publish.ts";
import type { ExerciseResult } from "../catalogue/check-packs.ts";
import { MINUTE_MS } from "../durations.ts";
import { findCheckMisfit } from "./check-report.ts";
import { JobsOut, type RemoteResult } from "./jobs-out.ts";
import { type CheckOrder, type Keys, nameCheckQueue } from "./messages.ts";
import type { WorkerList } from "./worker-list.ts";

export interface ChecksOutParts {
  redis: Redis;
  /** For BullMQ. */
  connection: Redis;
  prefix: string;
  keys: Keys;
  workers: WorkerList;
  requiredWalls: () => readonly Wall[];
  log: Logger;
  /** A job could not be handed out. */
  onFailed: (error: unknown) => void;
  /** Checks wait and workers are idle, but none has been taken for a while. */
  onStuck: () => void;
}

/** A worker takes its job soon, since no more are handed out than there are workers. */
const EXPIRES_MS = 15 * MINUTE_MS;

export class ChecksOut {
  readonly #parts: ChecksOutParts;
  readonly #queue: BullQueue;
  readonly #jobs: JobsOut;

  constructor(parts: ChecksOutParts) {
    const { connection, prefix, redis, keys, workers, log, onFailed, onStuck } = parts;
    this.#parts = parts;
    this.#queue = new BullQueue(nameCheckQueue(nameEngine()), {
      connection,
      prefix,
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    });
    this.#queue.on("error", () => undefined);
    const idle = () => workers.idleCheckers;
    this.#jobs = new JobsOut({
      queue: this.#queue,
      redis,
      keys,
      workers,
      idle,
      log,
      onFailed,
      onStuck,
    });
  }

  /**
   * Checks one exercise at a worker. A result that does not fit is refused. Throws `PackError` if the
   * exercise cannot be read or has changed.
   */
  async check(
    { pack, id, hash }: Candidate,
    signal: AbortSignal,
  ): Promise<RemoteResult<ExerciseResult>> {
    const { redis, keys, requiredWalls, onFailed } = this.#parts;
    const job = `check-${randomUUID()}`;
    const order: CheckOrder = {
      kind: "check",
      walls: [...requiredWalls()],
      exercise: { hash, pack: pack.manifest.id, id },
    };
    const bytes = packForCheck(pack, id, hash);
    try {
      await redis.set(keys.check(job), bytes, "PX", EXPIRES_MS);
    } catch (error) {
      onFailed(error);
      return { kind: "released" };
    }
    try {
      const result = await this.#jobs.run(order, { id: job, rank: "check", signal });
      if (result.kind !== "done") return result;
      const { value } = result;
      if (value.kind !== "check") return this.#jobs.refuse(job, "it is not the result of a check");
      const misfit = findCheckMisfit(value, order, nameEngine());
      return misfit === undefined
        ? { kind: "done", value: value.result }
        : this.#jobs.refuse(job, `the result of the check has another ${misfit}`);
    } finally {
      // If it fails, it expires.
      void redis.del(keys.check(job)).catch(() => undefined);
    }
  }

  async follow(isQuick: boolean): Promise<void> {
    await this.#jobs.follow(isQuick);
  }

  /** Of the queue in Redis. */
  get name(): string {
    return this.#queue.name;
  }

  releaseAll(): void {
    this.#jobs.releaseAll();
  }

  /** Takes everything out of line. Throws errors of Redis. */
  async drain(): Promise<void> {
    await this.#queue.drain();
  }

  async disconnect(): Promise<void> {
    await this.#queue.getBackend().disconnect();
  }
}
