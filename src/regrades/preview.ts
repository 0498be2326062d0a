// Computes what a regrade would change: each student's points with all submissions graded by the
// current version, and with all graded by the newer one. Pure; uses the same policy as the scores.

import { type Score, scoreAttempts } from "../rules/policy.ts";
import type { Material } from "../scoring/collect-material.ts";
import type { Rules } from "../rules/assignment-rules.ts";

export const MODES = ["all", "never-lower"] as const;
/** never-lower: students who would lose points keep their points. */
export type Mode = (typeof MODES)[number];

export interface PreviewQuery {
  before: ReadonlyMap<string, Material>;
  after: ReadonlyMap<string, Material>;
  rules: Rules;
  maxPoints: number;
}

export interface ScoreChange {
  userId: string;
  before: Score;
  /** By mode. */
  after: Record<Mode, Score>;
  /**
   * The floor that "never lower" would set: the present points from attempts, if the newer version
   * would give less; null for most students.
   */
  floor: number | null;
}

/** Everyone who has a score or would have one, largest change first. */
export function previewRegrade({ before, after, rules, maxPoints }: PreviewQuery): ScoreChange[] {
  const score = (material: Material, floor: number | null = material.floor) =>
    scoreAttempts({ ...material, floor, rules, maxPoints });
  const changes = [...new Set([...before.keys(), ...after.keys()])].map((userId): ScoreChange => {
    const [old, fresh] = [before.get(userId) ?? NOTHING, after.get(userId) ?? NOTHING];
    // An override may be undone one day, so the scores beneath it are compared.
    const [had, gets] = [score({ ...old, override: null }), score({ ...fresh, override: null })];
    const floor =
      had.points !== null && measureChange(had.points, gets.points) < 0 ? had.points : null;
    const all = score(fresh);
    return {
      userId,
      before: score(old),
      after: { all, "never-lower": floor === null ? all : score(fresh, floor) },
      floor,
    };
  });
  return changes.sort(
    (a, b) =>
      Math.abs(computeDifference(b)) - Math.abs(computeDifference(a)) ||
      (a.userId < b.userId ? -1 : 1),
  );
}

const NOTHING: Material = {
  attempts: [],
  judgeErrors: [],
  extension: null,
  override: null,
  floor: null,
};

/** Positive if the points go up. From no score to 0 points counts as a tiny increase. */
export function measureChange(before: number | null, after: number | null): number {
  const points = (after ?? 0) - (before ?? 0);
  return points !== 0 ? points : Number(after !== null) * 1e-9 - Number(before !== null) * 1e-9;
}

export function computeDifference({ before, after }: ScoreChange, mode: Mode = "all"): number {
  return measureChange(before.points, after[mode].points);
}

export interface Counts {
  up: number;
  down: number;
  same: number;
}

export function nameDirection(difference: number): keyof Counts {
  if (difference > 0) return "up";
  return difference < 0 ? "down" : "same";
}

export function countChanges(changes: readonly ScoreChange[], mode: Mode): Counts {
  const counts: Counts = { up: 0, down: 0, same: 0 };
  for (const change of changes) {
    counts[nameDirection(computeDifference(change, mode))] += 1;
  }
  return counts;
}
