// Grades the jobs of the queue, as many at once as there are slots. Every recorded grading is made
// here.
//
// Hidden groups during an exam (step 2 in queue.ts) must not be noticeable: one slot stays free
// beside them, they give up their slot as soon as another job needs it, and their state is not
// shown.

import type { Logger } from "pino";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { describeErrorForLog } from "../log.ts";
import { asFinalReport, asVisibleReport, isFinal, joinReports } from "./exam-report.ts";
import type { ExerciseKey } from "../assignments/uses-exercise.ts";
import { GraderLostError, type Graders, type GradeTask, MAX_LOSSES } from "./graders.ts";
import type { ProgressBoard } from "./progress.ts";
import type { ClaimedJob, Queue, Rank } from "./queue.ts";
import { Pause, retryPauseMs, shouldRetryBusy } from "./retries.ts";

export interface GradeQueueParts {
  queue: Queue;
  graders: Graders;
  catalogue: Catalogue;
  progress: ProgressBoard;
  log: Logger;
  isUnderExam: (exercise: ExerciseKey) => boolean;
  /** The report of a submission that has ended too many graders. */
  reportLost: (task: GradeTask) => Report;
  /** The number of slots that live tests and regrades use at the moment. */
  others?: () => number;
  /** Called with the number of slots that are missing when no hidden job can give up another. */
  onShort?: (count: number) => void;
  /** Called after each step; `job.visibleReport` tells which. */
  onGraded?: (report: Report, job: ClaimedJob) => void;
  /** Called when a slot is free, whatever the result of its job, and no job in line needs it. */
  onIdle?: () => void;
}

/**
 * visible: step 1 during an exam is done, and hidden groups wait. aside: the job failed, and is put
 * aside for a while. released: there was no slot, or the job gave its slot up.
 */
type Made =
  | { kind: "whole" | "visible"; report: Report }
  | { kind: "aside" }
  | { kind: "released" };

/**
 * After the exam, this many errors in hidden groups are retried, because they may be accidents.
 */
const HIDDEN_TRIES = 3;

export class GradeQueue {
  readonly #parts: GradeQueueParts;
  readonly #running = new Set<Promise<void>>();
  /** The functions that stop the running hidden jobs; the newest is the last. */
  readonly #hidden = new Set<AbortController>();
  /** Whose turn it is if jobs are in line while hidden groups of a finished exam also wait. */
  #isLateNext = true;
  #isStopped = false;
  readonly #pause = new Pause();
  /** Jobs that could not be put back in line because of an error. */
  readonly #owed = new Set<ClaimedJob>();
  /**
   * Jobs that failed by themselves. They stay claimed until their next try, so that they delay no
   * other job.
   */
  readonly #aside = new Map<string, { tries: number; timer: NodeJS.Timeout }>();

  constructor(parts: GradeQueueParts) {
    this.#parts = parts;
    parts.graders.onReady(() => this.wake());
  }

  get running(): number {
    return this.#running.size;
  }

  /** The number of running hidden jobs, which give up their slots for others. */
  get hidden(): number {
    return this.#hidden.size;
  }

