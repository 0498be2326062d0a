// Where the author of a graded submission can go from its report: to the next exercise or assignment,
// to the solutions, to the summary of a completed pack.

import { computeCompletion } from "../grading/completion.ts";
import { isAcceptedFor } from "../grading/is-accepted-for.ts";
import { selectProgress } from "../grading/select-progress.ts";
import type { SubmissionView } from "../grading/select-submission.ts";
import { mayCompare } from "../solutions/may-compare.ts";
import { type NextStep, selectNextStep } from "./next-step.ts";
import type { SubmissionServices } from "./submission-services.ts";

export interface WaysOn {
  next: NextStep | undefined;
  /** The address of the page that compares the code with solutions, if the reader may see it. */
  solutions: string | undefined;
  /** The address of the pack's summary, if this submission is accepted and the pack completed. */
  summary: string | undefined;
}

/** undefined for staff. */
export function findWaysOn(
  services: Pick<SubmissionServices, "db" | "catalogue" | "config">,
  submission: SubmissionView,
): WaysOn | undefined {
  if (submission.report === null || submission.seenBy === "staff") return undefined;
  const solutions = mayCompare(services, submission)
    ? `/submissions/${submission.id}/solutions`
    : undefined;
  if (!isAcceptedFor(submission)) return { next: undefined, solutions, summary: undefined };
  const progress = selectProgress(services.db, submission.userId);
  const pack = services.catalogue.packs.find(({ id }) => id === submission.packId);
  const isCompleted =
    pack !== undefined && computeCompletion(pack.offers, progress).completedAtMs !== null;
  return {
    next: selectNextStep(services.db, pack?.offers, submission, progress),
    solutions,
    summary: isCompleted ? `/packs/${submission.packId}/end` : undefined,
  };
}
