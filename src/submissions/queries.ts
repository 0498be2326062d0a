// What pages read about submissions. Everything about one person's is asked for by that person's id: there is no way to read another's by
// leaving something out.

import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { Report, Verdict } from "../../grader/index.ts";
import type { Db } from "../db/open.ts";
import { preparedOnce } from "../db/prepared.ts";
import { drafts, enrolments, gradings, jobs, submissions, users, versions } from "../db/schema.ts";
import type { Viewer } from "../http/environment.ts";

export interface SubmissionView {
  id: string;
  userId: string;
  author: string;
  packId: string;
  exerciseId: string;
  versionHash: string;
  attempt: number;
  fileName: string;
  source: string;
  submittedAt: Date;
  title: { "zh-CN": string; en: string };
  /** null for as long as it is not graded. */
  report: Report | null;
  gradedAt: Date | null;
  /** staff: sees what the pack's author sees. */
  seenBy: "author" | "staff";
}

const submissionById = preparedOnce((db) =>
  db
    .select({ submission: submissions, author: users.name, title: versions.title, report: gradings.report, gradedAt: gradings.gradedAt })
    .from(submissions)
    .innerJoin(users, eq(users.id, submissions.userId))
    .innerJoin(versions, eq(versions.hash, submissions.versionHash))
    .leftJoin(gradings, and(eq(gradings.submissionId, submissions.id), eq(gradings.versionHash, submissions.versionHash)))
    .where(eq(submissions.id, sql.placeholder("id")))
    .prepare(),
);

/** undefined where there is none, or `viewer` may not see it: the two must look the same. */
export function selectOptionalSubmission(db: Db, viewer: Viewer, id: string): SubmissionView | undefined {
  if (viewer.userId === null) return undefined;
  const row = submissionById(db).get({ id });
  if (row === undefined) return undefined;
  const seenBy = row.submission.userId === viewer.userId ? "author" : isStaffOf(db, viewer, row.submission.userId) ? "staff" : undefined;
  if (seenBy === undefined) return undefined;
  return { ...row.submission, author: row.author, title: row.title, report: row.report, gradedAt: row.gradedAt, seenBy };
}

/** Whether `viewer` teaches a course in which `userId` learns, or owns the site. */
export function isStaffOf(db: Db, viewer: Viewer, userId: string): boolean {
  if (viewer.kind !== "member") return false;
  if (viewer.siteRole === "owner") return true;
  const row = db.get<{ one: number } | undefined>(sql`
    select 1 as one from ${enrolments} as student join ${enrolments} as staff on staff.course_id = student.course_id
    where student.user_id = ${userId} and staff.user_id = ${viewer.userId} and staff.role in ('owner', 'instructor', 'assistant') limit 1`);
  return row !== undefined;
}

export interface HistoryRow {
  id: string;
  packId: string;
  exerciseId: string;
  title: { "zh-CN": string; en: string };
  attempt: number;
  submittedAt: Date;
  verdict: Verdict | null;
  score: number | null;
  maxScore: number | null;
}

export const HISTORY_PAGE = 50;

/** Newest first; of one exercise where it is named. `before`: goes on after the last one of the page before. */
export function selectHistory(db: Db, userId: string, { packId, exerciseId, before }: { packId?: string; exerciseId?: string; before?: Date } = {}): HistoryRow[] {
  return db
    .select({
      id: submissions.id, packId: submissions.packId, exerciseId: submissions.exerciseId, title: versions.title, attempt: submissions.attempt,
      submittedAt: submissions.submittedAt, verdict: gradings.verdict, score: gradings.score, maxScore: gradings.maxScore,
    })
    .from(submissions)
    .innerJoin(versions, eq(versions.hash, submissions.versionHash))
    .leftJoin(gradings, and(eq(gradings.submissionId, submissions.id), eq(gradings.versionHash, submissions.versionHash)))
    .where(
      and(
        eq(submissions.userId, userId),
        packId === undefined ? undefined : eq(submissions.packId, packId),
        exerciseId === undefined ? undefined : eq(submissions.exerciseId, exerciseId),
        before === undefined ? undefined : lt(submissions.submittedAt, before),
      ),
    )
    .orderBy(desc(submissions.submittedAt), desc(submissions.attempt))
    .limit(HISTORY_PAGE)
    .all();
}

/** The attempt before this one, of the same author and exercise; undefined for the first. */
export function selectOptionalPrevious(db: Db, { userId, packId, exerciseId, attempt }: SubmissionView): { id: string; attempt: number; source: string } | undefined {
  return db
    .select({ id: submissions.id, attempt: submissions.attempt, source: submissions.source })
    .from(submissions)
    .where(and(eq(submissions.userId, userId), eq(submissions.packId, packId), eq(submissions.exerciseId, exerciseId), lt(submissions.attempt, attempt)))
    .orderBy(desc(submissions.attempt))
    .limit(1)
    .get();
}

/** How far one person has got with one exercise. */
export interface ExerciseProgress {
  /** Of the best attempt, and what that one could have earned; null where none is graded. */
  score: number | null;
  maxScore: number | null;
  isSolved: boolean;
  attempts: number;
  waiting: number;
  hasDraft: boolean;
}

const NOTHING_DONE: ExerciseProgress = { score: null, maxScore: null, isSolved: false, attempts: 0, waiting: 0, hasDraft: false };

/** By "pack/exercise", for everything that somebody has tried or begun; or for one exercise of it. */
export function selectProgress(db: Db, userId: string, one?: { packId: string; exerciseId: string }): Map<string, ExerciseProgress> {
  const only = one === undefined ? sql`true` : sql`pack_id = ${one.packId} and exercise_id = ${one.exerciseId}`;
  // SQLite takes max_score from the row that max(score) found.
  const rows = db.all<{ name: string; score: number | null; max_score: number | null; solved: number; attempts: number; waiting: number }>(sql`
    select s.pack_id || '/' || s.exercise_id as name, max(g.score) as score, g.max_score, count(*) filter (where g.verdict = 'accepted') > 0 as solved,
      count(*) as attempts, count(j.submission_id) as waiting
    from ${submissions} as s left join ${gradings} as g on g.submission_id = s.id and g.version_hash = s.version_hash left join ${jobs} as j on j.submission_id = s.id
    where s.user_id = ${userId} and ${only} group by s.pack_id, s.exercise_id`);
  const progress = new Map(rows.map(({ name, score, max_score, solved, attempts, waiting }) => [name, { ...NOTHING_DONE, score, maxScore: max_score, isSolved: solved === 1, attempts, waiting }]));
  for (const { name } of db.all<{ name: string }>(sql`select pack_id || '/' || exercise_id as name from ${drafts} where user_id = ${userId} and ${only}`)) {
    progress.set(name, { ...(progress.get(name) ?? NOTHING_DONE), hasDraft: true });
  }
  return progress;
}