  /** Call when a job may be waiting. */
  wake(): void {
    const { graders, others = () => 0 } = this.#parts;
    while (this.#running.size - this.#hidden.size < graders.reach && this.#takeOrdinary())
      this.makeRoom();
    while (
      this.#running.size + others() < Math.max(1, graders.slots - 1) &&
      this.#takeOne("hidden")
    );
  }

  /** Hidden jobs give up their slots until every other job has one. */
  makeRoom(): void {
    const { graders, others = () => 0, onShort } = this.#parts;
    const staying = [...this.#hidden].filter(({ signal }) => !signal.aborted);
    const stopping = this.#hidden.size - staying.length;
    let excess = this.#running.size - stopping + others() - graders.slots;
    for (const running of staying.toReversed()) {
      if (excess <= 0) return;
      running.abort();
      excess -= 1;
    }
    if (excess > 0) onShort?.(excess);
  }

  /** Takes no more jobs. Running jobs continue, except hidden ones, which nobody waits for. */
  stop(): void {
    this.#isStopped = true;
    this.#pause.stop();
    for (const { timer } of this.#aside.values()) clearTimeout(timer);
    for (const running of this.#hidden) running.abort();
  }

  /** Resolves when no job runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /**
   * Takes turns between the jobs in line and those of a finished exam, so that neither waits for
   * the end of the other.
   */
  #takeOrdinary(): boolean {
    const ranks: Rank[] = this.#isLateNext ? ["late", "first"] : ["first", "late"];
    const taken = ranks.find((rank) => this.#takeOne(rank));
    if (taken !== undefined) this.#isLateNext = taken === "first";
    return taken !== undefined;
  }

  /** False if no job waits, or none can be graded now. */
  #takeOne(rank: Rank): boolean {
    if (this.#isStopped || this.#pause.isOn || !this.#parts.graders.isReady || !this.#payBack())
      return false;
    const job = this.#claim(rank);
    if (job === undefined) return false;
    const stopping = rank === "hidden" ? new AbortController() : undefined;
    if (stopping !== undefined) this.#hidden.add(stopping);
    const work = this.#grade(job, stopping?.signal).finally(() => {
      this.#running.delete(work);
      if (stopping !== undefined) this.#hidden.delete(stopping);
      this.wake();
      if (rank === "first") this.#parts.progress.moveUp();
      this.#parts.onIdle?.();
    });
    this.#running.add(work);
    return true;
  }

  #claim(rank: Rank): ClaimedJob | undefined {
    const { queue, isUnderExam } = this.#parts;
    try {
      if (rank === "first") return queue.claim();
      const wanted = queue
        .hiddenExercises()
        .filter((exercise) => isUnderExam(exercise) === (rank === "hidden"));
      return wanted.length === 0 ? undefined : queue.claimHidden(wanted);
    } catch (error) {
      this.#rest("claiming a job failed", error);
      return undefined;
    }
  }

  async #grade(job: ClaimedJob, signal: AbortSignal | undefined): Promise<void> {
    const { queue, progress, onGraded } = this.#parts;
    const isFirst = job.visibleReport === null;
    try {
      if (isFirst) progress.begin(job.submissionId);
      const made = await this.#make(job, signal);
      if (made.kind === "aside") return;
      if (made.kind === "released") return queue.release(job.submissionId, job.claim);
      const keep =
        made.kind === "visible" ? queue.keepVisible.bind(queue) : queue.finish.bind(queue);
      if (!keep(job.submissionId, made.report, job.claim)) return;
      this.#aside.delete(job.submissionId);
      onGraded?.(made.report, job);
    } catch (error) {
      this.#rest("a grading could not be stored", error, job.submissionId);
      this.#owed.add(job);
      this.#payBack();
    } finally {
      if (isFirst) progress.end(job.submissionId);
    }
  }

  async #make(job: ClaimedJob, signal: AbortSignal | undefined): Promise<Made> {
    const { catalogue, isUnderExam, log } = this.#parts;
    const { submissionId, packId, versionHash, visibleReport } = job;
    const isExam = isUnderExam(job);
    try {
      const exercise = await catalogue.loadVersion(versionHash, packId);
      if (visibleReport !== null)
        return await this.#makeWhole(job, exercise, visibleReport, signal);
      const isApart = isExam && exercise.groups.some(({ visible }) => !visible);
      const report = await this.#run(job, exercise, isApart ? "visible" : "all");
      if (report === undefined) return { kind: "released" };
      if (shouldRetryBusy(report, this.#triesOf(submissionId))) {
        log.warn(
          { submissionId },
          "the machine was too busy to grade a submission; it will be retried",
        );
        return this.#putAside(job);
      }
      if (!isApart) return { kind: "whole", report };
      return isFinal(report)
        ? { kind: "whole", report: asFinalReport(report, exercise.groups) }
        : { kind: "visible", report: asVisibleReport(report, exercise.groups) };
    } catch (error) {
      if (signal?.aborted) return { kind: "released" };
      log.error(
        { submissionId, versionHash, error: describeErrorForLog(error) },
        "a submission could not be graded",
      );
      return this.#putAside(job);
    }
  }

