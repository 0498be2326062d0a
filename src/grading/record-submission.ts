// Records a submission and puts it in line, if the limits on waiting and on spacing allow it.

import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import type { prepareStatements } from "./queue-statements.ts";

export const MAX_WAITING_PER_ASSIGNMENT = 2;

export interface SentCode {
  userId: string;
  packId: string;
  exerciseId: string;
  /** null if it is for no assignment. */
  assignmentId: string | null;
  versionHash: string;
  fileName: string;
  source: string;
}

export interface NewSubmission extends SentCode {
  /**
   * When its request had been read completely. Set once, before any waiting, and also used to decide
   * what the submission counts for.
   */
  submittedAt: Date;
  /** Submitted as practice, or for no assignment. */
  isPractice: boolean;
  /** Whether the answer to the author says that it counts. */
  saidToCount: boolean;
  /** null if the request cannot be repeated. */
  formKey: string | null;
  via: "web" | "cli" | "api";
}

/**
 * full: two jobs of this author already wait. spaced: too soon after their last submission to this
 * exercise, which is under exam.
 */
export type SubmitResult =
  | { kind: "recorded" | "known"; id: string }
  | { kind: "full" }
  | { kind: "spaced"; untilMs: number };

/**
 * Records a submission and puts it in line, in one transaction. The same form sent again is the
 * same submission, unless the code has changed: then the author returned to the page and worked
 * on. Jobs that wait as practice, or for another assignment, do not count for the limit.
 *
 * `spacingMs`: instead of that limit, the time in milliseconds that must lie between two
 * submissions of one person to the exercise.
 */
export function recordSubmission(
  db: Db,
  statements: ReturnType<typeof prepareStatements>,
  submission: NewSubmission,
  { spacingMs = null }: { spacingMs?: number | null } = {},
): SubmitResult {
  const { withFormKey, waitingOf, lastNear, nextAttempt, nextTicket, addSubmission, addJob } =
    statements;
  return db.transaction(
    (): SubmitResult => {
      const { userId, packId, exerciseId, assignmentId, isPractice, formKey } = submission;
      const known = formKey === null ? undefined : withFormKey.get({ userId, formKey });
      if (known?.source === submission.source) return { kind: "known", id: known.id };
      if (spacingMs !== null) {
        const atMs = submission.submittedAt.getTime();
        // In both directions: of two simultaneous requests the later may be recorded first. A
        // submission far in the future, left by a clock that was set back, does not count.
        const lastMs = lastNear.get({
          userId,
          packId,
          exerciseId,
          after: atMs - spacingMs,
          before: atMs + spacingMs,
        });
        if (lastMs != null) return { kind: "spaced", untilMs: lastMs + spacingMs };
      } else if (
        waitingOf.get({ userId, assignmentId, isPractice: isPractice ? 1 : 0 })! >=
        MAX_WAITING_PER_ASSIGNMENT
      )
        return { kind: "full" };
      const id = newId();
      const attempt = nextAttempt.get(userId, packId, exerciseId, assignmentId)!;
      addSubmission.run({
        ...submission,
        formKey: known === undefined ? formKey : null,
        id,
        attempt,
      });
      addJob.run({ submissionId: id, userId, ticket: nextTicket.get()! });
      if (assignmentId !== null) recomputeScores(db, assignmentId, [userId]);
      return { kind: "recorded", id };
    },
    { behavior: "immediate" },
  );
}
