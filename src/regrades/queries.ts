// Reads regrades for their pages: all of a course, one with its progress, and the assignments that
// could be regraded.

import { desc, eq, sql } from "drizzle-orm";
import {
  type Assignment,
  selectCourseAssignments,
  selectOptionalAssignment,
} from "../assignments/assignments.ts";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { submissions } from "../db/submission-schema.ts";
import { regrades } from "../db/teaching-schema.ts";

export type RegradeRow = typeof regrades.$inferSelect;

/**
 * running: some submissions are not graded yet. stale: the assignment's version has changed in
 * another way since; the regrade can only be discarded.
 */
export type RegradeState = "running" | "ready" | "stale" | "applied" | "discarded" | "undone";

export interface Regrade extends RegradeRow {
  assignment: Assignment;
  state: RegradeState;
  /**
   * How many submissions the regrade has graded, and how many there are. Not computed for a regrade
   * that has ended.
   */
  done: number;
  total: number;
}

/** Regrades that have not ended. SQL, for `regrades` under its own name. */
export const IS_OPEN = "regrades.applied_at is null and regrades.discarded_at is null";

/** The newest first. */
export function selectCourseRegrades(db: Db, courseId: string): Regrade[] {
  const known = new Map(
    selectCourseAssignments(db, courseId).map((assignment) => [assignment.id, assignment]),
  );
  return db
    .select({ regrade: regrades })
    .from(regrades)
    .innerJoin(assignments, eq(assignments.id, regrades.assignmentId))
    .where(eq(assignments.courseId, courseId))
    .orderBy(desc(regrades.createdAt), desc(regrades.id))
    .all()
    .map(({ regrade }) => asRegrade(db, regrade, known.get(regrade.assignmentId)!));
}

/** undefined if the course has none. */
export function selectOptionalRegrade(db: Db, courseId: string, id: string): Regrade | undefined {
  const row = db.select().from(regrades).where(eq(regrades.id, id)).get();
  const assignment = row && selectOptionalAssignment(db, courseId, row.assignmentId);
  return row && assignment && asRegrade(db, row, assignment);
}

/** The open regrade of an assignment, if there is one; there is at most one. */
export function selectOptionalOpen(db: Db, assignmentId: string): RegradeRow | undefined {
  return db
    .select()
    .from(regrades)
    .where(sql`${regrades.assignmentId} = ${assignmentId} and ${sql.raw(IS_OPEN)}`)
    .get();
}

function isPinnedAt(
  assignment: Pick<Assignment, "versionHash" | "regradeId">,
  versionHash: string,
  regradeId: string | null,
): boolean {
  return assignment.versionHash === versionHash && assignment.regradeId === regradeId;
}

/** How a regrade has ended; undefined while it is open. */
function findEnd(row: RegradeRow): "discarded" | "undone" | "applied" | undefined {
  if (row.discardedAt !== null) return "discarded";
  if (row.undoneAt !== null) return "undone";
  return row.appliedAt === null ? undefined : "applied";
}

function asRegrade(db: Db, row: RegradeRow, assignment: Assignment): Regrade {
  const ended = findEnd(row);
  if (ended !== undefined) return { ...row, assignment, state: ended, done: 0, total: 0 };
  const { done, total } = countDone(db, row);
  const progress = done < total ? "running" : "ready";
  const state = isPinnedAt(assignment, row.fromHash, row.fromRegradeId) ? progress : "stale";
  return { ...row, assignment, state, done, total };
}

/**
 * The second half of the condition is the index's own: without it SQLite does not use the index.
 */
export function countDone(
  db: Db,
  { id, assignmentId }: Pick<RegradeRow, "id" | "assignmentId">,
): { done: number; total: number } {
  return db.get(
    sql`select
      (select count(*) from gradings where run_id = ${id} and run_id <> '') as done,
      (select count(*) from ${submissions} where assignment_id = ${assignmentId}) as total`,
  );
}

export interface Choice {
  assignment: Assignment;
  /**
   * The version offered now; null if the exercise is no longer offered, so only its pin is left.
   */
  offeredHash: string | null;
  isNewer: boolean;
  submissions: number;
  /** The open regrade. */
  openId: string | null;
}

/**
 * What could be regraded, those with newer tests first. `offered`: the hash of the version offered
 * now.
 */
export function selectChoices(
  db: Db,
  courseId: string,
  offered: (packId: string, exerciseId: string) => string | undefined,
): Choice[] {
  const choices = selectCourseAssignments(db, courseId)
    .filter(({ removedAt }) => removedAt === null)
    .map((assignment): Choice => {
      const offeredHash = offered(assignment.packId, assignment.exerciseId) ?? null;
      const { count } = db.get<{ count: number }>(
        sql`select count(*) as count from ${submissions} where assignment_id = ${assignment.id}`,
      );
      return {
        assignment,
        offeredHash,
        isNewer: offeredHash !== null && offeredHash !== assignment.versionHash,
        submissions: count,
        openId: selectOptionalOpen(db, assignment.id)?.id ?? null,
      };
    });
  return choices.sort((a, b) => Number(b.isNewer) - Number(a.isNewer));
}
