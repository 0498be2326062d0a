// Takes jobs from the queue for as long as there are any, as many at once as there are slots. The one caller of `grade` for what is recorded.

import type { Logger } from "pino";
import type { Report } from "../../grader/index.ts";
import type { Catalogue } from "../exercises/catalogue.ts";
import { describeFault } from "../log.ts";
import type { GraderHost } from "./grader-host.ts";
import type { ProgressBoard } from "./progress.ts";
import type { ClaimedJob, Queue } from "./queue.ts";

export interface GradeQueueParts {
  queue: Queue;
  host: GraderHost;
  catalogue: Catalogue;
  progress: ProgressBoard;
  log: Logger;
  slots: number;
  onGraded?: (report: Report, job: ClaimedJob) => void;
}

/** After a fault of the database's or the disk's the next try comes this much later. */
const PAUSE_MS = 2000;
/** A job that cannot be graded for a reason of its own (the files of its exercise are damaged, say) is tried ever more seldom. */
const LONGEST_ASIDE_MS = 60_000;
/** A machine too busy to grade it in its own time is a matter of minutes, seldom of hours: an attempt is not given up for it sooner. */
const BUSY_TRIES = 200;

export class GradeQueue {
  readonly #parts: GradeQueueParts;
  readonly #running = new Set<Promise<void>>();
  #isStopped = false;
  #pause: NodeJS.Timeout | undefined;
  /** Jobs that could not be put back in line when they should have been. */
  readonly #owed = new Set<string>();
  /** Jobs that failed by themselves: still claimed, so that they hold nobody up, until their time comes again. */
  readonly #aside = new Map<string, { tries: number; timer: NodeJS.Timeout }>();

  constructor(parts: GradeQueueParts) {
    this.#parts = parts;
    parts.host.onReady(() => this.wake());
  }

  get running(): number {
    return this.#running.size;
  }

  /** Something may wait now. */
  wake(): void {
    while (!this.#isStopped && this.#pause === undefined && this.#running.size < this.#parts.slots && this.#parts.host.grader !== undefined) {
      if (!this.#payBack()) return;
      const job = this.#claim();
      if (job === undefined) return;
      const work = this.#grade(job).finally(() => {
        this.#running.delete(work);
        this.wake();
        this.#parts.progress.moveUp();
      });
      this.#running.add(work);
    }
  }

  /** Takes no more; what runs goes on. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#pause);
    for (const { timer } of this.#aside.values()) clearTimeout(timer);
  }

  /** Once nothing runs any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  #claim(): ClaimedJob | undefined {
    try {
      return this.#parts.queue.claim();
    } catch (error) {
      this.#rest("claiming a job failed", error);
      return undefined;
    }
  }

  async #grade(job: ClaimedJob): Promise<void> {
    const { queue, progress, onGraded } = this.#parts;
    try {
      progress.begin(job.submissionId);
      const report = await this.#makeReport(job);
      if (report === "aside") return;
      // It waits for better slots.
      if (report === undefined) return queue.release(job.submissionId);
      queue.finish(job.submissionId, report);
      this.#aside.delete(job.submissionId);
      onGraded?.(report, job);
    } catch (error) {
      this.#rest("a grading could not be kept", error, job.submissionId);
      this.#owed.add(job.submissionId);
      this.#payBack();
    } finally {
      progress.end(job.submissionId);
    }
  }

  /** aside: it cannot be made, and the job is put aside for a while. undefined: there is no slot. */
  async #makeReport({ submissionId, packId, versionHash, source, fileName }: ClaimedJob): Promise<Report | "aside" | undefined> {
    const { catalogue, host, progress, log } = this.#parts;
    try {
      const exercise = await catalogue.exerciseOf(versionHash, packId);
      const report = await host.grade({ exercise, source: new TextEncoder().encode(source), fileName, onGroup: (group) => progress.addGroup(submissionId, group) });
      const isBusy = report?.messages.some(({ code }) => code === "judge.busy") === true;
      if (!isBusy || this.#isStopped || (this.#aside.get(submissionId)?.tries ?? 0) >= BUSY_TRIES) return report;
      log.warn({ submissionId }, "the machine was too busy to grade a submission; it is tried again");
      this.#putAside(submissionId);
      return "aside";
    } catch (error) {
      log.error({ submissionId, versionHash, error: describeFault(error) }, "a submission could not be graded");
      if (!this.#isStopped) this.#putAside(submissionId);
      return "aside";
    }
  }

  #putAside(submissionId: string): void {
    const tries = (this.#aside.get(submissionId)?.tries ?? 0) + 1;
    const timer = setTimeout(() => {
      this.#owed.add(submissionId);
      this.wake();
    }, Math.min(LONGEST_ASIDE_MS, PAUSE_MS * 2 ** (tries - 1)));
    this.#aside.set(submissionId, { tries, timer });
  }

  #rest(what: string, error: unknown, submissionId?: string): void {
    this.#parts.log.error({ submissionId, error: describeFault(error) }, what);
    if (this.#isStopped || this.#pause !== undefined) return;
    this.#pause = setTimeout(() => {
      this.#pause = undefined;
      this.wake();
    }, PAUSE_MS);
  }

  /** False while the database will not have it; at the next start every job is in line again anyway. */
  #payBack(): boolean {
    try {
      for (const id of this.#owed) {
        this.#parts.queue.release(id);
        this.#owed.delete(id);
      }
      return true;
    } catch (error) {
      this.#rest("a job could not be put back in line", error);
      return false;
    }
  }
}
