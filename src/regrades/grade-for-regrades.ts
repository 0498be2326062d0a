// Grades submissions with newer tests in the background, each exactly once: in slots that no
// waiting student needs, and one at a time while someone waits. For an exercise under exam it runs
// hidden groups, so it takes a slot only if nobody needs one, and gives it up as soon as someone
// does: nobody can notice how long they take. If the grader, the database or the disk fails, it
// tries again later, as the queue does (grading/retries.ts).

import type { Logger } from "pino";
import type { Report } from "../../grader/doors/reports.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { describeErrorForLog } from "../log.ts";
import type { ExerciseKey } from "../assignments/uses-exercise.ts";
import type { GradeQueue } from "../grading/grade-queue.ts";
import { GraderLostError, type Graders, type GradeTask, MAX_LOSSES } from "../grading/graders.ts";
import type { Queue } from "../grading/queue.ts";
import { Pause, PAUSE_MS, retryPauseMs, shouldRetryBusy } from "../grading/retries.ts";
import {
  storeShadowGrading,
  selectMissing,
  selectOptionalShadowJob,
  type ShadowJob,
  type ShadowWork,
} from "./select-ungraded.ts";

export interface ShadowParts {
  db: Db;
  queue: Pick<Queue, "depth">;
  gradeQueue: Pick<GradeQueue, "running" | "hidden" | "wake">;
  graders: Graders;
  catalogue: Pick<Catalogue, "loadVersion">;
  log: Logger;
  isUnderExam: (exercise: ExerciseKey) => boolean;
  /** The report of a submission that has ended too many graders. */
  reportLost: (task: GradeTask) => Report;
  /** How many slots live tests have at this moment. */
  liveTests?: () => number;
  now?: () => Date;
}

/** How many rows are read in one query, because each query passes over all finished gradings. */
const BATCH = 256;

export class Shadow {
  readonly #parts: ShadowParts;
  readonly #running = new Map<string, Promise<void>>();
  /** Stops each run that can give way; the newest is last. */
  readonly #stoppable = new Set<AbortController>();
  /** Submissions that failed by themselves, until their next try. */
  readonly #aside = new Map<string, { tries: number; losses: number; until: number }>();
  #batch: ShadowWork[] = [];
  #isStopped = false;
  readonly #pause = new Pause();
  /** For the next retry of a failed submission. */
  #alarm: NodeJS.Timeout | undefined;
  #soon: NodeJS.Immediate | undefined;

  constructor(parts: ShadowParts) {
    this.#parts = parts;
    parts.graders.onReady(() => this.wake());
  }

  /** How many slots it uses, without those that it is giving up. */
  get running(): number {
    return this.#running.size - [...this.#stoppable].filter(({ signal }) => signal.aborted).length;
  }

  /** Gives up this many slots, from runs on exercises under exam. */
  giveWay(count: number): void {
    const staying = [...this.#stoppable].filter(({ signal }) => !signal.aborted);
    for (const running of staying.toReversed().slice(0, count)) running.abort();
  }

  /**
   * To be called when something may be missing, or a slot may be free. It looks once the current
   * task is finished.
   */
  wake(): void {
    if (this.#isStopped) return;
    this.#soon ??= setImmediate(() => {
      this.#soon = undefined;
      this.#takeAll();
    });
  }

  /** Starts no new runs; running ones continue. */
  stop(): void {
    this.#isStopped = true;
    this.#pause.stop();
    clearTimeout(this.#alarm);
    clearImmediate(this.#soon);
  }

  /** Resolves when nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running.values());
  }

  #takeAll(): void {
    try {
      while (
        !this.#isStopped &&
        !this.#pause.isOn &&
        this.#parts.graders.isReady &&
        this.#running.size < this.#room()
      ) {
        const job = this.#next();
        if (job === undefined) return;
        const stopping = this.#parts.isUnderExam(job) ? new AbortController() : undefined;
        if (stopping !== undefined && !this.#isIdle()) return void this.#batch.unshift(job);
        this.#begin(job, stopping);
      }
    } catch (error) {
      this.#rest("looking for what is to be regraded failed", error);
    }
  }

  #begin(job: ShadowJob, stopping: AbortController | undefined): void {
    const name = formatName(job);
    if (stopping !== undefined) this.#stoppable.add(stopping);
    const work = this.#judge(job, stopping?.signal).finally(() => {
      this.#running.delete(name);
      if (stopping !== undefined) this.#stoppable.delete(stopping);
      // Hidden groups come first.
      this.#parts.gradeQueue.wake();
      this.wake();
    });
    this.#running.set(name, work);
  }

  /**
   * How many may run beside the queue's runs. If there is more than one slot, one stays free for
   * the next submission.
   */
  #room(): number {
    const { queue, gradeQueue, graders } = this.#parts;
    const { slots } = graders;
    const { waiting } = queue.depth();
    if (waiting > 0) return slots > 1 ? 1 : 0;
    return Math.min(Math.max(1, slots - 1) - gradeQueue.hidden, slots - gradeQueue.running);
  }

  /** Nobody waits, and a slot is free. */
  #isIdle(): boolean {
    const { queue, gradeQueue, graders, liveTests = () => 0 } = this.#parts;
    const running = gradeQueue.running + liveTests() + this.#running.size;
    return queue.depth().waiting === 0 && running < graders.slots;
  }

