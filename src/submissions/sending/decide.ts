// Whether what has arrived is recorded as it was announced, or its sender is asked first. Pure:
// nobody's code becomes practice, or counts for less than was said, without a word.

import type { Work } from "../../assignments/assignments.ts";
import type { Viewer } from "../../http/environment.ts";
import {
  type Announcement,
  isMemberTag,
  isSaidToCount,
  PRACTICE,
  promiseOf,
  saidOf,
  whoOf,
} from "./announcement.ts";

/**
 * Why an assignment that was named is none of the sender's. unknown: there is none, or they are not
 * in its course; the two must look the same.
 */
export type Absence = "removed" | "archived" | "staff" | "unknown";

/** What the sender has to decide, or cannot have. */
export type Ask =
  /** The page was made for a member, and nobody is signed in. */
  | { why: "signedOut" }
  /** The page was made for somebody else, or before the sender signed in. */
  | { why: "otherViewer"; name: string; work: Work | null }
  /** More than one assignment would do. */
  | { why: "choose" }
  | { why: "absent"; how: Absence }
  /** It would earn less than was said, or nothing; or it would count, and was said not to. */
  | { why: "changed"; work: Work; said: string }
  /**
   * No attempt is left, and there is still time: more tries would tell what hidden tests are made
   * of.
   */
  | { why: "usedUp"; work: Work; limit: number }
  | { why: "tooSoon"; work: Work; untilMs: number };

/**
 * `work` of practice: the assignment whose page it was sent from, for which staff may let it count.
 */
export type Decision =
  | { kind: "record"; work: Work | null; isPractice: boolean; saidToCount: boolean }
  | { kind: "ask"; ask: Ask };

export interface Arrival {
  announced: Announcement;
  viewer: Viewer;
  /** Everything that the exercise could be for, as of the moment at which it arrived. */
  works: readonly Work[];
  /** The assignment in the page's address: what practice is sent beside. */
  beside: Work | null;
  /** Of an assignment that is not among `works`. */
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
  if (who !== undefined && who !== whoOf(viewer))
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
  const now = saidOf(admission);
  const isToCount = isSaidToCount(now);
  if (admission.kind === "overLimit")
    return { kind: "ask", ask: { why: "usedUp", work, limit: admission.limit } };
  if (admission.kind === "tooSoon")
    return { kind: "ask", ask: { why: "tooSoon", work, untilMs: admission.untilMs } };
  // Better than was said is asked about, too: an attempt that was said not to count only ever
  // raises a score, and the form's word alone must not make one so.
  const hasChanged =
    said !== undefined &&
    (isSaidToCount(said) !== isToCount || (isToCount && promiseOf(now) < promiseOf(said)));
  if (hasChanged) return { kind: "ask", ask: { why: "changed", work, said } };
  return { kind: "record", work, isPractice: false, saidToCount: isToCount };
}

/**
 * false: over the limit or too soon while work still counts, late work included, when more tries
 * would tell what hidden tests are made of. Once nothing counts any more, the admission is "late"
 * whatever was sent before, and everything is stored.
 */
export function isAccepted({ admission }: Pick<Work, "admission">): boolean {
  return admission.kind !== "overLimit" && admission.kind !== "tooSoon";
}
