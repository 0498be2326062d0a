// The queries of pages about submissions. Every query about a user's submissions requires that
// user's id, so leaving out an argument never shows another user's.

import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Audience, Report, Verdict } from "../../grader/doors/reports.ts";
import { fullNameIn } from "../membership/shown-name.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { assignments, courses, enrolments, users } from "../db/schema.ts";
import { drafts, gradings, jobs, submissions } from "../db/submission-schema.ts";
import { versions } from "../db/pack-schema.ts";
import { mayBeStaff, type Viewer } from "../http/environment.ts";
import { selectOptionalRole } from "../membership/join-links.ts";
import {
  currentVersion,
  isCurrentGrading,
  ofAssignment,
  selectCurrentId,
} from "../scoring/current-grading.ts";
import { selectExamEnd, type ExerciseKey, makeSealLookup } from "../assignments/exams.ts";
import { chooseShownGrading, shownTimes } from "./shown-grading.ts";

const CURRENT_OF_MINE = selectCurrentId({
  submission: "mine.id",
  version: "coalesce(a.version_hash, mine.version_hash)",
  regrade: "a.regrade_id",
});

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

export interface HistoryRow {
  id: string;
  userId: string;
  packId: string;
  exerciseId: string;
  title: { "zh-CN": string; en: string };
  /** The assignment it was submitted to; null for practice on the exercise. */
  assignment: { id: string; courseId: string; title: string | null } | null;
  courseTitle: string | null;
  attempt: number;
  isPractice: boolean;
  submittedAt: Date;
  verdict: Verdict | null;
  score: number | null;
  maxScore: number | null;
  /**
   * An exam on the exercise runs, so the list shows no result. The submission's page shows what its
   * author may see.
   */
  isSealed: boolean;
}

export const HISTORY_PAGE = 50;

/**
 * Newest first; only of one exercise if it is given. `before`: the id of the last submission of the
 * previous page. An id reveals no time.
 */
export function selectHistory(
  db: Db,
  userId: string,
  { packId, exerciseId, before }: { packId?: string; exerciseId?: string; before?: string } = {},
): HistoryRow[] {
  const isSealed = makeSealLookup(db);
  return db
    .select({
      id: submissions.id,
      packId: submissions.packId,
      exerciseId: submissions.exerciseId,
      title: versions.title,
      attempt: submissions.attempt,
      userId: submissions.userId,
      isPractice: submissions.isPractice,
      assignment: { id: assignments.id, courseId: assignments.courseId, title: assignments.title },
      courseTitle: courses.title,
      submittedAt: submissions.submittedAt,
      verdict: gradings.verdict,
      score: gradings.score,
      maxScore: gradings.maxScore,
      versionHash: currentVersion,
    })
    .from(submissions)
    .innerJoin(versions, eq(versions.hash, submissions.versionHash))
    .leftJoin(assignments, ofAssignment)
    .leftJoin(courses, eq(courses.id, assignments.courseId))
    .leftJoin(gradings, isCurrentGrading)
    .where(
      and(
        eq(submissions.userId, userId),
        packId === undefined ? undefined : eq(submissions.packId, packId),
        exerciseId === undefined ? undefined : eq(submissions.exerciseId, exerciseId),
        before === undefined
          ? undefined
          : sql`(${submissions.submittedAt}, ${submissions.attempt}, ${submissions.id}) < (
              select last.submitted_at, last.attempt, last.id from ${submissions} as last
              where last.id = ${before} and last.user_id = ${userId})`,
      ),
    )
    .orderBy(desc(submissions.submittedAt), desc(submissions.attempt), desc(submissions.id))
    .limit(HISTORY_PAGE)
    .all()
    .map(({ versionHash, ...row }) =>
      isSealed({ ...row, versionHash })
        ? { ...row, verdict: null, score: null, maxScore: null, isSealed: true }
        : { ...row, isSealed: false },
    );
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

/** The progress of one user in one exercise. */
export interface ExerciseProgress {
  /** The points of the best attempt, and its maximum; null if none is graded. */
  score: number | null;
  maxScore: number | null;
  isSolved: boolean;
  attempts: number;
  waiting: number;
  hasDraft: boolean;
}

const NOTHING_DONE: ExerciseProgress = {
  score: null,
  maxScore: null,
  isSolved: false,
  attempts: 0,
  waiting: 0,
  hasDraft: false,
};

/** Results of one version of an exercise. */
interface ProgressRow extends ExerciseKey {
  score: number | null;
  maxScore: number | null;
  solved: number;
  attempts: number;
  waiting: number;
}

function addRow(sum: ExerciseProgress, row: ProgressRow, isSealed: boolean): ExerciseProgress {
  const counted = {
    ...sum,
    attempts: sum.attempts + row.attempts,
    waiting: sum.waiting + row.waiting,
  };
  if (isSealed) return counted;
  const isBetter = row.score !== null && (sum.score === null || row.score > sum.score);
  const best = isBetter ? { score: row.score, maxScore: row.maxScore } : {};
  return { ...counted, ...best, isSolved: sum.isSolved || row.solved === 1 };
}

/** By "pack/exercise", for all exercises that the user has tried or begun, or for one exercise. */
export function selectProgress(
  db: Db,
  userId: string,
  one?: { packId: string; exerciseId: string },
): Map<string, ExerciseProgress> {
  const only =
    one === undefined
      ? sql`true`
      : sql`mine.pack_id = ${one.packId} and mine.exercise_id = ${one.exerciseId}`;
  // SQLite takes max_score from the row that max(score) selected.
  const rows = db.all<ProgressRow>(sql`
    select mine.pack_id as packId, mine.exercise_id as exerciseId,
      coalesce(a.version_hash, mine.version_hash) as versionHash,
      max(g.score) as score, g.max_score as maxScore,
      count(*) filter (where g.verdict = 'accepted') > 0 as solved,
      count(*) as attempts, count(j.submission_id) as waiting
    from ${submissions} as mine
      left join ${assignments} as a on a.id = mine.assignment_id
      left join ${gradings} as g on g.id = ${sql.raw(CURRENT_OF_MINE)}
      left join ${jobs} as j on j.submission_id = mine.id and j.visible_report is null
    where mine.user_id = ${userId} and ${only} group by 1, 2, 3`);
  const isSealed = makeSealLookup(db);
  const progress = new Map<string, ExerciseProgress>();
  for (const row of rows) {
    const name = `${row.packId}/${row.exerciseId}`;
    progress.set(name, addRow(progress.get(name) ?? NOTHING_DONE, row, isSealed(row)));
  }
  for (const { name } of db.all<{ name: string }>(
    sql`select pack_id || '/' || exercise_id as name from ${drafts} as mine where user_id = ${userId} and ${only}`,
  )) {
    progress.set(name, { ...(progress.get(name) ?? NOTHING_DONE), hasDraft: true });
  }
  return progress;
}
