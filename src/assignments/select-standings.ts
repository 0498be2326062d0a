// The outcome of each attempt that one student sent to an assignment, as pages and the API show it.

import type { Assignment } from "./assignments.ts";
import type { Db } from "../db/open.ts";
import { type Standing, listStandings } from "../rules/policy.ts";
import { collectMaterial } from "../scoring/collect-material.ts";

/** judgeError: grading failed, and the student is not responsible. */
export type AttemptStanding = Standing | { counts: false; why: "judgeError" };

/**
 * By submission, for everything sent to this assignment, practice too. `isSealed`: as if nothing
 * had points yet, so that no number reveals, in an exam, which attempt is the best.
 */
export function selectStandings(
  db: Db,
  { id, rules, points }: Pick<Assignment, "id" | "rules" | "points">,
  userId: string,
  { isSealed = false }: { isSealed?: boolean } = {},
): Map<string, AttemptStanding> {
  const material = collectMaterial(db, id, [userId]).get(userId);
  if (material === undefined) return new Map();
  const attempts = isSealed
    ? material.attempts.map((attempt) => ({ ...attempt, share: null }))
    : material.attempts;
  const standings = new Map<string, AttemptStanding>(
    listStandings({ attempts, extension: material.extension, rules, maxPoints: points }),
  );
  for (const failed of material.judgeErrors)
    standings.set(failed, { counts: false, why: "judgeError" });
  return standings;
}
