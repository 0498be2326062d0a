// Selects the submissions of an assignment to compare: for each student of the course the one that
// their score comes from, else their latest that is not practice.

import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import { MAX_COMPARED, SIMILARITY_ENGINE } from "../../grader/doors/similarity.ts";
import { fullName } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import { enrolments, users } from "../db/schema.ts";
import { submissions } from "../db/submission-schema.ts";
import { scores } from "../db/teaching-schema.ts";

export interface Compared {
  userId: string;
  name: string;
  submissionId: string;
  submittedAt: Date;
  attempt: number;
  /** The version of the exercise at the time of submission. */
  versionHash: string;
}

/** In the order of the students' ids. If there are too many to compare at once, the latest ones. */
export function selectCompared(db: Db, assignmentId: string): Compared[] {
  return db
    .select({
      userId: submissions.userId,
      name: fullName,
      submissionId: submissions.id,
      submittedAt: submissions.submittedAt,
      attempt: submissions.attempt,
      versionHash: submissions.versionHash,
    })
    .from(submissions)
    .innerJoin(users, eq(users.id, submissions.userId))
    .innerJoin(
      enrolments,
      and(
        eq(enrolments.userId, submissions.userId),
        eq(enrolments.role, "student"),
        sql`${enrolments.courseId} = (select course_id from assignments where id = ${assignmentId})`,
      ),
    )
    .leftJoin(
      scores,
      and(eq(scores.assignmentId, submissions.assignmentId), eq(scores.userId, submissions.userId)),
    )
    .where(
      and(
        eq(submissions.assignmentId, assignmentId),
        sql`${submissions.id} = coalesce(${scores.submissionId}, (
          select s.id from submissions as s
          where s.assignment_id = ${assignmentId} and s.user_id = ${submissions.userId}
            and s.is_practice = 0
          order by s.attempt desc limit 1))`,
      ),
    )
    .orderBy(sql`${submissions.submittedAt} desc`, submissions.id)
    .limit(MAX_COMPARED)
    .all()
    .sort((a, b) => (a.userId < b.userId ? -1 : 1));
}

export function selectSources(db: Db, ids: string[]): Map<string, string> {
  return new Map(
    db
      .select({ id: submissions.id, source: submissions.source })
      .from(submissions)
      .where(inArray(submissions.id, ids))
      .all()
      .map(({ id, source }) => [id, source]),
  );
}

/**
 * A hash of everything that the result depends on: the submissions, their authors and versions, and
 * the comparing engine.
 */
export function hashInputs(
  versionHash: string,
  compared: readonly Pick<Compared, "userId" | "submissionId">[],
): string {
  return createHash("sha256")
    .update(
      JSON.stringify([
        SIMILARITY_ENGINE,
        versionHash,
        compared.map(({ userId, submissionId }) => [userId, submissionId]),
      ]),
    )
    .digest("hex");
}
