// A pool of slots: as many at work as there are cores, and a spare that is already warm. Callers
// wait in line; a slot that is not clean after a job is killed and replaced, and nobody waits for
// the new one while there is a spare.

import { availableParallelism } from "node:os";
import { buildSlotProgram } from "./build-slot-program.ts";
import { isClean, testSlot } from "./probe-slot.ts";
import { CpuScale } from "../../walls/parent/cpu-scale.ts";
import { JobCancelledError } from "../../walls/parent/job-cancelled.ts";
import type { Job } from "../between/jobs.ts";
import { type JobResult, type JobWatch, SlotProcess } from "./slot-process.ts";
import {
  hasWalls,
  type RequiredWalls,
  reportWalls,
  SlotsUnavailableError,
  startBehindWalls,
  type WallReport,
  WallsMissingError,
} from "../../walls/parent/start-behind-walls.ts";
import { type LaunchPlan, listLaunchPlans } from "../../walls/parent/launch-plans.ts";

export interface PoolOptions {
  /** Slots at work at once. */
  size?: number;
  /** Warm slots beyond those. */
  spares?: number;
  /** A new slot for every job. */
  singleUse?: boolean;
  /**
   * Every isolate reserves some 1.2 GiB of addresses (not of memory), Node itself as much again.
   */
  addressSpaceMiB?: number;
  /** What CPU is worth here, shared by the pools of one machine. */
  scale?: CpuScale;
  /**
   * Slots start and get work only behind all of these; default: none of them, and whatever comes up
   * is taken.
   */
  requiredWalls?: RequiredWalls | undefined;
}

const ONE_ISOLATE_MIB = 3400;

/** A slot is replaced after so many jobs, so that what little it leaks never adds up. */
const JOBS_PER_SLOT = 2000;
/** A slot that has grown beyond this between jobs is replaced. */
const REPLACED_ABOVE_MIB = 400;
/** Failed starts in a row before the pool gives up. */
const START_TRIES = 3;

/** What a job can be given to: the pool, or a session in it. */
export interface JobRunner {
  /** By which limits are multiplied; see cpu-scale.ts. Known once a slot is up. */
  readonly cpuFactor: number;
  run(job: Job, watch?: PoolWatch): Promise<JobResult>;
}

export type PoolWatch = JobWatch & { signal?: AbortSignal | undefined };

interface Waiting {
  resolve: (slot: SlotProcess) => void;
  reject: (error: Error) => void;
}

let nextJobId = 0;
let nextSession = 0;

/**
 * From 1, since 0 means no job; frames carry ids below a million, and nothing is ever that far
 * behind.
 */
export function newJobId(): number {
  nextJobId = (nextJobId % 999_999) + 1;
  return nextJobId;
}

export class SlotPool implements JobRunner {
  readonly #size: number;
  readonly #spares: number;
  readonly #singleUse: boolean;
  readonly #addressSpaceMiB: number;
  readonly #scale: CpuScale;
  readonly #requiredWalls: RequiredWalls;
  #isMeasuring = false;
  #plan: LaunchPlan | undefined;
  #walls: WallReport | undefined;
  #opening: Promise<void> | undefined;
  #closed = false;
  #failure: Error | undefined;
  #failedStarts = 0;
  readonly #onFailed: ((error: Error) => void)[] = [];
  readonly #all = new Set<SlotProcess>();
  readonly #idle: SlotProcess[] = [];
  readonly #busy = new Set<SlotProcess>();
  readonly #waiting: Waiting[] = [];

  constructor(options: PoolOptions = {}) {
    this.#size = options.size ?? availableParallelism();
    this.#spares = options.spares ?? 1;
    this.#addressSpaceMiB = options.addressSpaceMiB ?? ONE_ISOLATE_MIB;
    this.#singleUse = options.singleUse ?? false;
    this.#scale = options.scale ?? new CpuScale();
    this.#requiredWalls = options.requiredWalls ?? (() => []);
  }

  /**
   * Finds the strongest walls that stand here and attacks the first slot behind them. Throws
   * `SlotsUnavailableError`.
   */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Which walls stand. Known once `open` has resolved. */
  get walls(): WallReport | undefined {
    return this.#walls;
  }

