// Decides who may comment on a submission: the staff of its course; if it belongs to no course, the
// site owner.

import { HTTPException } from "hono/http-exception";
import { findCourse } from "../membership/gate.ts";
import type { CourseView } from "../membership/course-view.ts";
import type { Db } from "../db/open.ts";
import type { AppContext } from "../http/environment.ts";
import { selectOptionalSubmission, type SubmissionView } from "../grading/select-submission.ts";

export interface Commenting {
  actorId: string;
  submission: SubmissionView;
  /** null: submitted to no course. */
  course: CourseView | null;
  canRemoveAny: boolean;
}

/** undefined: not allowed. */
export function findCommenting(
  db: Db,
  c: AppContext,
  submission: SubmissionView,
): Commenting | undefined {
  const viewer = c.get("viewer");
  if (viewer.kind !== "member" || submission.seenBy !== "staff") return undefined;
  const { assignment } = submission;
  if (assignment === null)
    return viewer.siteRole === "owner"
      ? { actorId: viewer.userId, submission, course: null, canRemoveAny: true }
      : undefined;
  const course = findCourse(db, c, assignment.courseId);
  return course?.isStaff === true
    ? { actorId: viewer.userId, submission, course, canRemoveAny: course.canInvite }
    : undefined;
}

/** Throws 404 if the viewer may not comment. */
export function requireCommenting(db: Db, c: AppContext, submissionId: string): Commenting {
  const submission = selectOptionalSubmission(db, c.get("viewer"), submissionId);
  const commenting = submission && findCommenting(db, c, submission);
  if (commenting === undefined) throw new HTTPException(404);
  return commenting;
}
