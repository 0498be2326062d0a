// What a platform should have now for one student and assignment. Pure; read-cell.ts reads the
// facts.
//
// A platform gets a score when its student may see it here. Then it stays there, unless the score
// itself goes away: a student who leaves the course keeps what was sent, as their score stays in the
// gradebook, and so does a score whose exercise becomes part of an exam later, which the student
// has seen.

import type { Language } from "../../../grader/doors/packs.ts";
import type { LtiFamily, SentScore } from "../../db/lti-schema.ts";
import { HOUR_MS, SECOND_MS } from "../../durations.ts";
import { makeTranslator } from "../../i18n/index.ts";
import type { Rules } from "../../rules/assignment-rules.ts";
import type { Score } from "../../rules/policy.ts";
import { explainScore } from "../../scoring/explain-score.ts";

/** Most gradings take seconds: a platform is told only of those that do not. */
const PENDING_AFTER_MS = 30 * SECOND_MS;
/** The end of an exam may move. */
const LOOK_AGAIN_MS = HOUR_MS;

export interface CellFacts {
  family: LtiFamily;
  /** Why the platform gets nothing about this person; null: it does. */
  excluded: "unlinked" | "off" | "testStudent" | "gone" | "left" | null;
  assignment: {
    points: number;
    rules: Pick<Rules, "late" | "counts">;
    isRemoved: boolean;
    /** It is an exam that runs. */
    isRunningExam: boolean;
  };
  /** The student may see no score before then (Infinity: the exam has no end); null: they may. */
  sealedUntilMs: number | null;
  /** null: there is none. */
  score: Score | null;
  /** When the attempt was submitted that gives the score; null: an override, or none. */
  submittedAtMs: number | null;
  /** When the student last submitted something to the assignment; null: never. */
  lastSubmittedAtMs: number | null;
  /** The address of the report of the attempt that gives the score; null: none. */
  reportUrl: string | null;
  language: Language;
}

export type Target =
  /** What the platform has is right, or is none of our business. */
  | { kind: "keep" }
  /** The student may not see it yet: `untilMs` is when to look again. */
  | { kind: "held"; untilMs: number }
  | { kind: "send"; score: SentScore };

export function computeTarget(facts: CellFacts, sent: SentScore | null, nowMs: number): Target {
  if (facts.excluded !== null) return { kind: "keep" };
  const { assignment, score, sealedUntilMs } = facts;
  // It counts no more, and its column would count in the platform's total.
  if (assignment.isRemoved) return withdraw(facts, sent);
  if (sealedUntilMs !== null) {
    // Its results were shown, and staff have reopened it: they are hidden again.
    if (assignment.isRunningExam && sent !== null && sent.points !== null)
      return withdraw(facts, sent);
    return { kind: "held", untilMs: Math.min(sealedUntilMs, nowMs + LOOK_AGAIN_MS) };
  }
  if (score === null) return withdraw(facts, sent);
  if (score.points === null) return computePending(facts, score, sent, nowMs);
  return sendUnlessEqual(facts, sent, {
    points: score.points,
    maxPoints: assignment.points,
    isPending: false,
    submittedAt: facts.submittedAtMs,
    comment: writeComment(facts, score),
  });
}

/**
 * Grading runs, or nothing counts. Platforms delete a grade when they are told that one is pending,
 * so they are told only while they have none from us.
 */
function computePending(
  facts: CellFacts,
  { waiting }: Score,
  sent: SentScore | null,
  nowMs: number,
): Target {
  if (waiting === 0) return withdraw(facts, sent);
  if (sent !== null && (sent.points !== null || sent.isPending)) return { kind: "keep" };
  const submittedAt = facts.lastSubmittedAtMs;
  const atMs = (submittedAt ?? 0) + PENDING_AFTER_MS;
  if (nowMs < atMs) return { kind: "held", untilMs: atMs };
  return {
    kind: "send",
    score: {
      points: null,
      maxPoints: facts.assignment.points,
      isPending: true,
      submittedAt,
      comment: "",
    },
  };
}

/** Nothing to withdraw: nothing is sent. */
function withdraw({ assignment }: CellFacts, sent: SentScore | null): Target {
  if (sent === null || (sent.points === null && !sent.isPending)) return { kind: "keep" };
  return {
    kind: "send",
    score: {
      points: null,
      maxPoints: assignment.points,
      isPending: false,
      submittedAt: null,
      comment: "",
    },
  };
}

function sendUnlessEqual({ family }: CellFacts, sent: SentScore | null, score: SentScore): Target {
  const isEqual =
    sent !== null &&
    sent.points === score.points &&
    sent.maxPoints === score.maxPoints &&
    sent.submittedAt === score.submittedAt &&
    // Canvas adds a comment to those that it has: other words alone are not worth one.
    (family === "canvas" || sent.comment === score.comment);
  return isEqual ? { kind: "keep" } : { kind: "send", score };
}

/**
 * The sentence of the student's own page, with the address of the report. Attempts that are still
 * being graded are left out: each would change the sentence twice.
 */
function writeComment({ assignment, language, reportUrl }: CellFacts, score: Score): string {
  const words = explainScore(
    { ...score, counted: score.counted - score.waiting, waiting: 0 },
    assignment.rules,
    makeTranslator(language),
    language,
  );
  return reportUrl === null ? words : `${words} ${reportUrl}`;
}