  /**
   * Called if slots no longer start, or lack a wall that they must have by now. The pool takes no
   * work any more.
   */
  onFailed(listener: (error: Error) => void): void {
    this.#onFailed.push(listener);
  }

  get cpuFactor(): number {
    return this.#scale.factor;
  }

  /** Process ids of the slots at work, where the host can see them. */
  get busyPids(): number[] {
    return [...this.#busy].map((slot) => slot.pid).filter((pid) => pid !== undefined);
  }

  /**
   * Runs one job in the next free slot. Throws `SlotsUnavailableError` or `JobCancelledError`,
   * nothing else.
   */
  async run(job: Job, watch: PoolWatch = {}): Promise<JobResult> {
    const { result, slot } = await this.#runKeeping(undefined, job, watch);
    if (slot !== undefined) this.#release(slot, true);
    return result;
  }

  /**
   * Jobs of one submission, one after another, in one slot, which no other submission gets
   * meanwhile; in the next one where it is lost or not clean. `work` must not wait for another slot
   * of this pool.
   */
  async hold<T>(work: (session: JobRunner) => Promise<T>): Promise<T> {
    // Never used again: a slot may remember it for as long as it lives.
    const session = (nextSession += 1);
    let held: SlotProcess | undefined;
    try {
      return await work({
        cpuFactor: this.cpuFactor,
        run: async (job, watch = {}) => {
          const slot = held;
          held = undefined;
          const kept = await this.#runKeeping(
            slot,
            job.type === "run" ? { ...job, session } : job,
            watch,
          );
          held = kept.slot;
          return kept.result;
        },
      });
    } finally {
      if (held !== undefined) this.#release(held, true);
    }
  }

