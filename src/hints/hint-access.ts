// Whether a person may open hints of an exercise now. While an exam on the exercise runs, nobody
// may. Otherwise the strictest rule of the person's open assignments with this exercise decides,
// on every page of the exercise: practice is no way around it.

import { isOpen, type Work } from "../assignments/assignments.ts";
import { selectExamEnd } from "../assignments/exams.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import { countMissingAttempts } from "../rules/hint-rule.ts";
import { CURRENT_BY_PIN } from "../scoring/current-grading.ts";

export type HintAccess =
  | { kind: "open" }
  /** endMs: Infinity if the exam has no end. */
  | { kind: "exam"; endMs: number }
  | { kind: "off"; work: Work }
  /** `missing`: how many more failed attempts it takes. */
  | { kind: "attempts"; work: Work; missing: number };

interface HintQuery {
  userId: string | null;
  pack: string;
  exercise: string;
  /** The version that the person sees. */
  hash: string;
  /** The person's assignments with this exercise. */
  works: readonly Work[];
}

export function computeHintAccess(
  db: Db,
  { userId, pack, exercise, hash, works }: HintQuery,
  nowMs = Date.now(),
): HintAccess {
  const endMs = selectExamEnd(
    db,
    { packId: pack, exerciseId: exercise, versionHash: hash },
    { nowMs },
  );
  if (endMs !== null) return { kind: "exam", endMs };
  let strictest: HintAccess = { kind: "open" };
  let most = 0;
  for (const work of works.filter(isOpen)) {
    const { id, hints } = work.assignment;
    const failed =
      userId === null || hints.kind !== "afterAttempts" ? 0 : countFailedAttempts(db, id, userId);
    const missing = countMissingAttempts(hints, failed);
    if (missing <= most) continue;
    most = missing;
    strictest = missing === Infinity ? { kind: "off", work } : { kind: "attempts", work, missing };
  }
  return strictest;
}

const failedAttempts = prepareOnce(({ $client }) =>
  $client
    .prepare<[{ assignmentId: string; userId: string }], number>(`
      select count(*) from submissions as s
        join assignments as a on a.id = s.assignment_id
        join gradings as g on g.id = ${CURRENT_BY_PIN}
      where s.assignment_id = :assignmentId and s.user_id = :userId
        and g.verdict not in ('accepted', 'compile-error', 'judge-error')`)
    .pluck(),
);

/**
 * Submissions to the assignment, practice too, that are graded and did not pass. Code that does not
 * compile is no attempt at the exercise.
 */
function countFailedAttempts(db: Db, assignmentId: string, userId: string): number {
  return failedAttempts(db).get({ assignmentId, userId }) ?? 0;
}
