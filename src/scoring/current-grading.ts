// Which of a submission's gradings counts: the one by the version that its assignment is pinned to
// (or, without an assignment, by the version that it was sent for), made for the regrade that moved
// the pin where there is such a one. The one place that says so, as a piece of SQL.

import { eq, sql, type SQL } from "drizzle-orm";
import { assignments } from "../db/schema.ts";
import { gradings, submissions } from "../db/submission-schema.ts";

/** SQL expressions: whose grading, by which version, and for which regrade (may be null). */
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

/** For joins of `gradings` to `submissions` left-joined with `assignments` (by `ofAssignment`). */
export const isCurrentGrading: SQL = sql`${gradings.id} = ${sql.raw(
  selectCurrentId({
    submission: "submissions.id",
    version: "coalesce(assignments.version_hash, submissions.version_hash)",
    regrade: "assignments.regrade_id",
  }),
)}`;

export const ofAssignment: SQL = eq(assignments.id, submissions.assignmentId);

/** The version that a submission is to be judged by now. */
export const currentVersion = sql<string>`coalesce(${assignments.versionHash}, ${submissions.versionHash})`;
