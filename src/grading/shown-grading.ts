// Chooses the report and grading time that a reader sees. During an exam, the author must not be
// able to tell whether hidden groups are graded: report and time are those of the visible groups,
// before and after.

import { type SQL, sql } from "drizzle-orm";
import type { Audience, Report } from "../../grader/doors/reports.ts";
import { jobs, submissions } from "../db/submission-schema.ts";

/**
 * For queries of `submissions` that join `jobs`: the time when its author was first shown a result,
 * in milliseconds.
 */
export const shownTimes: {
  firstVisibleAtMs: SQL<number | null>;
  firstGradedAtMs: SQL<number | null>;
} = {
  firstVisibleAtMs: sql`coalesce(${jobs.visibleGradedAt}, (
    select min(g.visible_graded_at) from gradings as g
    where g.submission_id = ${submissions.id}))`,
  firstGradedAtMs: sql`(
    select min(g.graded_at) from gradings as g where g.submission_id = ${submissions.id})`,
};

export interface StoredGrading {
  /** The report of the counting grading; null: there is none. */
  report: Report | null;
  gradedAt: Date | null;
  /** The report of the job that waits for its hidden groups. */
  visibleReport: Report | null;
  firstVisibleAtMs: number | null;
  firstGradedAtMs: number | null;
  /** The version that should grade it now. */
  versionHash: string;
}

export interface ShownGrading {
  report: Report | null;
  gradedAt: Date | null;
  isHiddenPending: boolean;
  audience: Audience;
}

/** `isSealed`: the reader is not staff, and an exam runs on the exercise. */
export function chooseShownGrading(
  stored: StoredGrading,
  { isStaff, isSealed }: { isStaff: boolean; isSealed: boolean },
): ShownGrading {
  const { firstVisibleAtMs, firstGradedAtMs, gradedAt } = stored;
  // A report from other tests than the current ones is outdated.
  const visible =
    stored.visibleReport?.receipt.exercise === stored.versionHash ? stored.visibleReport : null;
  const report = stored.report ?? visible;
  const isPending = stored.report === null && visible !== null;
  // During an exam, the time of a regrade must not reveal anything either.
  const shownAtMs = isStaff ? null : (firstVisibleAtMs ?? (isSealed ? firstGradedAtMs : null));
  const studentAudience = isSealed || isPending ? "exam" : "student";
  return {
    report,
    gradedAt: report === null ? null : (toDate(shownAtMs) ?? gradedAt ?? toDate(firstVisibleAtMs)),
    isHiddenPending: isPending && !isSealed,
    audience: isStaff ? "author" : studentAudience,
  };
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
