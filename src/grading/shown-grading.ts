// Which report of a submission a reader sees, and which time of grading. Under exam its author must
// not be able to tell whether hidden groups are graded: report and time are those of the visible
// groups, before and after.

import { type SQL, sql } from "drizzle-orm";
import type { Audience, Report } from "../../grader/doors/reports.ts";
import { jobs, submissions } from "../db/submission-schema.ts";

/**
 * For queries of `submissions` that join `jobs`: when its author was first shown anything, in
 * milliseconds.
 */
export const shownTimes: {
  firstVisibleAtMs: SQL<number | null>;
  firstGradedAtMs: SQL<number | null>;
} = {
  firstVisibleAtMs: sql`coalesce(${jobs.visibleGradedAt}, (select min(g.visible_graded_at) from gradings as g where g.submission_id = ${submissions.id}))`,
  firstGradedAtMs: sql`(select min(g.graded_at) from gradings as g where g.submission_id = ${submissions.id})`,
};

export interface StoredGrading {
  /** Of the grading that counts; null: there is none. */
  report: Report | null;
  gradedAt: Date | null;
  /** Of the job that waits for its hidden groups. */
  visibleReport: Report | null;
  firstVisibleAtMs: number | null;
  firstGradedAtMs: number | null;
  /** What it is to be judged by now. */
  versionHash: string;
}

export interface ShownGrading {
  report: Report | null;
  gradedAt: Date | null;
  isHiddenPending: boolean;
  audience: Audience;
}

/** `isSealed`: the reader is no staff, and an exam runs on the exercise. */
export function shownGrading(
  stored: StoredGrading,
  { isStaff, isSealed }: { isStaff: boolean; isSealed: boolean },
): ShownGrading {
  const { firstVisibleAtMs, firstGradedAtMs, gradedAt } = stored;
  // One made by other tests than those that count now says nothing any more.
  const visible =
    stored.visibleReport?.receipt.exercise === stored.versionHash ? stored.visibleReport : null;
  const report = stored.report ?? visible;
  const isPending = stored.report === null && visible !== null;
  // A regrade in the middle of an exam tells nothing by its time either.
  const shownAtMs = isStaff ? null : (firstVisibleAtMs ?? (isSealed ? firstGradedAtMs : null));
  return {
    report,
    gradedAt:
      report === null
        ? null
        : shownAtMs !== null
          ? new Date(shownAtMs)
          : (gradedAt ?? dateOf(firstVisibleAtMs)),
    isHiddenPending: isPending && !isSealed,
    audience: isStaff ? "author" : isSealed || isPending ? "exam" : "student",
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
