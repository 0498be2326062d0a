// A student's total in a course: the weighted mean of the assignments that are included, in
// percent. Pure.
//
//   total = sum(weight × points / maxPoints) / sum(weight) × 100
//
// Included are assignments with a score, and those whose due time is over for this student without
// one: these count 0.

import { computeDueAtMs, type Extension, isPastDue, type Rules } from "./assignment-rules.ts";

export interface TotalPart {
  /** null: no score. */
  points: number | null;
  maxPoints: number;
  weight: number;
  /** `isOver` for this student. */
  isOver: boolean;
}

/**
 * Whether an assignment without a score counts 0: its due time, with grace and this student's
 * extension, is over, and no attempt is still being graded. `waiting`: how many are.
 */
export function isOver(
  rules: Pick<Rules, "dueAtMs" | "graceMinutes">,
  { extension, waiting }: { extension: Pick<Extension, "dueAtMs"> | null; waiting: number },
  nowMs: number,
): boolean {
  return waiting === 0 && isPastDue(rules, computeDueAtMs(rules, extension), nowMs);
}

/**
 * In percent, to two decimals; above 100 only if an override is above its maximum. null: nothing is
 * included yet.
 */
export function computeWeightedTotal(parts: Iterable<TotalPart>): number | null {
  let earned = 0;
  let weights = 0;
  for (const { points, maxPoints, weight, isOver } of parts) {
    if ((points === null && !isOver) || maxPoints <= 0) continue;
    earned += (weight * (points ?? 0)) / maxPoints;
    weights += weight;
  }
  return weights > 0 ? Math.round((earned / weights) * 10_000) / 100 : null;
}
