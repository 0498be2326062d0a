// The course and the assignment of a request that changes something, and whether its form listed
// every course that the assignment would affect as an exam.

import { requireAssignment } from "../../assignments/require-assignment.ts";
import type { Assignment } from "../../assignments/assignments.ts";
import type { Db } from "../../db/open.ts";
import type { AppContext } from "../../http/environment.ts";
import { type Form, readText } from "../../http/read-field.ts";
import { requireInstructor } from "../../membership/gate.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { requireOpen } from "../../membership/require-open.ts";
import { type AffectedCourse, formatAffectedKey } from "./affected-courses.ts";
import { requireActor } from "../../http/require-actor.ts";

export interface Change {
  courseId: string;
  actorId: string;
}

/** For an instructor, while the course is open. */
export function findForChange(
  db: Db,
  c: AppContext,
): { course: CourseView; assignment: Assignment; change: Change } {
  const course = requireInstructor(db, c);
  const assignment = requireAssignment(db, c);
  requireOpen(course);
  return { course, assignment, change: { courseId: course.id, actorId: requireActor(c) } };
}

/** Whether an exam would affect courses that the form did not list. */
export function isUnlisted(
  form: Form,
  isExam: boolean,
  affected: readonly AffectedCourse[],
): boolean {
  return isExam && affected.length > 0 && readText(form, "affects") !== formatAffectedKey(affected);
}