  /**
   * In `held`, or in the next free slot; the slot comes back with the result where it can be used
   * again.
   */
  async #runKeeping(
    held: SlotProcess | undefined,
    job: Job,
    watch: PoolWatch,
  ): Promise<{ result: JobResult; slot: SlotProcess | undefined }> {
    await this.open();
    const slot = held ?? (await this.#acquire(watch.signal));
    const cancel = () => void slot.kill();
    watch.signal?.addEventListener("abort", cancel, { once: true });
    try {
      const result = await slot.run(job, watch);
      if (watch.signal?.aborted) throw new JobCancelledError();
      if (isClean(result)) return { result, slot };
      this.#release(slot, false);
      return { result, slot: undefined };
    } catch (error) {
      this.#release(slot, false);
      throw error;
    } finally {
      watch.signal?.removeEventListener("abort", cancel);
    }
  }

  /** Takes no more work, waits until what runs is done, then ends every slot. */
  async drain(): Promise<void> {
    this.#refuseWaiting(new SlotsUnavailableError("the pool is closing"));
    while (this.#busy.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await this.close();
  }

  /** Ends every slot now. */
  async close(): Promise<void> {
    this.#refuseWaiting(new SlotsUnavailableError("the pool is closed"));
    await this.#opening?.catch(() => undefined);
    await Promise.all([...this.#all].map((slot) => slot.kill()));
  }

  // ---- getting up ------------------------------------------------------------------------------
  async #open(): Promise<void> {
    const plans = listLaunchPlans(buildSlotProgram(), this.#addressSpaceMiB);
    const {
      process: slot,
      plan,
      walls,
    } = await startBehindWalls("no slot", plans, this.#requiredWalls(), (one) => {
      if (this.#closed) throw new SlotsUnavailableError("the pool is closed");
      return this.#start(one);
    });
    await testSlot(slot, plan, newJobId());
    await this.#measure(slot);
    this.#plan = plan;
    this.#walls = walls;
    if (this.#closed) return void slot.kill();
    this.#idle.push(slot);
    this.#fill();
  }

  #start(plan: LaunchPlan): SlotProcess {
    const slot = new SlotProcess(plan);
    this.#all.add(slot);
    slot.onGone(() => this.#forget(slot));
    return slot;
  }

  /**
   * Measures what CPU is worth in a slot that is fresh, if that is due. What a slot says is
   * believed only then: what has run in it might have a hand in its answer.
   */
  async #measure(slot: SlotProcess): Promise<void> {
    if (this.#isMeasuring || !this.#scale.isDue || !slot.isFresh) return;
    this.#isMeasuring = true;
    try {
      const { end } = await slot.run({ type: "measure", id: newJobId() });
      if (end?.type === "measured") this.#scale.add(end.roundsMs);
    } finally {
      this.#isMeasuring = false;
    }
  }

  /** Starts slots until as many are there as should be. */
  #fill(): void {
    while (
      !this.#closed &&
      this.#failure === undefined &&
      this.#all.size < this.#size + this.#spares
    ) {
      const slot = this.#start(this.#plan!);
      slot.ready().then(
        async () => {
          this.#failedStarts = 0;
          await this.#measure(slot);
          this.#offer(slot);
        },
        (error: Error) => {
          this.#failedStarts += 1;
          if (this.#failedStarts < START_TRIES || this.#closed) return;
          this.#fail(
            new SlotsUnavailableError(`slots no longer start: ${error.message}`, { cause: error }),
          );
        },
      );
    }
  }

  #fail(error: Error): void {
    if (this.#failure !== undefined || this.#closed) return;
    this.#failure = error;
    this.#refuseWaiting(error, false);
    for (const listener of this.#onFailed) listener(error);
  }

  #forget(slot: SlotProcess): void {
    this.#all.delete(slot);
    const at = this.#idle.indexOf(slot);
    if (at >= 0) this.#idle.splice(at, 1);
    if (this.#plan !== undefined) this.#fill();
  }

  // ---- handing out -----------------------------------------------------------------------------
  #acquire(signal?: AbortSignal): Promise<SlotProcess> {
    if (signal?.aborted) return Promise.reject(new JobCancelledError());
    if (this.#closed) return Promise.reject(new SlotsUnavailableError("the pool is closed"));
    const required = this.#requiredWalls();
    // It came up before the site had seen a stronger wall stand.
    if (!hasWalls(this.#plan!, required))
      this.#fail(new WallsMissingError(reportWalls(this.#plan!), required));
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { resolve, reject };
      this.#waiting.push(waiting);
      signal?.addEventListener(
        "abort",
        () => {
          const at = this.#waiting.indexOf(waiting);
          if (at < 0) return;
          this.#waiting.splice(at, 1);
          reject(new JobCancelledError());
        },
        { once: true },
      );
      this.#serve();
    });
  }

  #offer(slot: SlotProcess): void {
    if (slot.isGone) return;
    this.#idle.push(slot);
    this.#serve();
  }

  #serve(): void {
    while (this.#waiting.length > 0 && this.#busy.size < this.#size) {
      const slot = this.#idle.pop();
      if (slot === undefined) return;
      if (slot.isGone) continue;
      this.#busy.add(slot);
      this.#waiting.shift()!.resolve(slot);
    }
  }

  #release(slot: SlotProcess, clean: boolean): void {
    this.#busy.delete(slot);
    const keep =
      clean &&
      !this.#mustMeasure() &&
      !this.#singleUse &&
      slot.jobsDone < JOBS_PER_SLOT &&
      (slot.jobsDone % 16 !== 0 || slot.residentMiB() < REPLACED_ABOVE_MIB);
    if (keep) this.#idle.push(slot);
    else void slot.kill();
    this.#serve();
  }

  /**
   * True where the slot that has just become free should make room for a new one, which is measured
   * as it comes up: it has been long, and no fresh slot is idle that could be measured instead.
   */
  #mustMeasure(): boolean {
    if (this.#isMeasuring || !this.#scale.isStale) return false;
    const at = this.#idle.findIndex((idle) => idle.isFresh && !idle.isGone);
    // A fresh one that is still starting will be measured, too.
    if (at < 0) return [...this.#all].every((slot) => this.#busy.has(slot) || !slot.isFresh);
    const [fresh] = this.#idle.splice(at, 1);
    void this.#measure(fresh!).then(() => this.#offer(fresh!));
    return false;
  }

  #refuseWaiting(error: Error, close = true): void {
    if (close) this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.reject(error);
  }
}
