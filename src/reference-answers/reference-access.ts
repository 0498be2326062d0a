// Whether a person may ask the reference of an exercise now. While an exam on the exercise runs in
// any course, nobody may. Otherwise all of the person's open assignments with this exercise must
// allow it, on every page of the exercise: practice is no way around a rule.
//
// Assignments of other people do not matter, as for hints. Otherwise one without a due date would
// permanently disable questions for everybody. An answer is the output for one input; it shows no
// code and no hidden test. What must be secret from everybody belongs in an exam.
// See docs/decisions/questions-to-the-reference.md.

import { isOpen, type Work } from "../assignments/assignments.ts";
import { selectExamEnd } from "../assignments/exams.ts";
import type { Db } from "../db/open.ts";

export type ReferenceAccess<W = Work> =
  | { kind: "open" }
  /** endMs: Infinity if the exam has no end. */
  | { kind: "exam"; endMs: number }
  /** An open assignment of the person that does not allow it. */
  | { kind: "off"; work: W };

interface RuledWork extends Pick<Work, "admission"> {
  assignment: Pick<Work["assignment"], "mayAskReference">;
}

/** `examEndMs`: null if no exam runs. `works`: the person's assignments with the exercise. */
export function chooseReferenceAccess<W extends RuledWork>(
  examEndMs: number | null,
  works: readonly W[],
): ReferenceAccess<W> {
  if (examEndMs !== null) return { kind: "exam", endMs: examEndMs };
  const strict = works.find((work) => isOpen(work) && !work.assignment.mayAskReference);
  return strict === undefined ? { kind: "open" } : { kind: "off", work: strict };
}

interface AccessQuery {
  pack: string;
  exercise: string;
  /** The version that would answer. */
  hash: string;
  works: readonly Work[];
}

export function computeReferenceAccess(
  db: Db,
  { pack, exercise, hash, works }: AccessQuery,
  nowMs = Date.now(),
): ReferenceAccess {
  const key = { packId: pack, exerciseId: exercise, versionHash: hash };
  return chooseReferenceAccess(selectExamEnd(db, key, { nowMs }), works);
}
