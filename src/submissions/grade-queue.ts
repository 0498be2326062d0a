// Takes jobs from the queue for as long as there are any, as many at once as there are slots. The one caller of `grade` for what is recorded.

import type { Logger } from "pino";
import type { Report } from "../../grader/index.ts";
import type { Catalogue } from "../exercises/catalogue.ts";
import type { GraderHost } from "./grader-host.ts";
import type { ProgressBoard } from "./progress.ts";
import type { ClaimedJob, Queue } from "./queue.ts";
import { describeFault } from "../log.ts";

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

export class GradeQueue {
  readonly #parts: GradeQueueParts;
  readonly #running = new Set<Promise<void>>();
  #isStopped = false;
  #pause: NodeJS.Timeout | undefined;
  /** Jobs that could not be put back in line when they should have been. */
  readonly #owed = new Set<string>();

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
    const { queue, host, catalogue, progress } = this.#parts;
    const grader = host.grader;
    try {
      if (grader === undefined) return queue.release(job.submissionId);
      progress.begin(job.submissionId);
      const exercise = await catalogue.exerciseOf(job.versionHash);
      const report = await grader.grade({ exercise, source: new TextEncoder().encode(job.source), fileName: job.fileName, onGroup: (group) => progress.addGroup(job.submissionId, group) });
      const lost = report.messages.find(({ code }) => code === "judge.slots");
      if (lost !== undefined) {
        // Ours, and not for ever: it waits for better slots.
        queue.release(job.submissionId);
        return await host.giveUp(grader, String(lost.params["detail"] ?? ""));
      }
      queue.finish(job.submissionId, report);
      this.#parts.onGraded?.(report, job);
    } catch (error) {
      this.#rest("grading a submission failed", error, job.submissionId);
      this.#owed.add(job.submissionId);
      this.#payBack();
    } finally {
      progress.end(job.submissionId);
    }
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
