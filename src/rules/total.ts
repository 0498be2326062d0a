// A student's total in a course: the weighted mean of what the assignments that count earned, in
// percent. Pure.
//
//   total = sum(weight × points / maxPoints) / sum(weight) × 100
//
// Those count that have a score, and those whose due time is over for this student without one:
// they count 0.

import type { Rules } from "./rules.ts";
import { MINUTE_MS } from "../durations.ts";

export interface TotalPart {
  /** null: no score. */
  points: number | null;
  maxPoints: number;
  weight: number;
  /**
   * Its due time, with grace and this student's extension, is over, and nothing of theirs is still
   * being graded.
   */
  isOver: boolean;
}

/**
 * In percent, to two decimals; above 100 only where a score set by hand is above its maximum. null:
 * nothing counts yet.
 */
export function weightedTotal(parts: Iterable<TotalPart>): number | null {
  let earned = 0;
  let weights = 0;
  for (const { points, maxPoints, weight, isOver } of parts) {
    if ((points === null && !isOver) || maxPoints <= 0) continue;
    earned += (weight * (points ?? 0)) / maxPoints;
    weights += weight;
  }
  return weights > 0 ? Math.round((earned / weights) * 10_000) / 100 : null;
}

/** `dueAtMs`: one student's. Within the grace period nothing is over. */
export function isPastDue(
  { graceMinutes }: Pick<Rules, "graceMinutes">,
  dueAtMs: number | null,
  nowMs: number,
): boolean {
  return dueAtMs !== null && nowMs > dueAtMs + graceMinutes * MINUTE_MS;
}
