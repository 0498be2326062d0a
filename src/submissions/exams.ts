// For as long as an exam on an exercise runs, nobody learns more about its hidden tests than the exam tells,
// also not by trying it out beside the exam, or as a guest.

import { examEndsAtMs } from "../courses/assignments.ts";
import type { Db } from "../db/open.ts";
import { preparedOnce } from "../db/prepared.ts";
import type { Rules } from "../gradebook/rules.ts";

/**
 * Between two submissions of one person to an exercise under exam. It takes the place of the limit on waiting
 * submissions, which would tell when the hidden tests of an earlier one are done.
 */
export const EXAM_SPACING_MS = 20_000;

export interface ExerciseKey {
  packId: string;
  exerciseId: string;
}

interface ExamRow {
  id: string;
  rules: string;
}

/** Also of the same exercise in another pack: its hidden tests are the same. */
const OFFERED = "(select hash from exercises where pack_id = :packId and id = :exerciseId)";
const examsOf = preparedOnce(({ $client }) =>
  $client.prepare<[ExerciseKey], ExamRow>(`
    select a.id, a.rules from assignments as a join courses as c on c.id = a.course_id
    where a.is_exam = 1 and a.removed_at is null and c.archived_at is null and (
      (a.pack_id = :packId and a.exercise_id = :exerciseId) or a.version_hash = ${OFFERED}
      or (select hash from exercises where pack_id = a.pack_id and id = a.exercise_id) = ${OFFERED})`),
);

/**
 * When the last of the exams on it that run now ends (Infinity: it has no end); null: none runs. An exam runs
 * once it has opened, until nobody has time.
 */
export function examEndOf(db: Db, { packId, exerciseId }: ExerciseKey, nowMs = Date.now()): number | null {
  const ends = examsOf(db)
    .all({ packId, exerciseId })
    .map(({ id, rules }) => ({ id, rules: JSON.parse(rules) as Rules }))
    .filter(({ rules }) => (rules.opensAtMs ?? 0) <= nowMs)
    .map((exam) => examEndsAtMs(db, exam) ?? Infinity)
    .filter((endMs) => nowMs < endMs);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** Opened, and somebody may still have time. */
export function isUnderExam(db: Db, exercise: ExerciseKey, nowMs = Date.now()): boolean {
  return examEndOf(db, exercise, nowMs) !== null;
}
