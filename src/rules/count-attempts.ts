// Goes through a student's attempts in the order they were sent, and gives each its outcome under
// one set of rules: whether it counts, with which number, and what it earns.

import type { Attempt, Lateness, Outcome, WhyNot } from "./attempt.ts";
import {
  computeAttemptLimit,
  type Extension,
  hasOpened,
  computeLateness,
  type Rules,
  computeSpacingMs,
  computeWorth,
} from "./assignment-rules.ts";

/** The rules under which attempts are read. `extension`: null for the assignment's rules alone. */
export interface Reading {
  rules: Rules;
  extension: Extension | null;
  maxPoints: number;
}

/**
 * An optional attempt that is tried together with the regular ones. isAllowed: staff let it count,
 * so it skips the checks and uses no attempt.
 */
export interface Extra {
  attempt: Attempt;
  isAllowed: boolean;
}

/**
 * The site said that it counts, so it is part of every reading. The others may only raise a score.
 */
export function isRegular({ isPractice, saidToCount }: Attempt): boolean {
  return !isPractice && saidToCount;
}

/** By attempt, for the regular ones and `extra`. `inOrder`: sorted by time. */
export function countAttempts(
  reading: Reading,
  inOrder: readonly Attempt[],
  extra?: Extra,
): Map<Attempt, Outcome> {
  const { rules, extension, maxPoints } = reading;
  const limit = computeAttemptLimit(rules, extension) ?? Infinity;
  const spacingMs = computeSpacingMs(rules);
  const outcomes = new Map<Attempt, Outcome>();
  let lastMs = -Infinity;
  let counted = 0;

  const countingAs = (number: number, { share }: Attempt, late: Lateness): Outcome => {
    const worth = computeWorth(rules, number);
    const points =
      share === null
        ? null
        : Math.min(
            maxPoints,
            round(Math.min(1, Math.max(0, share)) * worth * late.lateFactor * maxPoints),
          );
    return { counts: true, number, worth, points, ...late };
  };

  for (const attempt of inOrder) {
    const isExtra = attempt === extra?.attempt;
    if (!isExtra && !isRegular(attempt)) continue;
    if (isExtra && extra.isAllowed) {
      outcomes.set(
        attempt,
        isFree(rules, attempt)
          ? { counts: false, why: "notCompiled" }
          : countingAs(counted + 1, attempt, computeAllowedLateness(reading, attempt)),
      );
      continue;
    }
    const late = computeLateness(rules, extension, attempt.submittedAtMs);
    const isTooSoon = attempt.submittedAtMs < lastMs + spacingMs;
    const why =
      findOwnReason(reading, attempt) ??
      (counted >= limit ? "overLimit" : undefined) ??
      (isTooSoon ? "tooSoon" : undefined);
    if (why !== undefined || late === undefined) {
      outcomes.set(attempt, { counts: false, why: why ?? "late" });
      continue;
    }
    lastMs = attempt.submittedAtMs;
    counted += 1;
    outcomes.set(attempt, countingAs(counted, attempt, late));
  }
  return outcomes;
}

/**
 * Why it does not count, whatever else was sent; undefined if that depends on the other attempts.
 */
export function findOwnReason({ rules, extension }: Reading, attempt: Attempt): WhyNot | undefined {
  if (!hasOpened(rules, attempt.submittedAtMs)) return "early";
  if (computeLateness(rules, extension, attempt.submittedAtMs) === undefined) return "late";
  return isFree(rules, attempt) ? "notCompiled" : undefined;
}

function isFree({ freeCompileErrors }: Rules, { compiled }: Attempt): boolean {
  return freeCompileErrors && !compiled;
}

/** By its real time, however late that is. */
function computeAllowedLateness(
  { rules, extension }: Reading,
  { submittedAtMs, allowance }: Attempt,
): Lateness {
  const isCharged = allowance?.withLateRule === true && rules.late.kind === "deduction";
  const endless = { ...rules, lateUntilMs: null };
  return (
    (isCharged ? computeLateness(endless, extension, submittedAtMs) : undefined) ?? {
      lateUnits: null,
      lateFactor: 1,
    }
  );
}

function round(points: number): number {
  return Math.round(points * 100) / 100;
}
