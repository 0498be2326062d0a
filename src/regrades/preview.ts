// What a regrade would change: of everybody's work, judged by the version that counts and by the
// newer one, who goes from how much to how much. Pure, by the same policy that makes the scores.

import { type Score, scoreAttempts } from "../rules/policy.ts";
import type { Material } from "../scoring/recompute-scores.ts";
import type { Rules } from "../rules/rules.ts";

export const MODES = ["all", "never-lower"] as const;
/** never-lower: whoever would lose points keeps them. */
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
   * What "never lower" would keep for them: what their attempts come to now, where they would come
   * to less; null for most.
   */
  floor: number | null;
}

/** Of everybody who has a score or would have one, largest change first. */
export function previewRegrade({ before, after, rules, maxPoints }: PreviewQuery): ScoreChange[] {
  const score = (material: Material, floor: number | null = material.floor) =>
    scoreAttempts({ ...material, floor, rules, maxPoints });
  const changes = [...new Set([...before.keys(), ...after.keys()])].map((userId): ScoreChange => {
    const [old, fresh] = [before.get(userId) ?? NOTHING, after.get(userId) ?? NOTHING];
    // An override may be undone one day: what counts here is what it covers.
    const [had, gets] = [score({ ...old, override: null }), score({ ...fresh, override: null })];
    const floor = had.points !== null && sizeOf(had.points, gets.points) < 0 ? had.points : null;
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
      Math.abs(differenceOf(b)) - Math.abs(differenceOf(a)) || (a.userId < b.userId ? -1 : 1),
  );
}

const NOTHING: Material = { attempts: [], extension: null, override: null, floor: null };

/** Up is positive. From nothing to no points is up too, if by next to nothing. */
export function sizeOf(before: number | null, after: number | null): number {
  const points = (after ?? 0) - (before ?? 0);
  return points !== 0 ? points : Number(after !== null) * 1e-9 - Number(before !== null) * 1e-9;
}

export function differenceOf({ before, after }: ScoreChange, mode: Mode = "all"): number {
  return sizeOf(before.points, after[mode].points);
}

export interface Counts {
  up: number;
  down: number;
  same: number;
}

export function countChanges(changes: readonly ScoreChange[], mode: Mode): Counts {
  const counts: Counts = { up: 0, down: 0, same: 0 };
  for (const change of changes) {
    const difference = differenceOf(change, mode);
    counts[difference > 0 ? "up" : difference < 0 ? "down" : "same"] += 1;
  }
  return counts;
}
