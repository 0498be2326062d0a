// A pool of slots: one for each core, and a spare one that has already started. Callers wait in
// line. A slot that is not clean after a job is killed and replaced. While there is a spare, no
// caller waits for the replacement.
//
// One long class: a slot that starts, ends or becomes free changes the same few lists.

import { availableParallelism } from "node:os";
import { buildSlotProgram } from "./build-slot-program.ts";
import { isClean, probeSlot } from "./probe-slot.ts";
import { CpuScale } from "../../walls/parent/cpu-scale.ts";
import { JobCancelledError } from "../../walls/parent/job-cancelled.ts";
import type { Job } from "../protocol/jobs.ts";
import { SlotHandle } from "./slot-handle.ts";
import type { JobResult } from "./running-job.ts";
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
import { type JobRunner, type PoolWatch, newJobId } from "./job-runner.ts";

export interface PoolOptions {
  /** How many slots run jobs at the same time. */
  size?: number;
  /** How many more slots are started in advance. */
  spares?: number;
  /** A new slot for every job. */
  singleUse?: boolean;
  /**
   * Every isolate reserves about 1.2 GiB of address space (not of memory), and Node itself about as
   * much.
   */
  addressSpaceMiB?: number;
  /** The CPU factor of this machine, shared by its pools. */
  scale?: CpuScale;
  /**
   * The required walls: slots start and get work only behind all of them. Default: none, so the
   * walls that work here are used.
   */
  requiredWalls?: RequiredWalls | undefined;
}

const ONE_ISOLATE_MIB = 3400;

/** A slot is replaced after this many jobs, so that small leaks do not add up. */
const JOBS_PER_SLOT = 2000;
/** A slot that uses more memory than this between jobs is replaced. */
const REPLACED_ABOVE_MIB = 400;
/** The pool gives up after this many failed starts in a row. */
const START_TRIES = 3;

interface Waiting {
  resolve: (slot: SlotHandle) => void;
  reject: (error: Error) => void;
}

let nextSession = 0;

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
  readonly #all = new Set<SlotHandle>();
  readonly #idle: SlotHandle[] = [];
  readonly #busy = new Set<SlotHandle>();
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
   * Finds the strongest walls that work here, and runs the self-test in the first slot behind them.
   * Throws `SlotsUnavailableError`.
   */
  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** The walls that work. Known once `open` has resolved. */
  get walls(): WallReport | undefined {
    return this.#walls;
  }

  /**
   * Called if slots no longer start, or lack a required wall. The pool then accepts no more work.
   */
  onFailed(listener: (error: Error) => void): void {
    this.#onFailed.push(listener);
  }

  get cpuFactor(): number {
    return this.#scale.factor;
  }

  /** Process ids of the running slots, if the host can see them. */
  get busyPids(): number[] {
    return [...this.#busy].map((slot) => slot.pid).filter((pid) => pid !== undefined);
  }

  /**
   * Runs one job in the next free slot. Throws only `SlotsUnavailableError` and
   * `JobCancelledError`.
   */
  async run(job: Job, watch: PoolWatch = {}): Promise<JobResult> {
    const { result, slot } = await this.#runKeeping(undefined, job, watch);
    if (slot !== undefined) this.#release(slot, true);
    return result;
  }

  /**
   * Runs the jobs of one submission, one after another, in one slot that no other submission uses
   * meanwhile. If that slot is lost or not clean, the next free one replaces it. `work` must not
   * wait for another slot of this pool.
   */
  async hold<T>(work: (session: JobRunner) => Promise<T>): Promise<T> {
    // A session's number is never used again, because a slot may remember it as long as it runs.
    const session = (nextSession += 1);
    let held: SlotHandle | undefined;
    try {
      return await work({
        cpuFactor: this.cpuFactor,
        run: async (job, watch = {}) => {
          const slot = held;
          held = undefined;
          const ran = await this.#runKeeping(
            slot,
            job.type === "run" ? { ...job, session } : job,
            watch,
          );
          held = ran.slot;
          return ran.result;
        },
      });
    } finally {
      if (held !== undefined) this.#release(held, true);
    }
  }

  /**
   * Runs the job in `held`, or in the next free slot. Returns the slot with the result if it can be
   * used again.
   */
  async #runKeeping(
    held: SlotHandle | undefined,
    job: Job,
    watch: PoolWatch,
  ): Promise<{ result: JobResult; slot: SlotHandle | undefined }> {
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

  /** Accepts no more work, waits until running jobs are finished, then ends every slot. */
  async drain(): Promise<void> {
    this.#refuseWaiting(new SlotsUnavailableError("the pool is closing"));
    while (this.#busy.size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await this.close();
  }

  /** Ends every slot immediately. */
  async close(): Promise<void> {
    this.#refuseWaiting(new SlotsUnavailableError("the pool is closed"));
    await this.#opening?.catch(() => undefined);
    await Promise.all([...this.#all].map((slot) => slot.kill()));
  }

  // ---- starting slots --------------------------------------------------------------------------
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
    await probeSlot(slot, plan, newJobId());
    await this.#measure(slot);
    this.#plan = plan;
    this.#walls = walls;
    if (this.#closed) return void slot.kill();
    this.#idle.push(slot);
    this.#fill();
  }

  #start(plan: LaunchPlan): SlotHandle {
    const slot = new SlotHandle(plan);
    this.#all.add(slot);
    slot.onGone(() => this.#forget(slot));
    return slot;
  }

  /**
   * Measures the CPU factor in a new slot, if a measurement is due. Only a new slot is trusted:
   * after a job, its answer could be manipulated.
   */
  async #measure(slot: SlotHandle): Promise<void> {
    if (this.#isMeasuring || !this.#scale.isDue || !slot.isFresh) return;
    this.#isMeasuring = true;
    try {
      const { end } = await slot.run({ type: "measure", id: newJobId() });
      if (end?.type === "measured") this.#scale.add(end.roundsMs);
    } finally {
      this.#isMeasuring = false;
    }
  }

  /** Starts slots until there are enough. */
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

  #forget(slot: SlotHandle): void {
    this.#all.delete(slot);
    const at = this.#idle.indexOf(slot);
    if (at >= 0) this.#idle.splice(at, 1);
    if (this.#plan !== undefined) this.#fill();
  }

  // ---- assigning slots -------------------------------------------------------------------------
  #acquire(signal?: AbortSignal): Promise<SlotHandle> {
    if (signal?.aborted) return Promise.reject(new JobCancelledError());
    if (this.#closed) return Promise.reject(new SlotsUnavailableError("the pool is closed"));
    const required = this.#requiredWalls();
    // It started before a stronger wall was required.
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

  #offer(slot: SlotHandle): void {
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

  #release(slot: SlotHandle, clean: boolean): void {
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
   * Whether a free slot should be replaced by a new one for a measurement: the last one is old, and
   * no unused slot is idle that could be measured instead.
   */
  #mustMeasure(): boolean {
    if (this.#isMeasuring || !this.#scale.isStale) return false;
    const at = this.#idle.findIndex((idle) => idle.isFresh && !idle.isGone);
    // A new slot that is still starting will be measured too.
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
