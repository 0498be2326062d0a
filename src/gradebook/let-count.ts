// Staff let an attempt count that the rules leave out, with a reason that the student reads, and
// undo that. Rows are never deleted. Both write the score and the audit log in the same
// transaction.

import { and, eq, isNull, max, sql } from "drizzle-orm";
import { recordAudit } from "../db/record-audit.ts";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { gradings, jobs, submissions } from "../db/submission-schema.ts";
import { allowances, scores } from "../db/teaching-schema.ts";
import { isCurrentGrading, ofAssignment } from "../scoring/current-grading.ts";
import type { Queue } from "../grading/queue.ts";
import { IS_STALE } from "../grading/queue-statements.ts";
import type { CellName } from "./cell-name.ts";
import { recomputeScores } from "../scoring/recompute-scores.ts";
import { isLoosePractice } from "./loose-practice.ts";

export interface LetCount {
  submissionId: string;
  withLateRule: boolean;
  reason: string;
  actorId: string;
}

/**
 * Returns whether it did. False for an attempt of another cell, and for one that staff let count
 * already.
 */
export function letCount(
  db: Db,
  queue: Queue,
  { courseId, assignmentId, userId }: CellName,
  { submissionId, withLateRule, reason, actorId }: LetCount,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      const isOfCell =
        db
          .select({ id: submissions.id })
          .from(submissions)
          .where(
            and(
              eq(submissions.id, submissionId),
              eq(submissions.assignmentId, assignmentId),
              eq(submissions.userId, userId),
            ),
          )
          .get() !== undefined;
      if (!isOfCell && !attachPractice(db, { courseId, assignmentId, userId }, submissionId))
        return false;
      const isAllowed =
        db
          .select({ id: allowances.id })
          .from(allowances)
          .where(and(eq(allowances.submissionId, submissionId), isNull(allowances.undoneAt)))
          .get() !== undefined;
      if (isAllowed) return false;
      const id = newId();
      const before = selectPoints(db, assignmentId, userId);
      db.insert(allowances)
        .values({
          id,
          submissionId,
          assignmentId,
          userId,
          withLateRule,
          reason,
          createdAt: now,
          createdBy: actorId,
        })
        .run();
      // It is graded like the assignment's other submissions.
      if (!hasCurrentGrading(db, submissionId)) queue.requeue([submissionId]);
      recomputeScores(db, assignmentId, [userId], { cause: "letCount", now });
      const after = {
        points: selectPoints(db, assignmentId, userId),
        submission: submissionId,
        withLateRule,
        allowance: id,
      };
      recordAudit(
        db,
        {
          action: "allowance.set",
          actorId,
          courseId,
          assignmentId,
          userId,
          before: { points: before },
          after,
        },
        now,
      );
      return true;
    },
    { behavior: "immediate" },
  );
}

/** False if it is undone already, for example if the form was sent twice. */
export function undoLetCount(
  db: Db,
  { courseId, assignmentId, userId }: CellName,
  allowanceId: string,
  actorId: string,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      const before = selectPoints(db, assignmentId, userId);
      const { changes } = db
        .update(allowances)
        .set({ undoneAt: now })
        .where(
          and(
            eq(allowances.id, allowanceId),
            eq(allowances.assignmentId, assignmentId),
            eq(allowances.userId, userId),
            isNull(allowances.undoneAt),
          ),
        )
        .run();
      if (changes === 0) return false;
      recomputeScores(db, assignmentId, [userId], { cause: "letCount", now });
      recordAudit(
        db,
        {
          action: "allowance.undo",
          actorId,
          courseId,
          assignmentId,
          userId,
          before: { points: before, allowance: allowanceId },
          after: { points: selectPoints(db, assignmentId, userId) },
        },
        now,
      );
      return true;
    },
    { behavior: "immediate" },
  );
}

/**
 * It stays practice: only the allowance makes it count. Returns whether there is such a submission.
 */
function attachPractice(db: Db, cell: CellName, submissionId: string): boolean {
  const isLoose = isLoosePractice(db, cell);
  if (
    isLoose === undefined ||
    db
      .select({ id: submissions.id })
      .from(submissions)
      .where(and(isLoose, eq(submissions.id, submissionId)))
      .get() === undefined
  )
    return false;
  const { last } = db
    .select({ last: max(submissions.attempt) })
    .from(submissions)
    .where(
      and(eq(submissions.assignmentId, cell.assignmentId), eq(submissions.userId, cell.userId)),
    )
    .get()!;
  db.update(submissions)
    .set({ assignmentId: cell.assignmentId, isPractice: true, attempt: (last ?? 0) + 1 })
    .where(eq(submissions.id, submissionId))
    .run();
  return true;
}

function hasCurrentGrading(db: Db, submissionId: string): boolean {
  // It is waiting, or its visible groups are graded by the version that also counts for its new
  // assignment.
  const isWaiting =
    db
      .select({ id: jobs.submissionId })
      .from(jobs)
      .where(and(eq(jobs.submissionId, submissionId), sql.raw(`not (${IS_STALE})`)))
      .get() !== undefined;
  return (
    isWaiting ||
    db
      .select({ id: gradings.id })
      .from(submissions)
      .innerJoin(assignments, ofAssignment)
      .innerJoin(gradings, isCurrentGrading)
      .where(eq(submissions.id, submissionId))
      .get() !== undefined
  );
}

function selectPoints(db: Db, assignmentId: string, userId: string): number | null {
  return (
    db
      .select({ points: scores.points })
      .from(scores)
      .where(and(eq(scores.assignmentId, assignmentId), eq(scores.userId, userId)))
      .get()?.points ?? null
  );
}
