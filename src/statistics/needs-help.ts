// Which students may need help, and why: what a teacher would see in everyone's last attempts.
// Students who have passed are not listed, however long it took.

import { LAST_ATTEMPTS, type StudentProgress } from "./digest.ts";
import { HOUR_MS } from "../durations.ts";
import { isPastDue, type Rules } from "../rules/assignment-rules.ts";

/** "Soon" means due within this time. */
export const SOON_MS = 48 * HOUR_MS;
/** From this many attempts on, … */
const MANY_ATTEMPTS = 5;
/** … a student is stuck if this many in a row were no better than before. */
const WITHOUT_PROGRESS = 4;

export type HelpReason =
  /** `share`: of the best of `attempts`; the last `since` of them were no better. */
  | { kind: "noProgress"; attempts: number; since: number; share: number }
  | { kind: "sameMisconception"; misconception: string; count: number }
  | { kind: "sameGroup"; group: string; count: number }
  | { kind: "dueSoon"; dueAtMs: number }
  | { kind: "nothingSent"; dueAtMs: number }
  | { kind: "notPassed"; attempts: number };

export interface Student {
  userId: string;
  /** undefined: nothing sent. */
  progress: StudentProgress | undefined;
  /** The student's own, with an extension; null: none. */
  dueAtMs: number | null;
  /** Staff set the score by hand: then it does not matter that nothing was sent. */
  isSettled: boolean;
}

export interface Needy {
  userId: string;
  progress: StudentProgress | undefined;
  reasons: HelpReason[];
}

export interface HelpQuery {
  nowMs: number;
  rules: Pick<Rules, "graceMinutes">;
  /** It can be worked on, or could until it was due. */
  isOpen: boolean;
}

/** Those with the most reasons first, then with the most attempts. */
export function findNeedy(students: readonly Student[], query: HelpQuery): Needy[] {
  return students
    .map((student): Needy => ({
      userId: student.userId,
      progress: student.progress,
      reasons: reasonsFor(student, query),
    }))
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted(
      (a, b) =>
        b.reasons.length - a.reasons.length || (b.progress?.sent ?? 0) - (a.progress?.sent ?? 0),
    );
}

function reasonsFor(
  { progress, dueAtMs, isSettled }: Student,
  { nowMs, rules, isOpen }: HelpQuery,
): HelpReason[] {
  if (progress !== undefined && progress.passed !== null) return [];
  const reasons: HelpReason[] =
    progress === undefined ? [] : [...stuck(progress), ...repeated(progress)];
  if (dueAtMs === null || isSettled || !isOpen) return reasons;
  if (isPastDue(rules, dueAtMs, nowMs)) {
    if (progress === undefined) reasons.push({ kind: "nothingSent", dueAtMs });
    // An attempt that still waits may pass.
    else if (progress.graded > 0 && progress.waiting === 0)
      reasons.push({ kind: "notPassed", attempts: progress.graded });
  } else if (progress === undefined && dueAtMs - nowMs <= SOON_MS)
    reasons.push({ kind: "dueSoon", dueAtMs });
  return reasons;
}

function stuck({ graded, best }: StudentProgress): HelpReason[] {
  if (best === null || graded < MANY_ATTEMPTS || graded - best.attempt < WITHOUT_PROGRESS)
    return [];
  return [
    { kind: "noProgress", attempts: graded, since: graded - best.attempt, share: best.share },
  ];
}

/** A known mistake says more than the group in which it shows. */
function repeated({ last }: StudentProgress): HelpReason[] {
  const [first] = last;
  if (first === undefined || last.length < LAST_ATTEMPTS) return [];
  const { misconception, failedGroup } = first;
  if (misconception !== null && last.every((one) => one.misconception === misconception))
    return [{ kind: "sameMisconception", misconception, count: last.length }];
  if (failedGroup !== null && last.every((one) => one.failedGroup === failedGroup))
    return [{ kind: "sameGroup", group: failedGroup, count: last.length }];
  return [];
}
