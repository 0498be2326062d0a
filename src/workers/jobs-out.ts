// The jobs that are out at workers: handed out, followed, and their results taken.
//
// What is in Redis is only on its way, so a job may be lost there at any time: by a worker that is
// killed or frozen, by a Redis that is restarted empty or full. Every job is looked at again and
// again, until its result has arrived or it is clear that none will. Then its owner decides what
// happens next. A result that arrives later finds no job here and is dropped.

import type { Job, Queue as BullQueue } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import type { GroupReport } from "../../grader/doors/reports.ts";
import { MINUTE_MS, SECOND_MS } from "../durations.ts";
import type { Rank } from "../grading/graders.ts";
import { describeErrorForLog } from "../log.ts";
import type { GroupMessage, Keys, Order, WorkResult } from "./messages.ts";
import { takeResult } from "./take-result.ts";
import type { WorkerList } from "./worker-list.ts";

/** Lower numbers are taken first. */
const PRIORITIES: Record<Rank, number> = { submission: 1, "live-test": 2, regrade: 3, check: 4 };

/**
 * released: given back without a result; nobody is to blame. lost: the worker has died or has been
 * frozen while it ran. refused: what came back was not a result of this job, or the worker could not
 * do it.
 */
export type RemoteResult<T> =
  | { kind: "done"; value: T }
  | { kind: "released" }
  | { kind: "lost"; worker: string }
  | { kind: "refused"; reason: string };

export interface RunOptions {
  id: string;
  rank: Rank;
  /** Ends the job, also if a worker runs it. */
  signal?: AbortSignal | undefined;
  /** Takes the job out if no worker runs it yet. */
  withdraw?: AbortSignal | undefined;
  /** Called with each visible group as soon as it is graded. */
  onGroup?: ((group: GroupReport) => void) | undefined;
}

interface JobOut {
  job: Job | undefined;
  /** The worker that runs it, once one does. */
  worker: string | undefined;
  sinceMs: number;
  /** How many looks in a row have not found its worker. */
  missed: number;
  /** True once it is settled. Two ways lead to a result; the second waits for the first. */
  taking: Promise<boolean> | undefined;
  onGroup: RunOptions["onGroup"];
  settle: (result: RemoteResult<WorkResult>) => void;
}

export interface JobsOutParts {
  queue: BullQueue;
  redis: Redis;
  keys: Keys;
  workers: WorkerList;
  /** How many jobs the workers could begin, by what they last wrote. */
  idle: () => number;
  log: Logger;
  /** A job could not be handed out, or not be looked at. */
  onFailed: (error: unknown) => void;
  /** Jobs wait and workers are idle, but no job has been taken for a while. */
  onStuck: () => void;
}

/** A job younger than this is not looked at. */
const LOOK_AFTER_MS = SECOND_MS;
/**
 * No grading takes this long; limits end it much earlier. For a worker that is alive and has
 * forgotten its job.
 */
const LONGEST_MS = 15 * MINUTE_MS;
/**
 * A worker counts as dead when so many quick looks in a row have not found it. After a Redis that was
 * slow or restarted, its workers have not said anything yet.
 */
const MISSED_LOOKS = 4;
/** Longer than a worker that was killed is still seen: it looks idle. */
const STUCK_MS = 15 * SECOND_MS;

export class JobsOut {
  readonly #parts: JobsOutParts;
  readonly #jobs = new Map<string, JobOut>();
  /** Since when jobs wait beside idle workers; undefined if they do not. */
  #idleSinceMs: number | undefined;

  constructor(parts: JobsOutParts) {
    this.#parts = parts;
  }

