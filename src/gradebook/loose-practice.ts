// Practice that an instructor may still let count.

import { and, eq, gte, isNull } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { assignments, enrolments } from "../db/schema.ts";
import { submissions } from "../db/submission-schema.ts";
import type { CellName } from "./cell-name.ts";

/**
 * For queries of `submissions`: by this student, on this assignment's exercise, sent for no
 * assignment since they joined the course.
 */
export function isLoosePractice(db: Db, { courseId, assignmentId, userId }: CellName) {
  const assignment = db
    .select({ packId: assignments.packId, exerciseId: assignments.exerciseId })
    .from(assignments)
    .where(eq(assignments.id, assignmentId))
    .get();
  const enrolment = db
    .select({ joinedAt: enrolments.joinedAt })
    .from(enrolments)
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
    .get();
  if (assignment === undefined || enrolment === undefined) return undefined;
  return and(
    eq(submissions.userId, userId),
    eq(submissions.packId, assignment.packId),
    eq(submissions.exerciseId, assignment.exerciseId),
    isNull(submissions.assignmentId),
    gte(submissions.submittedAt, enrolment.joinedAt),
  );
}
