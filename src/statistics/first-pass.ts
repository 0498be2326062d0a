// How many attempts, and how much time, students needed until they first passed.

import type { StudentProgress } from "./digest.ts";
import { computeMedian } from "./median.ts";
import { MINUTE_MS, HOUR_MS, DAY_MS } from "../durations.ts";

type Passing = Pick<StudentProgress, "graded" | "firstAtMs" | "passed">;

/** Higher numbers of attempts are counted together. */
export const MOST_TOLD = 10;

/** Upper bounds, inclusive; the last one is open. 0: the first attempt passed. */
export const TIME_STEPS_MS = [
  0,
  10 * MINUTE_MS,
  HOUR_MS,
  6 * HOUR_MS,
  DAY_MS,
  3 * DAY_MS,
  null,
] as const;

export interface AttemptsToPass {
  /** The i-th: passed first with attempt i + 1; the last one: with that or a later attempt. */
  counts: number[];
  passed: number;
  /** Have graded attempts, none of which passed. */
  never: number;
  median: number | null;
}

export function countAttemptsToPass(students: readonly Passing[]): AttemptsToPass {
  const attempts = students.flatMap(({ passed }) => (passed === null ? [] : [passed.attempt]));
  const counts = Array.from({ length: MOST_TOLD }, () => 0);
  for (const attempt of attempts) counts[Math.min(attempt, MOST_TOLD) - 1]! += 1;
  return {
    counts,
    passed: attempts.length,
    never: students.filter(({ graded, passed }) => graded > 0 && passed === null).length,
    median: computeMedian(attempts),
  };
}

export interface TimeToPass {
  /** By `TIME_STEPS_MS`. */
  counts: number[];
  passed: number;
  /** Over those who did not pass with the first attempt. */
  medianMs: number | null;
}

/** From the first graded attempt to the first that passed. */
export function countTimeToPass(students: readonly Passing[]): TimeToPass {
  const tookMs = students.flatMap(({ firstAtMs, passed }) =>
    passed === null
      ? []
      : [{ isFirst: passed.attempt === 1, ms: Math.max(0, passed.atMs - firstAtMs) }],
  );
  const counts = TIME_STEPS_MS.map(() => 0);
  for (const { isFirst, ms } of tookMs)
    counts[
      isFirst
        ? 0
        : TIME_STEPS_MS.findIndex((upToMs, i) => i > 0 && (upToMs === null || ms <= upToMs))
    ]! += 1;
  return {
    counts,
    passed: tookMs.length,
    medianMs: computeMedian(tookMs.filter(({ isFirst }) => !isFirst).map(({ ms }) => ms)),
  };
}
