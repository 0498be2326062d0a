// The assignments that a submission could be for now, and the API's answer if nothing is recorded.

import { chooseTitles, type Work } from "../assignments/assignments.ts";
import { computeDueAtMs } from "../rules/assignment-rules.ts";
import type { AppContext } from "../http/environment.ts";
import { isSaidToCount, encodeAdmission } from "../submissions/sending/announcement.ts";
import { askWords, type Refusal, chooseStatus } from "../submissions/sending/ask-words.ts";
import { listCosts, describeStanding } from "../submissions/sending/costs.ts";
import { isAccepted } from "../submissions/sending/decide.ts";
import { ApiError } from "./api-error.ts";
import type { GoalChoice } from "./schemas.ts";

function countAttemptsLeft(admission: Work["admission"]): number | null {
  if (admission.kind === "counts") return admission.attemptsLeft;
  return admission.kind === "overLimit" ? 0 : null;
}

export function describeGoalChoice(c: AppContext, work: Work): GoalChoice {
  const { assignment, admission, extension } = work;
  const { course, rules } = assignment;
  const said = encodeAdmission(admission);
  const dueAtMs = computeDueAtMs(rules, extension);
  const standing = describeStanding(c, work);
  return {
    assignment: {
      id: assignment.id,
      title: chooseTitles(assignment),
      course: { id: course.id, title: course.title },
    },
    said,
    counts: isSaidToCount(said),
    isAccepted: isAccepted(work),
    dueAt: dueAtMs === null ? null : new Date(dueAtMs).toISOString(),
    attemptsLeft: countAttemptsLeft(admission),
    latePercent:
      admission.kind === "counts" ? Math.round((1 - admission.lateFactor) * 10_000) / 100 : 0,
    words: [...(standing === undefined ? [] : [standing]), ...listCosts(c, work)],
  };
}

const CODES = {
  signedOut: "sign-in",
  otherViewer: "other-account",
  choose: "choose-assignment",
  absent: "assignment-not-open",
  changed: "standing-changed",
  usedUp: "attempts-used",
  tooSoon: "too-soon",
  full: "queue-full",
  busy: "too-many-requests",
  spaced: "exam-spacing",
} as const satisfies Record<Refusal["why"], string>;

export function describeRefusal(c: AppContext, refusal: Refusal, works: readonly Work[]): ApiError {
  const { status, retryAfterSeconds } = chooseStatus(refusal, c.get("receivedAtMs"));
  if (refusal.why === "signedOut") return new ApiError(status, CODES.signedOut, "api.error.signIn");
  if (refusal.why === "full")
    return new ApiError(status, CODES.full, "api.error.queueFull", {
      params: { count: refusal.count },
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
  const { text } = askWords(c, refusal);
  const choices = ("work" in refusal && refusal.work !== null ? [refusal.work] : works).map(
    (work) => describeGoalChoice(c, work),
  );
  return new ApiError(status, CODES[refusal.why], "api.error.notSubmitted", {
    message: c.get("t")("api.error.notSubmitted", { text }),
    choices,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  });
}
