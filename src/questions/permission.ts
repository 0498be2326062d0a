// Decides who may write in the questions of a submission: its author, while they are in the course,
// and the staff of the course. Everyone else who may read the submission only reads the questions.
//
// Practice has no questions: nobody grades it, and often it belongs to no course.

import type { Db } from "../db/open.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import { type AppContext, mayBeStaff } from "../http/environment.ts";
import type { CourseView } from "../membership/course-view.ts";
import { findCourse } from "../membership/gate.ts";

export interface Talking {
  actorId: string;
  /** Only the student begins a question. */
  isStudent: boolean;
  assignmentId: string;
  /** If it is archived, questions can only be read. */
  course: CourseView;
}

/** undefined: may only read. A request with a token may not write either. */
export function findTalking(
  db: Db,
  c: AppContext,
  { userId, assignment, isPractice, seenBy }: SubmissionView,
): Talking | undefined {
  const viewer = c.get("viewer");
  if (!mayBeStaff(viewer) || assignment === null || isPractice) return undefined;
  const course = findCourse(db, c, assignment.courseId);
  const isStudent = viewer.userId === userId;
  const isTeacher = seenBy === "staff" && course?.isStaff === true;
  if (course === undefined || (isStudent ? course.role === null : !isTeacher)) return undefined;
  return { actorId: viewer.userId, isStudent, assignmentId: assignment.id, course };
}
