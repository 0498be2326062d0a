// The state of a submission, for its page and for readers who wait for it: read, redacted,
// rendered.

import { findExercise } from "../catalogue/find-exercise.ts";
import { readViewedCourse } from "../membership/gate.ts";
import type { AppContext } from "../http/environment.ts";
import type { SubmissionServices } from "./submission-services.ts";
import { renderFragment } from "../ui/render-fragment.tsx";
import { locateKeeping } from "./keep-case.tsx";
import { readQuestions, type ShownQuestions } from "../questions/shown-questions.ts";
import { selectAsking } from "../reference-answers/asking.ts";
import { findWaysOn } from "./ways-on.ts";
import { selectPurpose } from "./purpose.ts";
import { selectOptionalSubmission, type SubmissionView } from "../grading/select-submission.ts";
import { type StatusProps, StatusView, takeSnapshot } from "./status-view.tsx";

/**
 * `submission` may be outdated: it is read again when its report is ready. `last`: what the same
 * reader was shown before. What it counts for is not computed again for each group that finishes.
 * `questions`: what the caller has read already.
 */
export async function readStatusProps(
  services: SubmissionServices,
  c: AppContext,
  submission: SubmissionView,
  {
    last,
    questions,
  }: { last?: StatusProps | undefined; questions?: ShownQuestions | undefined } = {},
): Promise<StatusProps> {
  const snapshot = takeSnapshot(services, submission, () =>
    selectOptionalSubmission(services.db, c.get("viewer"), submission.id, readViewedCourse(c)),
  );
  const purpose =
    snapshot.state === "running" && last?.snapshot.state === "running"
      ? last.purpose
      : selectPurpose(services.db, snapshot.state === "done" ? snapshot.submission : submission);
  const { manifest, groups } = await services.catalogue.loadVersion(submission.versionHash);
  return {
    c,
    purpose,
    snapshot,
    limits: manifest.limits,
    ...(snapshot.state === "done" ? await findActions(services, c, snapshot.submission) : {}),
    waysOn: snapshot.state === "done" ? findWaysOn(services, snapshot.submission) : undefined,
    ...(snapshot.state === "done"
      ? { questions: questions ?? readQuestions(services.db, c, snapshot.submission) }
      : {}),
    groups: groups.map(({ manifest: { id, title }, visible }) => ({ id, title, visible })),
  };
}

/** What the reader can do with a failing case. Staff only with those of their own work. */
async function findActions(
  services: SubmissionServices,
  c: AppContext,
  { packId, exerciseId, assignment, report, seenBy }: SubmissionView,
): Promise<Pick<StatusProps, "asking" | "keepAt">> {
  if (report === null || seenBy === "staff") return {};
  const found = await findExercise(services, c.get("viewer"), {
    pack: packId,
    exercise: exerciseId,
    assignment: assignment?.id,
    viewedCourse: readViewedCourse(c),
  });
  if (found === undefined) return {};
  const query = assignment === null ? "" : `?assignment=${assignment.id}`;
  return {
    asking: selectAsking(services, found, report.receipt.exercise),
    keepAt: locateKeeping(packId, exerciseId, query),
  };
}

export interface StatusFragment {
  state: "waiting" | "running" | "done";
  /** All data of the page's status. */
  html: string;
}

export function renderStatusFragment(props: StatusProps): StatusFragment {
  return { state: props.snapshot.state, html: renderFragment(props.c, <StatusView {...props} />) };
}
