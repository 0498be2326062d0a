// The history of one student's submissions, page by page. It requires that student's id, so leaving out
// an argument never shows another student's.

import { and, desc, eq, sql } from "drizzle-orm";
import type { Verdict } from "../../grader/doors/reports.ts";
import type { Db } from "../db/open.ts";
import { makePlaceholders } from "../db/placeholders.ts";
import { prepareOnce } from "../db/prepared.ts";
import { assignments, courses } from "../db/schema.ts";
import { gradings, submissions } from "../db/submission-schema.ts";
import { versions } from "../db/pack-schema.ts";
import { currentVersion, isCurrentGrading, ofAssignment } from "../scoring/current-grading.ts";
import { makeSealLookup } from "../assignments/exams.ts";

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

const historyOf = prepareOnce((db) => {
  const { userId, packId, exerciseId, before } = makePlaceholders(
    "userId",
    "packId",
    "exerciseId",
    "before",
  );
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
        sql`(${packId} is null or ${submissions.packId} = ${packId})`,
        sql`(${exerciseId} is null or ${submissions.exerciseId} = ${exerciseId})`,
        sql`(${before} is null
          or (${submissions.submittedAt}, ${submissions.attempt}, ${submissions.id}) < (
            select last.submitted_at, last.attempt, last.id from ${submissions} as last
            where last.id = ${before} and last.user_id = ${userId}))`,
      ),
    )
    .orderBy(desc(submissions.submittedAt), desc(submissions.attempt), desc(submissions.id))
    .limit(HISTORY_PAGE)
    .prepare();
});

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
  return historyOf(db)
    .all({
      userId,
      packId: packId ?? null,
      exerciseId: exerciseId ?? null,
      before: before ?? null,
    })
    .map(({ versionHash, ...row }) =>
      isSealed({ ...row, versionHash })
        ? { ...row, verdict: null, score: null, maxScore: null, isSealed: true }
        : { ...row, isSealed: false },
    );
}
