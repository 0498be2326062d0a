// Which of a submission's gradings counts: the one by the version that its assignment is pinned to
// (or, without an assignment, by the version that it was sent for), made for the regrade that moved
// the pin where there is such a one. The one place that says so, as a piece of SQL.

import { eq, sql, type SQL } from "drizzle-orm";
import { assignments } from "../db/schema.ts";
import { gradings, submissions } from "../db/submission-schema.ts";

/** For joins of `gradings` to `submissions` left-joined with `assignments` (by `ofAssignment`). */
export const isCurrentGrading: SQL = sql`${gradings.id} = (
  select g.id from gradings as g
  where g.submission_id = ${submissions.id} and g.version_hash = coalesce(${assignments.versionHash}, ${submissions.versionHash}) and g.run_id in ('', coalesce(${assignments.regradeId}, ''))
  order by g.run_id desc limit 1)`;

export const ofAssignment: SQL = eq(assignments.id, submissions.assignmentId);

/** The version that a submission is to be judged by now. */
export const currentVersion = sql<string>`coalesce(${assignments.versionHash}, ${submissions.versionHash})`;
