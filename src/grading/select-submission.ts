// Selects one submission for someone who may see it, and the attempt before it. Every query about a
// user's submissions requires that user's id, so leaving out an argument never shows another user's.

import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Audience, Report } from "../../grader/doors/reports.ts";
import { fullNameIn } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { assignments, courses, enrolments, users } from "../db/schema.ts";
import { gradings, jobs, submissions } from "../db/submission-schema.ts";
import { versions } from "../db/pack-schema.ts";
import { mayBeStaff, type Viewer } from "../http/environment.ts";
import { selectOptionalRole } from "../membership/join-links.ts";
import { currentVersion, isCurrentGrading, ofAssignment } from "../scoring/current-grading.ts";
import { selectExamEnd } from "../assignments/exams.ts";
import { chooseShownGrading, shownTimes } from "./shown-grading.ts";

export interface SubmissionView {
  id: string;
  userId: string;
  author: string;
  packId: string;
  exerciseId: string;
  /**
   * The version that grades it: the assignment's pinned version, or the version at the time of
   * submission.
   */
  versionHash: string;
  assignment: { id: string; courseId: string; title: string | null } | null;
  /** The course that it was submitted to; null for none. */
  courseTitle: string | null;
  attempt: number;
  isPractice: boolean;
  fileName: string;
  source: string;
  submittedAt: Date;
  title: { "zh-CN": string; en: string };
  courseTimeZone: string | null;
  /**
   * null while ungraded. During an exam, its author sees the report of the visible groups, whether
   * the hidden ones are graded or not.
   */
  report: Report | null;
  /** For its author, during and after an exam: the time of the visible groups. */
  gradedAt: Date | null;
  /**
   * The visible groups are graded, the hidden ones are not. During the exam, only staff see this.
   */
  isHiddenPending: boolean;
  /**
   * The end of the time in which the reader sees nothing about hidden groups (Infinity: the exam
   * has no end); null: they are shown.
   */
  sealedUntilMs: number | null;
  /**
   * For staff: the end of the time in which an exam in another course hides it from its author;
   * null: no such exam.
   */
  besideUntilMs: number | null;
  /** staff: sees what the pack's author sees. */
  seenBy: "author" | "staff";
  /** The audience for `redact`. */
  audience: Audience;
  /** Staff who view the course as a student: they see what its author sees. */
  isViewedAsStudent: boolean;
}

const submissionById = prepareOnce((db) =>
  db
    .select({
      submission: submissions,
      author: fullNameIn(assignments.courseId),
      title: versions.title,
      versionHash: currentVersion,
      assignment: { id: assignments.id, courseId: assignments.courseId, title: assignments.title },
      courseTitle: courses.title,
      courseTimeZone: courses.timeZone,
      report: gradings.report,
      gradedAt: gradings.gradedAt,
      visibleReport: jobs.visibleReport,
      ...shownTimes,
    })
    .from(submissions)
    .innerJoin(users, eq(users.id, submissions.userId))
    .innerJoin(versions, eq(versions.hash, submissions.versionHash))
    .leftJoin(assignments, ofAssignment)
    .leftJoin(courses, eq(courses.id, assignments.courseId))
    .leftJoin(gradings, isCurrentGrading)
    .leftJoin(jobs, eq(jobs.submissionId, submissions.id))
    .where(eq(submissions.id, sql.placeholder("id")))
    .prepare(),
);

/**
 * undefined if it does not exist, or `viewer` may not see it: both must look the same.
 * `asStudentIn`: the course that the staff view as a student.
 */
