// What staff do about the scores that go to a platform's course: send again, switch sending on and
// off, unlink. Each with its entry in the audit log, in one transaction.

import { and, eq, isNotNull, sql } from "drizzle-orm";
import { markColumnDue, markContextDue } from "../../db/mark-scores-due.ts";
import type { Db } from "../../db/open.ts";
import { recordAudit } from "../../db/record-audit.ts";
import { ltiContexts, ltiLineItems, ltiScores } from "../../db/lti-schema.ts";

export interface OfContext {
  courseId: string;
  contextId: string;
  actorId: string;
}

/** What to send again. all: also what the platform should have already. */
export type Again =
  | { kind: "failed" }
  | { kind: "all" }
  | { kind: "one"; assignmentId: string; subject: string };

/**
 * Columns that were deleted on the platform are looked for again, and made again. Returns how many
 * scores are looked at.
 */
export function sendAgain(
  db: Db,
  { courseId, contextId, actorId }: OfContext,
  again: Again,
  now = new Date(),
): number {
  return db.transaction(
    () => {
      if (!isLinked(db, courseId, contextId)) return 0;
      const isOne =
        again.kind === "one"
          ? and(
              eq(ltiScores.assignmentId, again.assignmentId),
              eq(ltiScores.subject, again.subject),
            )
          : undefined;
      const isFailed = again.kind === "failed" ? isNotNull(ltiScores.error) : undefined;
      const { changes: deletedColumns } = db
        .delete(ltiLineItems)
        .where(
          and(
            eq(ltiLineItems.contextId, contextId),
            isNotNull(ltiLineItems.missingAt),
            again.kind === "one" ? eq(ltiLineItems.assignmentId, again.assignmentId) : undefined,
          ),
        )
        .run();
      const { changes } = db
        .update(ltiScores)
        .set({
          dueAt: now,
          tries: 0,
          error: null,
          // Unlike any score: it is sent even if it has not changed. When the attempt was submitted
          // stays, so that Canvas makes no other submission of it.
          ...(again.kind === "failed"
            ? {}
            : {
                sent: sql`case when ${ltiScores.sent} is not null
                  then json_set(${ltiScores.sent}, '$.maxPoints', -1) end`,
              }),
        })
        .where(and(eq(ltiScores.contextId, contextId), isOne, isFailed))
        .run();
      // The other scores of a column that was deleted have failed with it.
      if (again.kind === "one" && deletedColumns > 0)
        markColumnDue(db, contextId, again.assignmentId, now.getTime());
      if (changes > 0)
        recordAudit(
          db,
          {
            action: "lti.resend",
            actorId,
            courseId,
            ...(again.kind === "one" ? { assignmentId: again.assignmentId } : {}),
            after: { context: contextId, count: changes },
          },
          now,
        );
      return changes;
    },
    { behavior: "immediate" },
  );
}

/** What the platform has stays there. False if it is so already. */
export function switchSending(
  db: Db,
  { courseId, contextId, actorId }: OfContext,
  sendsScores: boolean,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      const { changes } = db
        .update(ltiContexts)
        .set({ sendsScores })
        .where(
          and(
            eq(ltiContexts.id, contextId),
            eq(ltiContexts.courseId, courseId),
            eq(ltiContexts.sendsScores, !sendsScores),
          ),
        )
        .run();
      if (changes === 0) return false;
      if (sendsScores) markContextDue(db, contextId, now.getTime());
      else forgetDue(db, contextId);
      recordAudit(
        db,
        {
          action: "lti.scores",
          actorId,
          courseId,
          after: { context: contextId, sendsScores },
        },
        now,
      );
      return true;
    },
    { behavior: "immediate" },
  );
}

/**
 * People stay in the course, and the platform keeps the scores that it has. What was sent is
 * remembered, in case the two are linked again. False if they are not linked.
 */
export function unlinkContext(
  db: Db,
  { courseId, contextId, actorId }: OfContext,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      const { changes } = db
        .update(ltiContexts)
        .set({ courseId: null, linkedAt: null, linkedBy: null })
        .where(and(eq(ltiContexts.id, contextId), eq(ltiContexts.courseId, courseId)))
        .run();
      if (changes === 0) return false;
      forgetDue(db, contextId);
      recordAudit(
        db,
        { action: "lti.unlink", actorId, courseId, before: { context: contextId } },
        now,
      );
      return true;
    },
    { behavior: "immediate" },
  );
}

export function isLinked(db: Pick<Db, "select">, courseId: string, contextId: string): boolean {
  return (
    db
      .select({ id: ltiContexts.id })
      .from(ltiContexts)
      .where(and(eq(ltiContexts.id, contextId), eq(ltiContexts.courseId, courseId)))
      .get() !== undefined
  );
}

function forgetDue(db: Pick<Db, "update">, contextId: string): void {
  db.update(ltiScores)
    .set({ dueAt: null, tries: 0, error: null })
    .where(eq(ltiScores.contextId, contextId))
    .run();
}
