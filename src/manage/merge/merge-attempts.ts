// The submissions of two people become one person's: attempts are numbered anew, in the order in
// which they were sent, for each assignment, and for each exercise where they are for none.

import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { jobs, submissions } from "../../db/submission-schema.ts";

/** To be called inside a transaction; scores are the caller's. */
export function mergeAttempts(db: Db, fromId: string, intoId: string): void {
  // A form that both have sent keeps its key on one side only.
  db.run(
    sql`update submissions set form_key = null where user_id = ${fromId} and form_key in (select form_key from submissions where user_id = ${intoId} and form_key is not null)`,
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
    // Numbers are unique at every moment: first out of the way, then to where they belong.
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
