// Which of a submission's gradings counts, as SQL. Only this file decides it: the grading by the
// assignment's pinned version (or, without an assignment, by the version at the time of
// submission); if a regrade set the pin, the grading made for that regrade.

import { eq, sql, type SQL } from "drizzle-orm";
import { assignments } from "../db/schema.ts";
import { gradings, submissions } from "../db/submission-schema.ts";

/** SQL expressions: the submission, the version, and the regrade (may be null). */
interface Pin {
  submission: string;
  version: string;
  regrade: string;
}

/** The id of the grading that counts, or null, as a subquery. */
export const selectCurrentId = ({ submission, version, regrade }: Pin): string => `(
  select counted.id from gradings as counted
  where counted.submission_id = ${submission} and counted.version_hash = ${version}
    and counted.run_id in ('', coalesce(${regrade}, ''))
  order by counted.run_id desc limit 1)`;

/** For a `submissions as s` joined with `assignments as a`. */
export const CURRENT_BY_PIN = selectCurrentId({
  submission: "s.id",
  version: "a.version_hash",
  regrade: "a.regrade_id",
});

/**
 * The condition for joining `gradings` with `submissions` that are left-joined with `assignments`
 * (by `ofAssignment`).
 */
export const isCurrentGrading: SQL = sql`${gradings.id} = ${sql.raw(
  selectCurrentId({
    submission: "submissions.id",
    version: "coalesce(assignments.version_hash, submissions.version_hash)",
    regrade: "assignments.regrade_id",
  }),
)}`;

export const ofAssignment: SQL = eq(assignments.id, submissions.assignmentId);

/** The version by which a submission is graded now. */
export const currentVersion = sql<string>`coalesce(${assignments.versionHash}, ${submissions.versionHash})`;