  run(
    order: Order,
    { id, rank, signal, withdraw, onGroup }: RunOptions,
  ): Promise<RemoteResult<WorkResult>> {
    const { queue, onFailed } = this.#parts;
    return new Promise((resolve) => {
      if (signal?.aborted === true || withdraw?.aborted === true)
        return resolve({ kind: "released" });
      const cancel = () => void this.#cancel(id);
      const takeOut = () => void this.#takeOut(id);
      const out: JobOut = {
        job: undefined,
        worker: undefined,
        sinceMs: performance.now(),
        missed: 0,
        taking: undefined,
        onGroup,
        settle: (result) => {
          if (this.#jobs.get(id) !== out) return;
          this.#jobs.delete(id);
          signal?.removeEventListener("abort", cancel);
          withdraw?.removeEventListener("abort", takeOut);
          resolve(result);
        },
      };
      this.#jobs.set(id, out);
      signal?.addEventListener("abort", cancel, { once: true });
      withdraw?.addEventListener("abort", takeOut, { once: true });
      queue.add(order.kind, order, { jobId: id, priority: PRIORITIES[rank] }).then(
        (job) => (out.job = job),
        (error: unknown) => {
          // First, so that the job is not handed out again at once.
          onFailed(error);
          out.settle({ kind: "released" });
        },
      );
    });
  }

  /** A message of the channel for groups. */
  hear({ job, group }: GroupMessage): void {
    if (group.visible) this.#jobs.get(job)?.onGroup?.(group);
  }

  /** Call when a job has ended. Returns whether there was a result. Never rejects. */
  async take(id: string): Promise<boolean> {
    const out = this.#jobs.get(id);
    if (out === undefined) return false;
    out.taking ??= this.#take(id, out).finally(() => (out.taking = undefined));
    return await out.taking;
  }

  /**
   * Whether the jobs can still come back. `isQuick`: Redis answers at its usual speed. Never rejects.
   */
  async follow(isQuick: boolean): Promise<void> {
    await Promise.all(
      [...this.#jobs].map(([id, out]) =>
        // An error of one job is no reason to look at no other.
        this.#follow(id, out, isQuick).catch((error: unknown) => this.#parts.onFailed(error)),
      ),
    );
    this.#findStuck(isQuick);
  }

  /** None of them is expected to come back. */
  releaseAll(): void {
    this.#idleSinceMs = undefined;
    for (const { settle } of this.#jobs.values()) settle({ kind: "released" });
  }

  /** A result is not used. */
  refuse(job: string, reason: string): RemoteResult<never> {
    this.#parts.log.error({ job, reason }, "a worker's result was refused");
    return { kind: "refused", reason };
  }

  /** A running job ends as soon as its worker reads the message. */
  async #cancel(id: string): Promise<void> {
    const { redis, keys } = this.#parts;
    const out = this.#jobs.get(id);
    if (out === undefined) return;
    await this.#takeOut(id);
    await redis.publish(keys.cancel, JSON.stringify({ job: id })).catch(() => undefined);
    out.settle({ kind: "released" });
  }

  /** Does nothing if a worker has begun it. */
  async #takeOut(id: string): Promise<void> {
    const out = this.#jobs.get(id);
    try {
      await out?.job?.remove();
      out?.settle({ kind: "released" });
    } catch {
      // It runs, or Redis is away.
    }
  }

  async #take(id: string, { settle }: JobOut): Promise<boolean> {
    const { redis, keys, log } = this.#parts;
    try {
      const result = await takeResult(redis, keys, id);
      if (result === undefined) return false;
      if (result === "invalid") settle(this.refuse(id, "it is not valid"));
      else if (result.kind === "released") settle({ kind: "released" });
      else if (result.kind === "failed") settle(this.refuse(id, result.reason));
      else settle({ kind: "done", value: result });
      this.#idleSinceMs = undefined;
      return true;
    } catch (error) {
      log.warn({ job: id, error: describeErrorForLog(error) }, "a result could not be taken");
      return false;
    }
  }

  async #follow(id: string, out: JobOut, isQuick: boolean): Promise<void> {
    const { queue, workers } = this.#parts;
    const ageMs = performance.now() - out.sinceMs;
    if (ageMs < LOOK_AFTER_MS || out.job === undefined) return;
    const job: Job | undefined = await queue.getJob(id);
    if (job === undefined) {
      // It has ended, and the event was missed; or Redis has lost it.
      if (!(await this.take(id))) this.#giveUp(id, out, { kind: "released" });
      return;
    }
    if (out.worker === undefined && job.processedBy !== undefined) {
      out.worker = job.processedBy;
      this.#idleSinceMs = undefined;
    }
    if (out.worker === undefined) {
      if (workers.slots > 0) return;
      // No worker is left to take it.
      await job.remove().catch(() => undefined);
      out.settle({ kind: "released" });
      return;
    }
    // BullMQ may have failed to say that it has ended.
    if (await this.take(id)) return;
    out.missed = workers.has(out.worker) || !isQuick ? 0 : out.missed + 1;
    if (out.missed >= MISSED_LOOKS) this.#giveUp(id, out, { kind: "lost", worker: out.worker });
    else if (ageMs > LONGEST_MS) this.#giveUp(id, out, { kind: "released" });
  }

  #findStuck(isQuick: boolean): void {
    const { idle, onStuck } = this.#parts;
    const nowMs = performance.now();
    const isWaiting = [...this.#jobs.values()].some(
      ({ worker, sinceMs }) => worker === undefined && nowMs - sinceMs >= LOOK_AFTER_MS,
    );
    if (!isQuick || !isWaiting || idle() === 0) {
      this.#idleSinceMs = undefined;
      return;
    }
    this.#idleSinceMs ??= nowMs;
    if (nowMs - this.#idleSinceMs > STUCK_MS) onStuck();
  }

  #giveUp(id: string, out: JobOut, result: RemoteResult<never>): void {
    // Its result may have been taken since it was looked for.
    if (this.#jobs.get(id) !== out) return;
    const { worker, settle } = out;
    this.#parts.log.warn({ job: id, worker }, "a job was lost and is handed out again");
    settle(result);
  }
}
