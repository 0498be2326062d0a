// A worker: takes jobs from Redis, grades them behind the same walls as the server does, and gives
// the reports back. It has no database and no packs. What it needs of an exercise it asks for.
//
// BullMQ hands each job to one worker and renews its lock. Whether a job is handed out again is
// decided by the server alone (remote-grader.ts), so BullMQ's own retries are off.

import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { type Job, Worker as BullWorker } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { JobCancelledError, nameEngine } from "../../grader/index.ts";
import type { RedisSettings } from "../config.ts";
import { SECOND_MS } from "../durations.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import { describeErrorForLog } from "../log.ts";
import {
  cancelMessage,
  type GradeOrder,
  type GroupMessage,
  type Keys,
  nameKeys,
  nameQueue,
  order as orderSchema,
  parseMessage,
  type ResultMessage,
  siteFacts,
  type TypesOrder,
  type WorkerFacts,
  type WorkerState,
  type WorkResult,
} from "./messages.ts";
import { connectRedis } from "./redis.ts";
import type { WorkerWalls } from "./worker-walls.ts";
import { VersionCache } from "./version-store.ts";

export interface WorkerOptions {
  redis: RedisSettings;
  slots: number;
  walls: WorkerWalls;
  /** For versions of exercises. No other user may be able to write it. */
  cacheFolder: string;
}

