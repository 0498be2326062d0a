// The server's side of the workers: the connection to Redis, the workers that it sees, and the
// tasks that it gives them. The rows of `jobs` in the database say what is to be graded; jobs-out.ts
// follows the jobs that are at workers.

import { Queue as BullQueue } from "bullmq";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { nameEngine } from "../../grader/index.ts";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import type { TypeProblem } from "../../grader/doors/type-errors.ts";
import type { Wall } from "../../grader/doors/walls.ts";
import type { Candidate } from "../catalogue/publish.ts";
import type { ExerciseResult } from "../catalogue/check-packs.ts";
import type { RedisSettings } from "../config.ts";
import { SECOND_MS } from "../durations.ts";
import { atMost } from "./at-most.ts";
import { findMisfit } from "./check-report.ts";
import { ChecksOut } from "./checks-out.ts";
import { emptyQueue, isDamage } from "./empty-queue.ts";
import { JobEvents } from "./job-events.ts";
import { JobsOut, type RemoteResult, type RunOptions } from "./jobs-out.ts";
import {
  type GradeOrder,
  groupMessage,
  type Keys,
  nameKeys,
  nameQueue,
  parseMessage,
  type TypesOrder,
  type VersionKey,
  type WorkerFacts,
} from "./messages.ts";
import { connectRedis, isRefusal, isUnsent, watchConnection } from "./redis.ts";
import { SiteClaim } from "./site-claim.ts";
import { VersionSource } from "./version-store.ts";
import { WorkerList } from "./worker-list.ts";

export type RedisState =
  /** Not connected yet, or not any more; `reason` is empty if nothing is known. */
  | { kind: "away"; reason: string }
  /** It answers, but refuses commands: its memory is full, or the password is wrong. */
  | { kind: "refusing"; reason: string }
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

const LOOK_MS = SECOND_MS;
/** In a look that takes longer, workers are not missed: they have to wait for Redis as well. */
const SLOW_LOOK_MS = 4 * SECOND_MS;
/** Between two times that the queue in Redis is emptied. */
const EMPTY_AGAIN_MS = 15 * SECOND_MS;
/** While Redis is away for longer, nothing that was handed out is expected to come back. */
const AWAY_MS = 30 * SECOND_MS;
const CLOSE_MS = SECOND_MS;
/** The events of BullMQ that a server can still read after its connection was lost. */
const MAX_EVENTS = 2000;

export class RemoteGrader {
  readonly #log: Logger;
  readonly #requiredWalls: () => readonly Wall[];
  readonly #keys: Keys;
  readonly #prefix: string;
  readonly #engine = nameEngine();
  readonly #connections: Redis[];
  readonly #channels: Redis;
  readonly #redis: Redis;
  readonly #queue: BullQueue;
  readonly #events: JobEvents;
  readonly #claim: SiteClaim;
  readonly #workers: WorkerList;
  readonly #versions: VersionSource;
  readonly #jobs: JobsOut;
  readonly #checks: ChecksOut;
  readonly #onChange = new Set<() => void>();
  #state: RedisState = { kind: "away", reason: "" };
  #sinceMs = performance.now();
  #looking: NodeJS.Timeout | undefined;
  #isClosed = false;
  #hasPrefix = false;
  /** Whether the log says how Redis is. */
  #hasReported = false;
  #isFirst = true;
  #emptiedMs = -Infinity;