  #next(): ShadowJob | undefined {
    const { db } = this.#parts;
    for (;;) {
      if (this.#batch.length === 0) {
        this.#batch = selectMissing(db, BATCH + this.#running.size + this.#aside.size).filter(
          (work) => this.#isFree(work),
        );
        if (this.#batch.length === 0) return this.#comeBack();
      }
      const work = this.#batch.shift()!;
      const job = this.#isFree(work) ? selectOptionalShadowJob(db, work) : undefined;
      if (job !== undefined) return job;
    }
  }

  #isFree(work: ShadowWork): boolean {
    const name = formatName(work);
    return !this.#running.has(name) && (this.#aside.get(name)?.until ?? 0) <= performance.now();
  }

  /**
   * Nothing to do now, except for failed submissions when their retry is due. A due one that is no
   * longer missing is not needed any more.
   */
  #comeBack(): undefined {
    const now = performance.now();
    for (const [name, { until }] of this.#aside)
      if (until <= now && !this.#running.has(name)) this.#aside.delete(name);
    const next = Math.min(...[...this.#aside.values()].map(({ until }) => until));
    clearTimeout(this.#alarm);
    if (next < Infinity && !this.#isStopped)
      this.#alarm = setTimeout(() => this.wake(), Math.max(PAUSE_MS / 4, next - now));
  }

  async #judge(job: ShadowJob, signal: AbortSignal | undefined): Promise<void> {
    const { db, now = () => new Date() } = this.#parts;
    const report = await this.#makeReport(job, signal);
    if (report === undefined) return;
    try {
      storeShadowGrading(db, job, report, now());
      this.#aside.delete(formatName(job));
    } catch (error) {
      this.#rest("a shadow grading could not be stored", error);
    }
  }

  /** undefined: it gave up its slot and comes back, or it failed and is retried later. */
  async #makeReport(job: ShadowJob, signal: AbortSignal | undefined): Promise<Report | undefined> {
    const { regradeId, submissionId, versionHash, source, fileName } = job;
    const [seed, hiddenSeed] = [job.seed ?? undefined, job.hiddenSeed ?? undefined];
    const { catalogue, graders, log, reportLost } = this.#parts;
    const losses = this.#aside.get(formatName(job))?.losses ?? 0;
    try {
      const exercise = await catalogue.loadVersion(versionHash);
      const task: GradeTask = {
        id: newId(),
        rank: "regrade",
        losses,
        exercise,
        source: new TextEncoder().encode(source),
        fileName,
        seed,
        hiddenSeed,
        signal,
      };
      const report = losses < MAX_LOSSES ? await graders.grade(task) : reportLost(task);
      if (report === undefined || !shouldRetryBusy(report, this.#triesOf(job))) return report;
      log.warn(
        { regradeId, submissionId },
        "the machine was too busy to regrade a submission; it will be retried",
      );
      return this.#putAside(job);
    } catch (error) {
      if (signal?.aborted) return undefined;
      if (error instanceof GraderLostError) {
        log.warn(
          { regradeId, submissionId, lost: losses + 1, error: error.message },
          "a grader was lost; its submission is graded again",
        );
        return this.#putAside(job, losses + 1);
      }
      log.error(
        { regradeId, submissionId, versionHash, error: describeErrorForLog(error) },
        "a submission could not be regraded",
      );
      return this.#putAside(job);
    }
  }

  #triesOf(work: ShadowWork): number {
    return this.#aside.get(formatName(work))?.tries ?? 0;
  }

  #putAside(work: ShadowWork, losses = this.#aside.get(formatName(work))?.losses ?? 0): undefined {
    const tries = this.#triesOf(work) + 1;
    const until = performance.now() + retryPauseMs(tries);
    this.#aside.set(formatName(work), { tries, losses, until });
  }

  #rest(what: string, error: unknown): void {
    this.#parts.log.error({ error: describeErrorForLog(error) }, what);
    this.#batch = [];
    if (!this.#isStopped) this.#pause.begin(() => this.wake());
  }
}

function formatName({ regradeId, submissionId }: ShadowWork): string {
  return `${regradeId} ${submissionId}`;
}
