// A worker: takes jobs from Redis, grades them behind the same walls as the server does, and gives
// the reports back. It has no database and no packs. What it needs of an exercise it asks for.
//
// BullMQ hands each job to one worker and renews its lock. Whether a job is handed out again is
// decided by the server alone (remote-grader.ts), so BullMQ's own retries are off.

import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Job, Worker as BullWorker, type WorkerOptions as BullOptions } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { JobCancelledError, nameEngine } from "../../grader/index.ts";
import type { RedisSettings } from "../config.ts";
import { SECOND_MS } from "../durations.ts";
import type { Wall } from "../../grader/doors/walls.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import { describeErrorForLog } from "../log.ts";
import { atMost } from "./at-most.ts";
import { CheckLane } from "./check-lane.ts";
import {
  cancelMessage,
  type CheckOrder,
  type GradeOrder,
  type GroupMessage,
  type Keys,
  nameKeys,
  nameQueue,
  order as orderSchema,
  parseMessage,
  type ResultMessage,
  type TypesOrder,
  type WorkerFacts,
  type WorkerState,
  type WorkResult,
} from "./messages.ts";
import { connectRedis, watchConnection } from "./redis.ts";
import { WorkerEntry } from "./worker-entry.ts";
import type { WorkerWalls } from "./worker-walls.ts";
import { VersionCache } from "./version-store.ts";

export interface WorkerOptions {
  redis: RedisSettings;
  slots: number;
  walls: WorkerWalls;
  /** For versions of exercises. No other user may be able to write it. */
  cacheFolder: string;
}

/** BullMQ renews it at half this time. */
const LOCK_MS = 30 * SECOND_MS;
/** After an error of the connection. */
const RETRY_MS = SECOND_MS;
/** The server has time to take a result, also after a restart. */
const RESULT_EXPIRES_MS = 600 * SECOND_MS;
/** While it stops: whether its jobs have ended. */
const LOOK_MS = 50;
/** For handing back, after the time for finishing. */
const HAND_BACK_MS = 5 * SECOND_MS;
/** Between two tries to store a result that Redis refuses, because its memory is full. */
const STORE_AGAIN_MS = SECOND_MS;

export class GradingWorker {
  readonly id = randomBytes(6).toString("hex");
  readonly #options: WorkerOptions;
  readonly #host: GraderHost;
  readonly #log: Logger;
  readonly #keys: Keys;
  readonly #redis: Redis;
  readonly #channels: Redis;
  readonly #versions: VersionCache;
  readonly #bull: BullWorker;
  readonly #checks: CheckLane;
  readonly #entry: WorkerEntry;
  readonly #endWatch: () => void;
  readonly #sinceMs = Date.now();
  #state: WorkerState = "starting";
  #running = 0;
  #graded = 0;
  #beat = 0;
  #hasTakenJobs = false;
  #hasLeft = false;

