// Combines the submissions of two users: numbers the attempts again, in the order of submission,
// for each assignment, and for each exercise if they have no assignment.

import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { jobs, submissions } from "../../db/submission-schema.ts";

/** Call it in a transaction. The caller computes the scores. */
export function mergeAttempts(db: Db, fromId: string, intoId: string): void {
  // If both have submitted the same form key, only one submission keeps it.
  db.run(
    sql`update submissions set form_key = null
      where user_id = ${fromId} and form_key in (
        select form_key from submissions where user_id = ${intoId} and form_key is not null)`,
  );
  const groups = db
    .selectDistinct({
      assignmentId: submissions.assignmentId,
      packId: submissions.packId,
      exerciseId: submissions.exerciseId,
    })
    .from(submissions)
    .where(eq(submissions.userId, fromId))
    .all();
  const done = new Set<string>();
  for (const { assignmentId, packId, exerciseId } of groups) {
    if (assignmentId !== null && done.has(assignmentId)) continue;
    if (assignmentId !== null) done.add(assignmentId);
    const where =
      assignmentId === null
        ? and(
            isNull(submissions.assignmentId),
            eq(submissions.packId, packId),
            eq(submissions.exerciseId, exerciseId),
          )
        : eq(submissions.assignmentId, assignmentId);
    const inOrder = db
      .select({ id: submissions.id })
      .from(submissions)
      .where(and(where, inArray(submissions.userId, [fromId, intoId])))
      .orderBy(asc(submissions.submittedAt), asc(submissions.attempt), asc(submissions.id))
      .all();
    // Numbers are always unique, so they first move out of the way, then to their new values.
    for (const isFinal of [false, true]) {
      for (const [i, { id }] of inOrder.entries())
        db.update(submissions)
          .set(isFinal ? { userId: intoId, attempt: i + 1 } : { attempt: -(i + 1) })
          .where(eq(submissions.id, id))
          .run();
    }
  }
  db.update(jobs).set({ userId: intoId }).where(eq(jobs.userId, fromId)).run();
}