export function selectOptionalSubmission(
  db: Db,
  viewer: Viewer,
  id: string,
  asStudentIn?: string,
): SubmissionView | undefined {
  if (viewer.userId === null) return undefined;
  const row = submissionById(db).get({ id });
  if (row === undefined) return undefined;
  const { submission, ...others } = row;
  const isAuthor = submission.userId === viewer.userId;
  if (!isAuthor && !isStaffOf(db, viewer, submission, row.assignment?.courseId)) return undefined;
  const seenBy = isAuthor ? "author" : "staff";
  const isViewedAsStudent =
    seenBy === "staff" && asStudentIn !== undefined && row.assignment?.courseId === asStudentIn;
  const isStaff = seenBy === "staff" && !isViewedAsStudent;
  const key = { ...submission, versionHash: row.versionHash };
  const sealedUntilMs = isStaff ? null : selectExamEnd(db, key);
  const isElsewhere = (id: string) =>
    id !== row.assignment?.courseId && !isTeacherIn(db, viewer, id);
  const besideUntilMs = isStaff ? selectExamEnd(db, key, { ofCourse: isElsewhere }) : null;
  const { visibleReport, firstVisibleAtMs, firstGradedAtMs, report, gradedAt, ...facts } = others;
  const shown = chooseShownGrading(
    {
      report,
      gradedAt,
      visibleReport,
      firstVisibleAtMs,
      firstGradedAtMs,
      versionHash: row.versionHash,
    },
    { isStaff, isSealed: sealedUntilMs !== null },
  );
  return {
    ...submission,
    ...facts,
    ...shown,
    sealedUntilMs,
    besideUntilMs,
    seenBy: isStaff ? "staff" : "author",
    isViewedAsStudent,
  };
}

type Sent = Pick<
  typeof submissions.$inferSelect,
  "userId" | "packId" | "exerciseId" | "submittedAt"
>;

/**
 * Whether `viewer` reads it as staff. Staff of the course that it was submitted to may, even if its
 * author has left. If it was submitted to no course, staff may read it if its author was their
 * student then and still is, and their course has assigned the exercise, until the course is
 * archived. The site owner reads everything.
 */
function isStaffOf(
  db: Db,
  viewer: Viewer,
  { userId, packId, exerciseId, submittedAt }: Sent,
  courseId: string | undefined,
): boolean {
  if (!mayBeStaff(viewer)) return false;
  if (viewer.siteRole === "owner") return true;
  if (courseId !== undefined) return isTeacherIn(db, viewer, courseId);
  const row = db.get<{ one: number } | undefined>(sql`
    select 1 as one
    from ${enrolments} as student
      join ${enrolments} as staff on staff.course_id = student.course_id
      join ${courses} as c on c.id = student.course_id
        and (c.archived_at is null or c.archived_at >= ${submittedAt.getTime()})
      join ${assignments} as a on a.course_id = student.course_id
        and a.pack_id = ${packId} and a.exercise_id = ${exerciseId} and a.removed_at is null
    where student.user_id = ${userId} and student.role = 'student'
      and student.joined_at <= ${submittedAt.getTime()}
      and staff.user_id = ${viewer.userId}
      and staff.role in ('owner', 'instructor', 'assistant')
    limit 1`);
  return row !== undefined;
}

function isTeacherIn(db: Db, { userId }: Viewer, courseId: string): boolean {
  const role = userId === null ? undefined : selectOptionalRole(db, courseId, userId);
  return role !== undefined && role !== "student";
}

const attemptBefore = prepareOnce((db) =>
  db
    .select({ id: submissions.id, attempt: submissions.attempt, source: submissions.source })
    .from(submissions)
    .where(
      and(
        eq(submissions.userId, sql.placeholder("userId")),
        eq(submissions.packId, sql.placeholder("packId")),
        eq(submissions.exerciseId, sql.placeholder("exerciseId")),
        sql`${submissions.assignmentId} is ${sql.placeholder("assignmentId")}`,
        lt(submissions.attempt, sql.placeholder("attempt")),
      ),
    )
    .orderBy(desc(submissions.attempt))
    .limit(1)
    .prepare(),
);

/**
 * The previous attempt of the same author and exercise; undefined for the first, and if `viewer`
 * may not see it.
 */
export function selectOptionalPrevious(
  db: Db,
  viewer: Viewer,
  { userId, packId, exerciseId, assignment, attempt }: SubmissionView,
): { id: string; attempt: number; source: string } | undefined {
  const previous = attemptBefore(db).get({
    userId,
    packId,
    exerciseId,
    assignmentId: assignment?.id ?? null,
    attempt,
  });
  // Staff must not see practice from before its author joined the course.
  return previous === undefined ||
    userId === viewer.userId ||
    selectOptionalSubmission(db, viewer, previous.id) !== undefined
    ? previous
    : undefined;
}
