// Whether a student may read the solutions of an assignment now. While an exam on the exercise runs
// in any course, nobody may.

import { and, eq, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { assignments } from "../db/schema.ts";
import { gradings, submissions } from "../db/submission-schema.ts";
import { hasOpened, computeLastMomentOfAll } from "../rules/assignment-rules.ts";
import { isCurrentGrading, ofAssignment } from "../scoring/current-grading.ts";
import { isUnderExam } from "./exams.ts";
import type { CourseView } from "../membership/course-view.ts";
import { type Assignment, selectOptionalExtension } from "./assignments.ts";

/** For students of the course, and staff viewing it as a student; staff always may. */
export function mayReadSolutions(
  db: Db,
  course: Pick<CourseView, "isStaff">,
  userId: string,
  assignment: Assignment,
  nowMs = Date.now(),
): boolean {
  return course.isStaff || mayStudentRead(db, userId, assignment, nowMs);
}

export function mayStudentRead(
  db: Db,
  userId: string,
  assignment: Assignment,
  nowMs = Date.now(),
): boolean {
  const { rules, solutions, removedAt } = assignment;
  if (removedAt !== null || solutions === "never" || isUnderExam(db, assignment, nowMs))
    return false;
  if (!hasOpened(rules, nowMs)) return false;
  if (solutions === "afterPassing") return hasPassed(db, userId, assignment.id);
  // Not while the rules let anyone's work count, nor while this student's extension does.
  const lastMs = computeLastMomentOfAll(
    rules,
    [selectOptionalExtension(db, assignment.id, userId)].filter((extension) => extension !== null),
  );
  return lastMs !== null && nowMs > lastMs;
}

/** Whether a submission was accepted by the version of the tests that counts now. */
export function hasPassed(db: Db, userId: string, assignmentId: string): boolean {
  const row = db
    .select({ one: sql<number>`1` })
    .from(submissions)
    .innerJoin(assignments, ofAssignment)
    .innerJoin(gradings, isCurrentGrading)
    .where(
      and(
        eq(submissions.assignmentId, assignmentId),
        eq(submissions.userId, userId),
        eq(gradings.verdict, "accepted"),
      ),
    )
    .limit(1)
    .get();
  return row !== undefined;
}