  /**
   * Step 2. During the exam, an error in it is always retried, because storing it as a result would
   * make it visible.
   */
  async #makeWhole(
    job: ClaimedJob,
    exercise: Exercise,
    visibleReport: Report,
    signal: AbortSignal | undefined,
  ): Promise<Made> {
    const { isUnderExam, log } = this.#parts;
    const { submissionId } = job;
    const report = await this.#run(job, exercise, "all", signal);
    if (report === undefined) return { kind: "released" };
    if (isFinal(report)) {
      if (signal?.aborted) return { kind: "released" };
      const tries = this.#triesOf(submissionId);
      log.warn(
        { submissionId, verdict: report.verdict, tries },
        "the hidden groups of a submission under exam could not be graded",
      );
      if (
        this.#isStopped ||
        isUnderExam(job) ||
        tries < HIDDEN_TRIES ||
        shouldRetryBusy(report, tries)
      )
        return this.#putAside(job);
      return { kind: "whole", report };
    }
    // The assignment's version has changed since step 1, and the shown report comes from the
    // regrade.
    const isStale = visibleReport.receipt.exercise !== report.receipt.exercise;
    return { kind: "whole", report: isStale ? report : joinReports(visibleReport, report) };
  }

  /** undefined if there was no slot, or if the grader was lost. */
  async #run(
    { submissionId, source, fileName, visibleReport, claim, losses }: ClaimedJob,
    exercise: Exercise,
    groups: "all" | "visible",
    signal?: AbortSignal,
  ): Promise<Report | undefined> {
    const { graders, progress, queue, log, reportLost } = this.#parts;
    const task: GradeTask = {
      id: `${submissionId}-${claim}`,
      rank: "submission",
      losses,
      exercise,
      source: new TextEncoder().encode(source),
      fileName,
      groups,
      ...(visibleReport === null
        ? { onGroup: (group) => progress.addGroup(submissionId, group) }
        : { signal }),
    };
    try {
      return await graders.grade(task);
    } catch (error) {
      if (!(error instanceof GraderLostError)) throw error;
      const lost = queue.countLoss(submissionId, claim);
      const facts = { submissionId, lost, error: error.message };
      if (lost < MAX_LOSSES) {
        log.warn(facts, "a grader was lost; its submission is graded again");
        return undefined;
      }
      log.error(facts, "a submission has ended its grader too often and is not graded any more");
      return reportLost(task);
    }
  }

  #triesOf(submissionId: string): number {
    return this.#aside.get(submissionId)?.tries ?? 0;
  }

  /** The next start of a stopped server puts the job back in line. */
  #putAside(job: ClaimedJob): Made {
    if (this.#isStopped) return { kind: "aside" };
    const { submissionId } = job;
    const tries = this.#triesOf(submissionId) + 1;
    const timer = setTimeout(() => {
      this.#owed.add(job);
      this.wake();
    }, retryPauseMs(tries));
    this.#aside.set(submissionId, { tries, timer });
    return { kind: "aside" };
  }

  #rest(what: string, error: unknown, submissionId?: string): void {
    this.#parts.log.error({ submissionId, error: describeErrorForLog(error) }, what);
    if (!this.#isStopped) this.#pause.begin(() => this.wake());
  }

  /**
   * False if the database refuses at the moment. At the next start, every job is in line again
   * anyway.
   */
  #payBack(): boolean {
    try {
      for (const job of this.#owed) {
        this.#parts.queue.release(job.submissionId, job.claim);
        this.#owed.delete(job);
      }
      return true;
    } catch (error) {
      this.#rest("a job could not be put back in line", error);
      return false;
    }
  }
}
