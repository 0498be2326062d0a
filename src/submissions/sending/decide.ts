// Decides whether a submission is recorded as announced, or its sender is asked first. Pure. No
// code becomes practice, or counts for less than promised, without a question.

import type { Work } from "../../assignments/assignments.ts";
import type { Viewer } from "../../http/environment.ts";
import {
  type Announcement,
  isMemberTag,
  isSaidToCount,
  PRACTICE,
  computePromisedShare,
  encodeAdmission,
  nameSender,
} from "./announcement.ts";

/**
 * The reason why the named assignment is not the sender's. unknown: it does not exist, or they are
 * not in its course; both must look the same.
 */
export type Absence = "removed" | "archived" | "staff" | "unknown";

/** The question to the sender, or the reason of a refusal. */
export type Ask =
  /** The page was made for a member, and now no user is signed in. */
  | { why: "signedOut" }
  /** The page was made for another user, or before the sender signed in. */
  | { why: "otherViewer"; name: string; work: Work | null }
  /** Several assignments are possible. */
  | { why: "choose" }
  | { why: "absent"; how: Absence }
  /**
   * It would earn less than promised, or nothing; or it would count although the page said that it
   * would not.
   */
  | { why: "changed"; work: Work; said: string }
  /**
   * No attempt is left, and the assignment is still open: more tries would reveal the hidden tests.
   */
  | { why: "usedUp"; work: Work; limit: number }
  | { why: "tooSoon"; work: Work; untilMs: number };

/** `work` of practice: the assignment of the page, for which staff may let the submission count. */
export type Decision =
  | { kind: "record"; work: Work | null; isPractice: boolean; saidToCount: boolean }
  | { kind: "ask"; ask: Ask };

export interface Arrival {
  announced: Announcement;
  viewer: Viewer;
  /** All assignments of the sender with this exercise, at the time when the submission arrived. */
  works: readonly Work[];
  /** The assignment in the page's address, whose page practice was submitted from. */
  beside: Work | null;
  /** The reason if the assignment is not among `works`. */
  absenceOf: (assignmentId: string) => Absence;
}

export function decide({
  announced: { goal, who, said },
  viewer,
  works,
  beside,
  absenceOf,
}: Arrival): Decision {
  const ask = (question: Ask): Decision => ({ kind: "ask", ask: question });
  const named = goal === undefined || goal === PRACTICE ? undefined : goal;
  const workNamed = works.find(({ assignment }) => assignment.id === named) ?? null;

  if (viewer.kind !== "member") {
    if ((who !== undefined && isMemberTag(who)) || named !== undefined)
      return ask({ why: "signedOut" });
    return { kind: "record", work: null, isPractice: true, saidToCount: false };
  }
  if (who !== undefined && who !== nameSender(viewer))
    return ask({ why: "otherViewer", name: viewer.name, work: workNamed });
  if (goal === PRACTICE)
    return { kind: "record", work: beside, isPractice: true, saidToCount: false };
  if (named !== undefined && workNamed === null)
    return ask({ why: "absent", how: absenceOf(named) });
  if (workNamed === null && works.length > 1) return ask({ why: "choose" });
  const work = workNamed ?? works[0];
  if (work === undefined)
    return { kind: "record", work: null, isPractice: true, saidToCount: false };
  return decideFor(work, said);
}

function decideFor(work: Work, said: string | undefined): Decision {
  const { admission } = work;
  const now = encodeAdmission(admission);
  const isToCount = isSaidToCount(now);
  if (admission.kind === "overLimit")
    return { kind: "ask", ask: { why: "usedUp", work, limit: admission.limit } };
  if (admission.kind === "tooSoon")
    return { kind: "ask", ask: { why: "tooSoon", work, untilMs: admission.untilMs } };
  // Also asks if the result would be better than promised: an attempt that was announced as not
  // counting can only raise a score, and a manipulated form must not achieve that.
  const hasChanged =
    said !== undefined &&
    (isSaidToCount(said) !== isToCount ||
      (isToCount && computePromisedShare(now) < computePromisedShare(said)));
  if (hasChanged) return { kind: "ask", ask: { why: "changed", work, said } };
  return { kind: "record", work, isPractice: false, saidToCount: isToCount };
}

/**
 * false: over the limit or too soon while submissions still count, also late ones, when more tries
 * would reveal the hidden tests. When nothing counts any more, the admission is always "late", and
 * everything is stored.
 */
export function isAccepted({ admission }: Pick<Work, "admission">): boolean {
  return admission.kind !== "overLimit" && admission.kind !== "tooSoon";
}