/** A worker that says nothing for so long counts as gone, and its jobs are handed out again. */
const WORKER_EXPIRES_MS = 10 * SECOND_MS;
const RENEW_MS = 2 * SECOND_MS;
/** BullMQ renews it at half this time. */
const LOCK_MS = 30 * SECOND_MS;
/** The server has time to take a result, also after a restart. */
const RESULT_EXPIRES_MS = 600 * SECOND_MS;
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
  readonly #sinceMs = Date.now();
  #state: WorkerState = "starting";
  #running = 0;
  #graded = 0;
  #renewing: NodeJS.Timeout | undefined;
  #hasTakenJobs = false;

  constructor(options: WorkerOptions, host: GraderHost, log: Logger) {
    this.#options = options;
    this.#host = host;
    this.#log = log.child({ worker: this.id });
    this.#keys = nameKeys(options.redis.prefix);
    this.#redis = connectRedis(options.redis, `gradus-worker-${this.id}`, { patient: true });
    this.#channels = this.#redis.duplicate();
    this.#channels.on("error", () => undefined);
    this.#versions = new VersionCache(this.#redis, this.#keys, options.cacheFolder);
    this.#bull = new BullWorker(
      nameQueue(nameEngine()),
      (job, _token, signal) => this.#process(job, signal),
      {
        connection: this.#redis,
        prefix: options.redis.prefix,
        name: this.id,
        concurrency: options.slots,
        autorun: false,
        lockDuration: LOCK_MS,
        maxStalledCount: 0,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
    );
    this.#bull.on("error", (error) => this.#reportRedis(error));
    this.#redis.on("ready", () => this.#log.info("connected to Redis"));
    this.#redis.on("close", () => this.#log.warn("the connection to Redis is lost"));
  }

  /**
   * Takes jobs as soon as slots are up. Waits for Redis, which says what walls the site requires;
   * resolves when the first try to start slots has ended.
   */
  async start(): Promise<void> {
    this.#host.onReady(() => this.#takeJobs());
    this.#channels.on("message", (_channel, text) => this.#cancel(text));
    void this.#channels.subscribe(this.#keys.cancel).catch(() => undefined);
    await this.#register();
    this.#renewing = setInterval(() => void this.#register(), RENEW_MS);
    await this.#host.open();
    await this.#register();
  }

  /**
   * Takes no more jobs, finishes those that run, and leaves. After `graceMs` milliseconds the rest
   * is handed back.
   */
  async stop(graceMs: number): Promise<void> {
    this.#state = "draining";
    await this.#register();
    const closed = this.#bull.close();
    const handBack = setTimeout(() => this.#bull.cancelAllJobs("stopping"), graceMs);
    await closed;
    clearTimeout(handBack);
    clearInterval(this.#renewing);
    await Promise.race([this.#unregister(), sleep(SECOND_MS, undefined, { ref: false })]);
    this.#channels.disconnect();
    this.#redis.disconnect();
    await this.#host.close();
  }

  #takeJobs(): void {
    if (this.#state === "draining") return;
    this.#state = "ready";
    void this.#register();
    if (this.#hasTakenJobs) return void this.#bull.resume();
    this.#hasTakenJobs = true;
    // Rejects only if it runs already.
    void this.#bull.run();
  }

  async #process(job: Job<unknown>, signal: AbortSignal | undefined): Promise<string> {
    const { id = "" } = job;
    const order = parseMessage(orderSchema, JSON.stringify(job.data));
    this.#running += 1;
    try {
      const result =
        order === undefined
          ? ({ kind: "failed", reason: "the job is not valid" } satisfies WorkResult)
          : await this.#work(id, order, signal);
      await this.#store({ job: id, worker: this.id, result });
      return "";
    } finally {
      this.#running -= 1;
    }
  }

  async #work(
    id: string,
    order: GradeOrder | TypesOrder,
    signal: AbortSignal | undefined,
  ): Promise<WorkResult> {
    try {
      if (signal?.aborted === true) return { kind: "released" };
      return order.kind === "types"
        ? await this.#checkTypes(order, signal)
        : await this.#grade(id, order, signal);
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

  async #grade(
    id: string,
    { version, source, fileName, groups, seed, hiddenSeed }: GradeOrder,
    signal: AbortSignal | undefined,
  ): Promise<WorkResult> {
    const report = await this.#host.grade({
      exercise: await this.#versions.load(version, signal),
      source: new TextEncoder().encode(source),
      fileName,
      groups,
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

  /** There is no slot any more: other workers take the jobs until there is one again. */
  async #pause(): Promise<void> {
    if (this.#state !== "ready") return;
    this.#state = "failed";
    void this.#register();
    await this.#bull.pause(true);
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
        if (performance.now() > endMs) throw error;
        this.#reportRedis(error);
        await sleep(STORE_AGAIN_MS);
      }
    }
  }

  #cancel(text: string): void {
    const message = parseMessage(cancelMessage, text);
    if (message !== undefined) this.#bull.cancelJob(message.job, "cancelled");
  }

  /** Says what this worker is, and reads which walls the site requires. */
  async #register(): Promise<void> {
    const { state } = this.#host;
    if (state.kind === "failed" && this.#state === "ready") await this.#pause();
    const walls = state.kind === "starting" ? undefined : state.walls;
    const facts: WorkerFacts = {
      id: this.id,
      host: hostname().slice(0, 255),
      engine: nameEngine(),
      slots: this.#options.slots,
      running: this.#running,
      graded: this.#graded,
      state: this.#state === "starting" && state.kind === "failed" ? "failed" : this.#state,
      reason: state.kind === "failed" ? state.reason.slice(0, 2000) : null,
      ...(walls !== undefined && { walls: [...walls.standing] }),
      sinceMs: this.#sinceMs,
    };
    try {
      await this.#redis
        .multi()
        .sadd(this.#keys.workers, this.id)
        .set(this.#keys.worker(this.id), JSON.stringify(facts), "PX", WORKER_EXPIRES_MS)
        .exec();
      const site = parseMessage(siteFacts, (await this.#redis.get(this.#keys.server)) ?? "");
      if (site !== undefined && this.#options.walls.follow(site.walls) && walls !== undefined) {
        await this.#pause();
        await this.#host.reopen();
      }
    } catch (error) {
      this.#reportRedis(error);
    }
  }

  async #unregister(): Promise<void> {
    await this.#redis
      .multi()
      .srem(this.#keys.workers, this.id)
      .del(this.#keys.worker(this.id))
      .exec()
      .catch(() => undefined);
  }

  #reportRedis(error: unknown): void {
    this.#log.warn({ error: describeErrorForLog(error) }, "Redis refused a command");
  }
}