  constructor({ redis: settings, siteId, requiredWalls, load, log }: RemoteGraderParts) {
    const { prefix } = settings;
    const keys = nameKeys(prefix);
    const connect = (patient: boolean) => connectRedis(settings, "gradus-server", { patient });
    const [redis, jobs, channels, events] = [
      connect(false),
      connect(false),
      connect(true),
      connect(true),
    ];
    this.#log = log;
    this.#requiredWalls = requiredWalls;
    this.#keys = keys;
    this.#prefix = prefix;
    this.#connections = [redis, jobs, channels, events];
    this.#channels = channels;
    this.#redis = redis;
    const name = nameQueue(this.#engine);
    const queue = new BullQueue(name, {
      connection: jobs,
      prefix,
      streams: { events: { maxLen: MAX_EVENTS } },
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
    });
    this.#queue = queue;
    this.#events = new JobEvents(name, prefix, events, log);
    const workers = new WorkerList(redis, keys, this.#engine);
    this.#workers = workers;
    this.#claim = new SiteClaim(redis, keys, siteId);
    this.#versions = new VersionSource({ redis, keys, log, load });
    const onFailed = (error: unknown) => this.#noteError(error);
    const onStuck = () => void this.#empty("idle workers take no jobs");
    const idle = () => workers.idleSlots;
    this.#jobs = new JobsOut({ queue, redis, keys, workers, idle, log, onFailed, onStuck });
    this.#checks = new ChecksOut({
      redis,
      connection: jobs,
      prefix,
      keys,
      workers,
      requiredWalls,
      log,
      onFailed,
      onStuck,
    });
    this.#queue.on("error", () => undefined);
    watchConnection(redis, { onAway: (error) => this.#noteError(error) });
  }

  get state(): RedisState {
    return this.#state;
  }

  get workers(): readonly WorkerFacts[] {
    return this.#workers.all;
  }

  /** How many jobs the workers can run at once. 0 while there is no connection. */
  get slots(): number {
    return this.#state.kind === "connected" ? this.#workers.slots : 0;
  }

  /** How many exercises the workers can check at once. 0 while there is no connection. */
  get checkers(): number {
    return this.#state.kind === "connected" ? this.#workers.ready.length : 0;
  }

  /** Called when the number of slots may have changed. */
  onChange(listener: () => void): void {
    this.#onChange.add(listener);
  }

  start(): void {
    this.#channels.on("message", (channel: string, text: string) => this.#hear(channel, text));
    void this.#channels.subscribe(this.#keys.wanted, this.#keys.groups).catch(() => undefined);
    this.#events.start((job) => void this.#jobs.take(job));
    void this.#look();
  }

  /** Jobs that still run at workers are given up. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#looking);
    this.#releaseAll();
    if (this.#state.kind === "connected") {
      // No worker should begin what is in line here again after the next start.
      await this.#drain().catch(() => undefined);
      await this.#claim.release().catch(() => undefined);
    }
    for (const connection of this.#connections) connection.disconnect();
    // `close` would wait for a connection that has never been there.
    const ended = [
      this.#queue.getBackend().disconnect(),
      this.#events.close(),
      this.#checks.disconnect(),
    ];
    await atMost(CLOSE_MS, Promise.allSettled(ended));
  }

  /** Grades one submission. A report that does not fit is refused. */
  async grade(
    order: Omit<GradeOrder, "kind" | "walls">,
    exercise: Exercise,
    options: RunOptions,
  ): Promise<RemoteResult<Report>> {
    const whole: GradeOrder = { ...order, kind: "grade", walls: [...this.#requiredWalls()] };
    const result = await this.#jobs.run(whole, options);
    if (result.kind !== "done") return result;
    const { value } = result;
    if (value.kind !== "report") return this.#jobs.refuse(options.id, "it is not a report");
    const misfit = findMisfit(value.report, whole, exercise, this.#engine);
    return misfit === undefined
      ? { kind: "done", value: value.report }
      : this.#jobs.refuse(options.id, `the report has another ${misfit}`);
  }

  async checkTypes(
    order: Omit<TypesOrder, "kind" | "walls">,
    options: RunOptions,
  ): Promise<RemoteResult<TypeProblem[]>> {
    const whole: TypesOrder = { ...order, kind: "types", walls: [...this.#requiredWalls()] };
    const result = await this.#jobs.run(whole, options);
    if (result.kind !== "done") return result;
    const { value } = result;
    return value.kind === "types"
      ? { kind: "done", value: value.problems }
      : this.#jobs.refuse(options.id, "it is not a list of type errors");
  }

  /** Checks an exercise before it is published. Throws `PackError` if it cannot be read. */
  async check(candidate: Candidate, signal: AbortSignal): Promise<RemoteResult<ExerciseResult>> {
    return await this.#checks.check(candidate, signal);
  }

  #hear(channel: string, text: string): void {
    if (channel === this.#keys.wanted) return void this.#versions.answer(text);
    const message = parseMessage(groupMessage, text);
    if (message !== undefined) this.#jobs.hear(message);
  }

  /** Once a second: who works here, and what has become of the jobs that are out. */
  async #look(): Promise<void> {
    const startedMs = performance.now();
    const before = this.slots;
    try {
      await this.#holdPrefix();
      await this.#workers.refresh();
      const isQuick = performance.now() - startedMs < SLOW_LOOK_MS;
      await Promise.all([this.#jobs.follow(isQuick), this.#checks.follow(isQuick)]);
    } catch (error) {
      this.#noteError(error);
    }
    if (this.#isClosed) return;
    if (this.slots !== before) this.#notify();
    const isGone = this.#state.kind === "away" || this.#state.kind === "refusing";
    if (isGone && performance.now() - this.#sinceMs > AWAY_MS) this.#releaseAll();
    this.#looking = setTimeout(() => void this.#look(), LOOK_MS);
  }

  /** What is out is handed out again. Never rejects. */
  async #empty(reason: string): Promise<void> {
    const nowMs = performance.now();
    // The keys of another site are not touched.
    if (!this.#hasPrefix || nowMs - this.#emptiedMs < EMPTY_AGAIN_MS) return;
    this.#emptiedMs = nowMs;
    this.#log.error({ reason }, "the queue in Redis was damaged; it is emptied");
    try {
      for (const { name } of [this.#queue, this.#checks])
        await emptyQueue(this.#redis, this.#keys, { name, prefix: this.#prefix });
      this.#releaseAll();
    } catch (error) {
      this.#noteError(error);
    }
  }

  /** Throws errors of Redis. */
  async #holdPrefix(): Promise<void> {
    this.#hasPrefix = await this.#claim.hold();
    if (!this.#hasPrefix) {
      this.#enter({ kind: "taken" }, (log) =>
        log.error("another site uses the same prefix in Redis; no jobs are handed out"),
      );
      return;
    }
    // What an earlier process of this site has handed out is in line again.
    if (this.#isFirst) await this.#drain();
    this.#isFirst = false;
    this.#enter({ kind: "connected" }, (log) => log.info("connected to Redis"));
  }

  #releaseAll(): void {
    this.#jobs.releaseAll();
    this.#checks.releaseAll();
  }

  /** Throws errors of Redis. */
  async #drain(): Promise<void> {
    await Promise.all([this.#queue.drain(), this.#checks.drain()]);
  }

  #noteError(error: unknown): void {
    if (isDamage(error)) void this.#empty(error instanceof Error ? error.message : "");
    const isKnown = this.#state.kind === "away" || this.#state.kind === "refusing";
    if (isKnown && isUnsent(error)) return;
    const reason = error instanceof Error ? error.message : "";
    const kind = isRefusal(error) ? "refusing" : "away";
    this.#enter({ kind, reason }, (log) =>
      log.error(
        { reason },
        kind === "away"
          ? "Redis cannot be reached; the jobs of workers wait"
          : "Redis refuses commands; the jobs of workers wait",
      ),
    );
    if (this.#workers.slots === 0) return;
    this.#workers.clear();
    this.#notify();
  }

  /** `report`: written to the log if the state is another kind than before. */
  #enter(state: RedisState, report: (log: Logger) => void): void {
    if (this.#isClosed) return;
    if (state.kind !== this.#state.kind || !this.#hasReported) {
      this.#hasReported = true;
      this.#sinceMs = performance.now();
      report(this.#log);
    }
    this.#state = state;
  }

  #notify(): void {
    for (const listener of this.#onChange) listener();
  }
}
