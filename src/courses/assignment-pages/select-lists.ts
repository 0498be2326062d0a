// The rows of a course's list of assignments: a student's own standing, and for staff how far
// everyone is.

import { and, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Comment, selectComments } from "../../comments/queries.ts";
import type { Db } from "../../db/open.ts";
import { enrolments } from "../../db/schema.ts";
import { submissions } from "../../db/submission-schema.ts";
import { comments, extensions, scores } from "../../db/teaching-schema.ts";
import type { Score } from "../../rules/policy.ts";
import { selectExamEnd } from "../../assignments/exams.ts";
import {
  findExamStart,
  selectCourseAssignments,
  type Work,
  selectWork,
} from "../../assignments/assignments.ts";
import { countWaitingByAssignment } from "../../questions/count-waiting.ts";
import { mayStudentRead } from "../../assignments/may-read-solutions.ts";

export interface StudentRow extends Work {
  /** How often they have submitted, whether it counts or not. */
  sent: number;
  /**
   * Nothing about the result may be shown before then (Infinity: the exam has no end); null: it may
   * be shown.
   */
  sealedUntilMs: number | null;
  /** null: there is none yet, or it may not be shown. */
  score: Score | null;
  hasSolutions: boolean;
  /** The staff's comments on the score. */
  comments: Comment[];
}

/** Removed assignments are included only if the student has submitted something. */
export function selectStudentRows(
  db: Db,
  courseId: string,
  userId: string,
  nowMs = Date.now(),
): StudentRow[] {
  const all = selectCourseAssignments(db, courseId);
  const ids = all.map(({ id }) => id);
  const sent = new Map(
    db
      .select({ id: submissions.assignmentId, sent: count() })
      .from(submissions)
      .where(and(inArray(submissions.assignmentId, ids), eq(submissions.userId, userId)))
      .groupBy(submissions.assignmentId)
      .all()
      .map((row) => [row.id, row.sent]),
  );
  const details = new Map(
    db
      .select({ id: scores.assignmentId, detail: scores.detail })
      .from(scores)
      .where(and(inArray(scores.assignmentId, ids), eq(scores.userId, userId)))
      .all()
      .map((row) => [row.id, row.detail]),
  );
  const commented = new Set(
    db
      .selectDistinct({ id: comments.assignmentId })
      .from(comments)
      .where(
        and(
          inArray(comments.assignmentId, ids),
          eq(comments.userId, userId),
          isNull(comments.submissionId),
        ),
      )
      .all()
      .map(({ id }) => id),
  );
  return all
    .filter(({ id, removedAt }) => removedAt === null || sent.has(id))
    .map((assignment) => {
      const sealedUntilMs = selectExamEnd(db, assignment, { nowMs });
      const score = sealedUntilMs === null ? (details.get(assignment.id) ?? null) : null;
      return {
        ...selectWork(db, userId, assignment, nowMs),
        sent: sent.get(assignment.id) ?? 0,
        sealedUntilMs,
        score,
        hasSolutions: mayStudentRead(db, userId, assignment, nowMs),
        comments: commented.has(assignment.id)
          ? selectComments(db, { assignmentId: assignment.id, userId })
          : [],
      };
    });
}

export interface Numbers {
  /** Students with an attempt that counts. */
  submitted: number;
  /** The mean of their points; null if there are none. */
  mean: number | null;
  extensions: number;
  /** Questions that wait for an answer. */
  waiting: number;
}

/** By assignment, over those who are students of the course now. */
export function selectNumbers(
  db: Db,
  courseId: string,
): { students: number; byAssignment: Map<string, Numbers>; running: Set<string> } {
  const isStudent = and(eq(enrolments.courseId, courseId), eq(enrolments.role, "student"));
  const students = db
    .select({ students: count() })
    .from(enrolments)
    .where(isStudent)
    .get()!.students;
  const all = selectCourseAssignments(db, courseId);
  const ids = all.map(({ id }) => id);
  const running = new Set(
    all.filter((one) => findExamStart(db, one) !== undefined).map(({ id }) => id),
  );
  const extended = new Map(
    db
      .select({ id: extensions.assignmentId, extended: count() })
      .from(extensions)
      .where(inArray(extensions.assignmentId, ids))
      .groupBy(extensions.assignmentId)
      .all()
      .map((row) => [row.id, row.extended]),
  );
  const rows = db
    .select({
      id: scores.assignmentId,
      submitted: sql<number>`count(*) filter (where ${scores.attempts} > 0)`,
      mean: sql<number | null>`avg(${scores.points})`,
    })
    .from(scores)
    .innerJoin(enrolments, and(isStudent, eq(enrolments.userId, scores.userId)))
    .where(inArray(scores.assignmentId, ids))
    .groupBy(scores.assignmentId)
    .all();
  const waiting = countWaitingByAssignment(db, courseId);
  const found = new Map(rows.map(({ id, submitted, mean }) => [id, { submitted, mean }]));
  return {
    students,
    running,
    byAssignment: new Map(
      ids.map((id) => [
        id,
        {
          submitted: 0,
          mean: null,
          ...found.get(id),
          extensions: extended.get(id) ?? 0,
          waiting: waiting.get(id) ?? 0,
        },
      ]),
    ),
  };
}
