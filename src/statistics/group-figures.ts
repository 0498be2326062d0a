// How many students pass each test group, and how well passing it agrees with doing well in the
// other groups.
//
// Discrimination is the corrected point-biserial correlation: Pearson's, between passing the group
// (1 or 0) and the score of a student's attempt in all other groups. The group itself is left out
// of that score, or every group would correlate with itself (Crocker & Algina, Introduction to
// Classical and Modern Test Theory, 1986, ch. 14). A group that weak and strong students pass alike
// is near 0; one that strong students fail is below 0.

import type { GroupOutcome } from "../db/submission-schema.ts";

/** With fewer students the number would mostly show chance. */
export const FEWEST_STUDENTS = 10;
/** Commonly called poor (Ebel & Frisbie, Essentials of Educational Measurement, 1991, ch. 13). */
export const LOW_DISCRIMINATION = 0.2;

export interface GroupFigures {
  id: string;
  passed: number;
  students: number;
  /** -1 to 1; null if there is none, for the reason given. */
  discrimination: number | null;
  without: "few" | "same" | "only" | null;
}

/** `outcomes`: one attempt per student. */
export function describeGroups(
  groups: readonly { id: string; points: number }[],
  outcomes: readonly (readonly GroupOutcome[])[],
): GroupFigures[] {
  const shares = outcomes.map((outcome) => new Map(outcome.map(({ id, share }) => [id, share])));
  return groups.map(({ id }) => {
    const passes = outcomes.map((outcome) =>
      outcome.some((one) => one.id === id && one.verdict === "accepted"),
    );
    const rests = shares.map((share) =>
      groups.reduce(
        (sum, group) => (group.id === id ? sum : sum + group.points * (share.get(group.id) ?? 0)),
        0,
      ),
    );
    const figures = { id, passed: passes.filter(Boolean).length, students: outcomes.length };
    if (groups.length < 2) return { ...figures, discrimination: null, without: "only" };
    if (outcomes.length < FEWEST_STUDENTS)
      return { ...figures, discrimination: null, without: "few" };
    const discrimination = computePointBiserial(passes, rests);
    return { ...figures, discrimination, without: discrimination === null ? "same" : null };
  });
}

/** null if all passed, none did, or all scored the same. */
export function computePointBiserial(
  passes: readonly boolean[],
  scores: readonly number[],
): number | null {
  const passed = scores.filter((_, i) => passes[i]);
  const failed = scores.filter((_, i) => !passes[i]);
  if (passed.length === 0 || failed.length === 0) return null;
  const mean = computeMean(scores);
  const variance = computeMean(scores.map((score) => (score - mean) ** 2));
  // Rounding errors of the sums make equal scores look different.
  if (variance <= 1e-18 * (1 + mean ** 2)) return null;
  const r =
    ((computeMean(passed) - computeMean(failed)) / Math.sqrt(variance)) *
    Math.sqrt((passed.length * failed.length) / scores.length ** 2);
  return Math.max(-1, Math.min(1, r));
}

function computeMean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
