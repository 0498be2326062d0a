// The server's side of the workers: hands out jobs, follows them, and takes the results.
//
// The rows of `jobs` in the database say what is to be graded. What is in Redis is only on its way,
// so a job may be lost there at any time: by a worker that is killed or frozen, by a Redis that is
// restarted empty or full. Every job that is handed out is looked at again and again, until its
// result has arrived or it is clear that none will. Then its owner decides what happens next. A
// result that arrives later finds no job and is dropped.

import { type Job, Queue as BullQueue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { nameEngine } from "../../grader/index.ts";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { GroupReport, Report } from "../../grader/doors/reports.ts";
import type { Wall } from "../../grader/doors/walls.ts";
import type { TypeProblem } from "../../grader/doors/type-errors.ts";
import type { RedisSettings } from "../config.ts";
import { MINUTE_MS, SECOND_MS } from "../durations.ts";
import type { Rank } from "../grading/graders.ts";
import { describeErrorForLog } from "../log.ts";
import { findMisfit } from "./check-report.ts";
import {
  type GradeOrder,
  groupMessage,
  type Keys,
  nameKeys,
  nameQueue,
  type Order,
  parseMessage,
  type TypesOrder,
  type VersionKey,
  type WorkerFacts,
  type WorkResult,
} from "./messages.ts";
import { connectRedis } from "./redis.ts";
import { SiteClaim } from "./site-claim.ts";
import { takeResult } from "./take-result.ts";
import { VersionSource } from "./version-store.ts";
import { WorkerList } from "./worker-list.ts";

/** Lower numbers are taken first. */
const PRIORITIES: Record<Rank, number> = { submission: 1, "live-test": 2, regrade: 3 };

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

export type RedisState =
  /** Not connected yet, or not any more; `reason` is empty if nothing is known. */
  | { kind: "away"; reason: string }
  /** Another site uses the same prefix. */
  | { kind: "taken" }
  | { kind: "connected" };

export interface RemoteGraderParts {
  redis: RedisSettings;
  /** Names this site: two sites must not share a prefix. */
  siteId: string;
  /** The walls that the site requires now. */
  requiredWalls: () => readonly Wall[];
  log: Logger;
  load: (version: VersionKey) => Promise<Exercise>;
}

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

interface Outstanding {
  order: Order;
  job: Job | undefined;
  /** The worker that runs it, once one does. */
  worker: string | undefined;
  sinceMs: number;
  /** How many looks in a row have not found its worker. */
  missed: number;
  onGroup: RunOptions["onGroup"];
  settle: (result: RemoteResult<WorkResult>) => void;
}

const LOOK_MS = SECOND_MS;
/** While Redis is away for longer, nothing that was handed out is expected to come back. */
const AWAY_MS = 30 * SECOND_MS;
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
/** The events of BullMQ that a server can still read after its connection was lost. */
const MAX_EVENTS = 2000;

export class RemoteGrader {
  readonly #parts: RemoteGraderParts;
  readonly #keys: Keys;
  readonly #engine = nameEngine();
  readonly #redis: Redis;
  readonly #channels: Redis;
  readonly #events: QueueEvents;
  readonly #queue: BullQueue;
  readonly #connections: Redis[];
  readonly #claim: SiteClaim;
  readonly #workers: WorkerList;
  readonly #versions: VersionSource;
  readonly #outstanding = new Map<string, Outstanding>();
  readonly #onChange = new Set<() => void>();
  #state: RedisState = { kind: "away", reason: "" };
  #awaySinceMs = performance.now();
  #looking: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isFirst = true;

  constructor(parts: RemoteGraderParts) {
    this.#parts = parts;
    const { redis, siteId, requiredWalls, load, log } = parts;
    const { prefix } = redis;
    this.#keys = nameKeys(prefix);
    const connect = (patient: boolean) => connectRedis(redis, "gradus-server", { patient });
    const [commands, jobs] = [connect(false), connect(false)];
    const [channels, events] = [connect(true), connect(true)];
    this.#connections = [commands, jobs, channels, events];
    this.#redis = commands;
    this.#channels = channels;
    this.#queue = new BullQueue(nameQueue(this.#engine), {
      connection: jobs,
      prefix,
      streams: { events: { maxLen: MAX_EVENTS } },
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    });
    this.#events = new QueueEvents(nameQueue(this.#engine), { connection: events, prefix });
    this.#claim = new SiteClaim(commands, this.#keys, siteId, requiredWalls);
    this.#workers = new WorkerList(commands, this.#keys, this.#engine);
    this.#versions = new VersionSource({ redis: commands, keys: this.#keys, log, load });
    this.#queue.on("error", () => undefined);
    this.#events.on("error", () => undefined);
    this.#redis.on("error", (error: Error) => this.#noteAway(error.message));
    this.#redis.on("close", () => this.#noteAway(""));
  }

  get state(): RedisState {
    return this.#state;
  }

  get workers(): readonly WorkerFacts[] {
    return this.#workers.all;
  }

  /** How many jobs the workers can run at once. 0 while Redis is away. */
  get slots(): number {
    return this.#state.kind === "connected" ? this.#workers.slots : 0;
  }

  /** Called when the number of slots may have changed. */
  onChange(listener: () => void): void {
    this.#onChange.add(listener);
  }

  start(): void {
    this.#channels.on("message", (channel: string, text: string) => this.#hear(channel, text));
    void this.#channels.subscribe(this.#keys.wanted, this.#keys.groups).catch(() => undefined);
    this.#events.on("completed", ({ jobId }) => void this.#take(jobId));
    void this.#look();
  }

  /** Jobs that still run at workers are given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#looking);
    for (const { settle } of this.#outstanding.values()) settle({ kind: "released" });
    if (this.#state.kind === "connected") await this.#claim.release();
    for (const connection of this.#connections) connection.disconnect();
    await Promise.allSettled([this.#queue.close(), this.#events.close()]);
  }

  /** Grades one submission. A report that does not fit is refused. */
  async grade(
    order: GradeOrder,
    exercise: Exercise,
    options: RunOptions,
  ): Promise<RemoteResult<Report>> {
    const result = await this.#run(order, options);
    if (result.kind !== "done") return result;
    const { value } = result;
    if (value.kind !== "report") return this.#refuse(options.id, "it is not a report");
    const misfit = findMisfit(value.report, order, exercise, this.#engine);
    return misfit === undefined
      ? { kind: "done", value: value.report }
      : this.#refuse(options.id, `the report has another ${misfit}`);
  }

  async checkTypes(order: TypesOrder, options: RunOptions): Promise<RemoteResult<TypeProblem[]>> {
    const result = await this.#run(order, options);
    if (result.kind !== "done") return result;
    const { value } = result;
    return value.kind === "types"
      ? { kind: "done", value: value.problems }
      : this.#refuse(options.id, "it is not a list of type errors");
  }

  #refuse(job: string, reason: string): RemoteResult<never> {
    this.#parts.log.error({ job, reason }, "a worker's result was refused");
    return { kind: "refused", reason };
  }

  #run(
    order: Order,
    { id, rank, signal, withdraw, onGroup }: RunOptions,
  ): Promise<RemoteResult<WorkResult>> {
    return new Promise((resolve) => {
      if (signal?.aborted === true || withdraw?.aborted === true)
        return resolve({ kind: "released" });
      const cancel = () => void this.#cancel(id);
      const takeOut = () => void this.#takeOut(id);
      const entry: Outstanding = {
        order,
        job: undefined,
        worker: undefined,
        sinceMs: performance.now(),
        missed: 0,
        onGroup,
        settle: (result) => {
          if (this.#outstanding.get(id) !== entry) return;
          this.#outstanding.delete(id);
          signal?.removeEventListener("abort", cancel);
          withdraw?.removeEventListener("abort", takeOut);
          resolve(result);
        },
      };
      this.#outstanding.set(id, entry);
      signal?.addEventListener("abort", cancel, { once: true });
      withdraw?.addEventListener("abort", takeOut, { once: true });
      this.#queue.add(order.kind, order, { jobId: id, priority: PRIORITIES[rank] }).then(
        (job) => (entry.job = job),
        (error: unknown) => {
          this.#parts.log.warn(
            { job: id, error: describeErrorForLog(error) },
            "a job could not be handed out",
          );
          entry.settle({ kind: "released" });
        },
      );
    });
  }

  /** A running job ends as soon as its worker reads the message. */
  async #cancel(id: string): Promise<void> {
    const entry = this.#outstanding.get(id);
    if (entry === undefined) return;
    await this.#takeOut(id);
    await this.#redis
      .publish(this.#keys.cancel, JSON.stringify({ job: id }))
      .catch(() => undefined);
    entry.settle({ kind: "released" });
  }

  /** Does nothing if a worker has begun it. */
  async #takeOut(id: string): Promise<void> {
    const entry = this.#outstanding.get(id);
    try {
      await entry?.job?.remove();
      entry?.settle({ kind: "released" });
    } catch {
      // It runs, or Redis is away.
    }
  }

  #hear(channel: string, text: string): void {
    if (channel === this.#keys.wanted) return void this.#versions.answer(text);
    const message = parseMessage(groupMessage, text);
    if (message?.group.visible === true)
      this.#outstanding.get(message.job)?.onGroup?.(message.group);
  }

  /** Takes the result of a job that has ended. */
  async #take(id: string): Promise<boolean> {
    const entry = this.#outstanding.get(id);
    if (entry === undefined) return false;
    try {
      const result = await takeResult(this.#redis, this.#keys, id);
      if (result === undefined) return false;
      if (result === "invalid") entry.settle(this.#refuse(id, "it is not valid"));
      else if (result.kind === "released") entry.settle({ kind: "released" });
      else if (result.kind === "failed") entry.settle(this.#refuse(id, result.reason));
      else entry.settle({ kind: "done", value: result });
      return true;
    } catch (error) {
      this.#parts.log.warn(
        { job: id, error: describeErrorForLog(error) },
        "a result could not be taken",
      );
      return false;
    }
  }

  /** Once a second: who works here, and what has become of the jobs that are out. */
  async #look(): Promise<void> {
    const startedMs = performance.now();
    try {
      const before = this.slots;
      await this.#holdPrefix();
      await this.#workers.refresh();
      const isQuick = performance.now() - startedMs < LOOK_MS;
      for (const [id, entry] of this.#outstanding) await this.#follow(id, entry, isQuick);
      if (this.slots !== before) this.#notify();
    } catch (error) {
      this.#noteAway(error instanceof Error ? error.message : String(error));
    }
    if (this.#state.kind === "away" && performance.now() - this.#awaySinceMs > AWAY_MS)
      for (const { settle } of this.#outstanding.values()) settle({ kind: "released" });
    if (!this.#isClosed) this.#looking = setTimeout(() => void this.#look(), LOOK_MS);
  }

  /** Throws errors of Redis. */
  async #holdPrefix(): Promise<void> {
    const { log } = this.#parts;
    if (await this.#claim.hold()) {
      // What an earlier process of this site has handed out is in line again.
      if (this.#isFirst) await this.#queue.drain();
      this.#isFirst = false;
      if (this.#state.kind !== "connected") log.info("connected to Redis");
      this.#state = { kind: "connected" };
    } else {
      if (this.#state.kind !== "taken")
        log.error("another site uses the same prefix in Redis; no jobs are handed out");
      this.#state = { kind: "taken" };
    }
  }

  /** Whether a job that is out can still come back. Throws errors of Redis. */
  async #follow(id: string, entry: Outstanding, isQuick: boolean): Promise<void> {
    const ageMs = performance.now() - entry.sinceMs;
    if (ageMs < LOOK_MS || entry.job === undefined) return;
    const job: Job | undefined = await this.#queue.getJob(id);
    if (job === undefined) {
      // It has ended, and the event was missed; or Redis has lost it.
      if (!(await this.#take(id))) this.#giveUp(id, entry, { kind: "released" });
      return;
    }
    entry.worker ??= job.processedBy;
    if (entry.worker === undefined) {
      if (this.slots > 0) return;
      // No worker is left to take it.
      await job.remove().catch(() => undefined);
      entry.settle({ kind: "released" });
      return;
    }
    entry.missed = this.#workers.has(entry.worker) || !isQuick ? 0 : entry.missed + 1;
    if (entry.missed >= MISSED_LOOKS)
      this.#giveUp(id, entry, { kind: "lost", worker: entry.worker });
    else if (ageMs > LONGEST_MS) this.#giveUp(id, entry, { kind: "released" });
  }

  #giveUp(id: string, { worker, settle }: Outstanding, result: RemoteResult<never>): void {
    this.#parts.log.warn({ job: id, worker }, "a job was lost and is handed out again");
    settle(result);
  }

  #noteAway(reason: string): void {
    if (this.#isClosed) return;
    if (this.#state.kind !== "away") {
      this.#awaySinceMs = performance.now();
      this.#parts.log.error({ reason }, "Redis is away; jobs of workers wait");
    }
    const known = this.#state.kind === "away" ? this.#state.reason : "";
    this.#state = { kind: "away", reason: reason === "" ? known : reason };
    if (this.#workers.slots > 0) {
      this.#workers.clear();
      this.#notify();
    }
  }

  #notify(): void {
    for (const listener of this.#onChange) listener();
  }
}
