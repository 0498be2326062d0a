// Jobs whose visible groups are graded and whose hidden groups wait (step 2 of an exam, see
// docs/decisions/exam-in-two-steps.md). They are in no line. Jobs that are graded by the same
// version of the same exercise form a batch; within a batch, those that gave up their slot least
// often come first, then those that arrived first.
//
// Pure. The version that counts now, and whether an assignment is an exam, may change at any time
// and are not known here: the caller looks them up for each batch.

import { RankedSet } from "./ranked-set.ts";

/** What decides by which version a job is graded. */
interface Batch {
  readonly packId: string;
  readonly exerciseId: string;
  readonly assignmentId: string | null;
  /** The version at the time of submission. It counts if there is no assignment. */
  readonly versionHash: string;
}

export interface HiddenJob extends Batch {
  readonly id: string;
  readonly ticket: number;
  /** How often it was claimed. */
  readonly tries: number;
  readonly isRunning: boolean;
}

/** Below 0: `a` is claimed before `b`, if their assignments are both exams or both not. */
export function compareHidden(a: HiddenJob, b: HiddenJob): number {
  return a.tries - b.tries || a.ticket - b.ticket;
}

export class HiddenJobs<J extends HiddenJob = HiddenJob> {
  readonly #jobs = new Map<string, J>();
  readonly #batches = new Map<string, RankedSet<J>>();
  #running = 0;

  get waiting(): number {
    return this.#jobs.size - this.#running;
  }

  get running(): number {
    return this.#running;
  }

  /** The first waiting job of each batch. */
  firsts(): J[] {
    return [...this.#batches.values()].flatMap(({ first }) => first ?? []);
  }

  put(job: J): void {
    this.remove(job.id);
    this.#jobs.set(job.id, job);
    if (job.isRunning) {
      this.#running += 1;
      return;
    }
    const key = keyOf(job);
    const batch = this.#batches.get(key) ?? new RankedSet<J>(compareHidden);
    this.#batches.set(key, batch);
    batch.add(job);
  }

  /** An unknown job changes nothing. */
  remove(id: string): void {
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    this.#jobs.delete(id);
    if (job.isRunning) {
      this.#running -= 1;
      return;
    }
    const key = keyOf(job);
    const batch = this.#batches.get(key)!;
    batch.delete(job);
    if (batch.size === 0) this.#batches.delete(key);
  }
}

function keyOf({ packId, exerciseId, assignmentId, versionHash }: Batch): string {
  return JSON.stringify([packId, exerciseId, assignmentId, versionHash]);
}
