// What grades: the slots of this process, and with Redis also the slots of workers
// (src/workers/all-graders.ts).

import type { GradeRequest } from "../../grader/index.ts";
import type { Language } from "../../grader/doors/packs.ts";
import type { AssistAnswer, AssistKind, TypeProblem } from "../../grader/doors/type-errors.ts";
import type { Report } from "../../grader/doors/reports.ts";

/** Decides which task a worker takes first. A check also has a queue of its own. */
export type Rank = "submission" | "live-test" | "regrade" | "check";

/** A submission that has ended so many graders becomes a judge error. */
export const MAX_LOSSES = 3;

export interface GradeTask extends GradeRequest {
  /** Unique among the tasks that run: letters, digits and hyphens. */
  id: string;
  rank: Rank;
  /** Takes the task back if no worker has begun it. */
  withdraw?: AbortSignal | undefined;
  /** How many graders were lost while they ran it. */
  losses?: number;
}

export interface TypesTask extends Pick<GradeTask, "id" | "withdraw"> {
  source: string;
  /** Its extension decides the language. */
  fileName: string;
  /** Of the messages. */
  language: Language;
}

/** A question of an editor about a place in a text. */
export interface AssistTask extends Omit<TypesTask, "language"> {
  about: AssistKind;
  /** In UTF-16 units from the start of the text. */
  offset: number;
}

export interface Graders {
  /** Whether anything can be graded now. */
  readonly isReady: boolean;
  /** How many gradings can run at once. */
  readonly slots: number;
  /**
   * How many of the queue's jobs may be out at once: a little more than `slots` if there are
   * workers, so that none waits for its next job.
   */
  readonly reach: number;
  /** Called when grading becomes possible, or possible for more at once. */
  onReady: (listener: () => void) => void;
  /**
   * undefined if there was no slot, which is temporary. Throws `GraderLostError`, and as `grade`
   * does.
   */
  grade: (task: GradeTask) => Promise<Report | undefined>;
  /** How many texts can be checked for type errors at once. */
  readonly typeCheckers: number;
  /** undefined if nothing can check types now. Throws `JobCancelledError`. */
  checkTypes: (task: TypesTask) => Promise<TypeProblem[] | undefined>;
  /** undefined if nothing can answer it now. Throws `JobCancelledError`. */
  assistCode: (task: AssistTask) => Promise<AssistAnswer | undefined>;
}

/** The worker that graded the submission ended, or stopped reporting, before it sent a report. */
export class GraderLostError extends Error {
  constructor(worker: string) {
    super(`worker ${worker} was lost while it graded a submission`);
    this.name = "GraderLostError";
  }
}