  constructor(options: WorkerOptions, host: GraderHost, log: Logger) {
    this.#options = options;
    this.#host = host;
    this.#log = log.child({ worker: this.id });
    this.#keys = nameKeys(options.redis.prefix);
    this.#redis = connectRedis(options.redis, `gradus-worker-${this.id}`, { patient: true });
    this.#channels = this.#redis.duplicate();
    this.#channels.on("error", () => undefined);
    this.#versions = new VersionCache(this.#redis, this.#keys, options.cacheFolder);
    const bullOptions: BullOptions = {
      connection: this.#redis,
      prefix: options.redis.prefix,
      name: this.id,
      concurrency: options.slots,
      autorun: false,
      lockDuration: LOCK_MS,
      maxStalledCount: 0,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
      runRetryDelay: RETRY_MS,
    };
    this.#bull = new BullWorker(
      nameQueue(nameEngine()),
      async (job, _token, signal) => {
        this.#running += 1;
        try {
          return await this.#process(job, signal);
        } finally {
          this.#running -= 1;
        }
      },
      bullOptions,
    );
    // While there is no connection, `watchConnection` has said so.
    const onError = (error: unknown) => {
      if (this.#redis.status === "ready") this.#reportRedis(error);
    };
    this.#bull.on("error", onError);
    this.#checks = new CheckLane({
      redis: this.#redis,
      keys: this.#keys,
      options: bullOptions,
      process: (job, signal) => this.#process(job, signal),
      onError,
      requiredWalls: () => options.walls.required,
    });
    this.#entry = new WorkerEntry({
      redis: this.#redis,
      keys: this.#keys,
      id: this.id,
      describe: () => this.#describe(),
      onError: (error) => this.#reportRedis(error),
    });
    this.#endWatch = watchConnection(this.#redis, {
      onConnected: () => this.#log.info("connected to Redis"),
      onAway: (error) =>
        this.#log.warn(
          { error: describeErrorForLog(error) },
          "Redis cannot be reached; the worker tries again",
        ),
    });
  }

  /** Takes jobs as soon as slots are up. Resolves when the first try to start them has ended. */
  async start(): Promise<void> {
    this.#host.onReady(() => this.#takeJobs());
    this.#channels.on("message", (_channel, text) => this.#cancel(text));
    void this.#channels.subscribe(this.#keys.cancel).catch(() => undefined);
    this.#entry.start();
    await this.#host.open();
    void this.#entry.write();
  }

  /**
   * Takes no more jobs, finishes those that run, and leaves. After `graceMs` milliseconds the rest
   * is handed back. If Redis does not answer by then, the worker leaves without: the server hands its
   * jobs out again.
   */
  async stop(graceMs: number): Promise<void> {
    this.#state = "draining";
    void this.#entry.write();
    const closed = Promise.all([this.#bull.close(), this.#checks.close()]);
    const endMs = performance.now() + graceMs;
    const isBusy = () => this.#running > 0 || this.#checks.isChecking;
    while (isBusy() && performance.now() < endMs) await sleep(LOOK_MS);
    this.#bull.cancelAllJobs("stopping");
    this.#checks.cancel("stopping");
    await atMost(HAND_BACK_MS, closed);
    this.#hasLeft = true;
    await atMost(SECOND_MS, this.#entry.remove());
    this.#endWatch();
    this.#channels.disconnect();
    this.#redis.disconnect();
    await this.#host.close();
  }

  #takeJobs(): void {
    if (this.#state === "draining") return;
    this.#state = "ready";
    void this.#entry.write();
    this.#checks.takeJobs();
    if (this.#hasTakenJobs) return void this.#bull.resume();
    this.#hasTakenJobs = true;
    // Rejects only if it runs already.
    void this.#bull.run();
  }

  async #process(job: Job<unknown>, signal: AbortSignal | undefined): Promise<string> {
    const { id = "" } = job;
    const order = orderSchema.safeParse(job.data).data;
    const result =
      order === undefined
        ? ({ kind: "failed", reason: "the job is not valid" } satisfies WorkResult)
        : await this.#work(id, order, signal);
    await this.#store({ job: id, worker: this.id, result });
    return "";
  }

  async #work(
    id: string,
    order: GradeOrder | TypesOrder | CheckOrder,
    signal: AbortSignal | undefined,
  ): Promise<WorkResult> {
    try {
      if (signal?.aborted === true || !(await this.#hasWalls(order.walls)))
        return { kind: "released" };
      switch (order.kind) {
        case "grade":
          return await this.#grade(id, order, signal);
        case "types":
          return await this.#checkTypes(order, signal);
        case "check":
          return await this.#checks.check(id, order, signal);
      }
    } catch (error) {
      if (signal?.aborted === true || error instanceof JobCancelledError)
        return { kind: "released" };
      this.#log.error({ job: id, error: describeErrorForLog(error) }, "a job could not be done");
      return {
        kind: "failed",
        reason: (error instanceof Error ? error.message : String(error)).slice(0, 2000),
      };
    }
  }

  /** If a wall is missing that the site requires, jobs wait until slots start with it. */
  async #hasWalls(ofSite: readonly Wall[]): Promise<boolean> {
    const { walls } = this.#options;
    walls.follow(ofSite);
    const { state } = this.#host;
    const standing = state.kind === "ready" ? state.walls.standing : [];
    if (walls.required.every((wall) => standing.includes(wall))) return true;
    // Of several jobs at the same time, the first finds out.
    if (await this.#pause()) void this.#host.reopen();
    return false;
  }

  async #grade(
    id: string,
    { version, source, fileName, groups, ownTests, writing, seed, hiddenSeed }: GradeOrder,
    signal: AbortSignal | undefined,
  ): Promise<WorkResult> {
    const report = await this.#host.grade({
      exercise: await this.#versions.load(version),
      source: new TextEncoder().encode(source),
      fileName,
      groups,
      ownTests,
      writing,
      seed,
      hiddenSeed,
      signal,
      onGroup: (group) => {
        const message: GroupMessage = { job: id, group };
        if (group.visible)
          void this.#redis
            .publish(this.#keys.groups, JSON.stringify(message))
            .catch(() => undefined);
      },
    });
    if (report !== undefined) {
      this.#graded += 1;
      return { kind: "report", report };
    }
    await this.#pause();
    return { kind: "released" };
  }

  async #checkTypes(
    { source, fileName, language }: TypesOrder,
    signal: AbortSignal | undefined,
  ): Promise<WorkResult> {
    const problems = await this.#host.grader?.checkTypes({ source, fileName, language, signal });
    return problems === undefined ? { kind: "released" } : { kind: "types", problems };
  }

  /**
   * There is no slot any more: other workers take the jobs until there is one again. False if this
   * is known already.
   */
  async #pause(): Promise<boolean> {
    if (this.#state !== "ready") return false;
    this.#state = "failed";
    void this.#entry.write();
    await Promise.all([this.#bull.pause(true), this.#checks.pause()]);
    return true;
  }

  /** Tries until Redis takes it. If it takes too long, the server has handed the job out again. */
  async #store(message: ResultMessage): Promise<void> {
    const text = JSON.stringify(message);
    const endMs = performance.now() + RESULT_EXPIRES_MS;
    for (;;) {
      try {
        await this.#redis.set(this.#keys.result(message.job), text, "PX", RESULT_EXPIRES_MS);
        return;
      } catch (error) {
        if (this.#hasLeft || performance.now() > endMs) throw error;
        this.#reportRedis(error);
        await sleep(STORE_AGAIN_MS);
      }
    }
  }

  #cancel(text: string): void {
    const message = parseMessage(cancelMessage, text);
    if (message === undefined) return;
    this.#bull.cancelJob(message.job, "cancelled");
    this.#checks.cancel("cancelled", message.job);
  }

  #describe(): WorkerFacts {
    const { state } = this.#host;
    const walls = state.kind === "starting" ? undefined : state.walls;
    return {
      id: this.id,
      host: hostname().slice(0, 255),
      engine: nameEngine(),
      slots: this.#options.slots,
      running: this.#running,
      graded: this.#graded,
      isChecking: this.#checks.isChecking,
      state: state.kind === "failed" && this.#state !== "draining" ? "failed" : this.#state,
      reason: state.kind === "failed" ? state.reason.slice(0, 2000) : null,
      ...(walls !== undefined && { walls: [...walls.standing] }),
      sinceMs: this.#sinceMs,
      beat: (this.#beat += 1),
    };
  }

  #reportRedis(error: unknown): void {
    this.#log.warn({ error: describeErrorForLog(error) }, "Redis refused a command");
  }
}
