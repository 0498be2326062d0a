// For as long as an exam on an exercise runs, nobody learns more about its hidden tests than the
// exam tells, also not by trying it out beside the exam, or as a guest.

import { examEndsAtMs } from "./assignments.ts";
import type { Db } from "../db/open.ts";
import { preparedOnce } from "../db/prepared.ts";
import type { Rules } from "../rules/rules.ts";

/**
 * Between two submissions of one person to an exercise under exam. It takes the place of the limit
 * on waiting submissions, which would tell when the hidden tests of an earlier one are done.
 */
export const EXAM_SPACING_MS = 20_000;

export interface ExerciseKey {
  packId: string;
  exerciseId: string;
  /** The version that judges: an assignment's pin, or what a submission is judged by. */
  versionHash: string;
}

interface ExamRow {
  id: string;
  courseId: string;
  rules: string;
}

/** The exam's pins, now and before its regrades, and what its exercise offers. */
const HASHES = `
  select a.version_hash union all
  select hash from exercises where pack_id = a.pack_id and id = a.exercise_id union all
  select r.from_hash from regrades as r where r.assignment_id = a.id and r.applied_at is not null union all
  select r.to_hash from regrades as r where r.assignment_id = a.id and r.applied_at is not null`;
const OPENS = "coalesce(json_extract(a.rules, '$.opensAtMs'), 0)";

/**
 * The exams that have begun, also those whose tests are in other packs: the same version has the
 * same hidden tests. One that was removed, or archived, after its opening goes on to its end: until
 * then its students may have time, and nobody was asked whether the results may be shown.
 */
const examsOf = preparedOnce(({ $client }) =>
  $client.prepare<[ExerciseKey & { nowMs: number }], ExamRow>(`
    select a.id, a.course_id as courseId, a.rules
    from assignments as a join courses as c on c.id = a.course_id
    where a.is_exam = 1 and ${OPENS} <= :nowMs
      and coalesce(a.removed_at, :nowMs) >= ${OPENS} and coalesce(c.archived_at, :nowMs) >= ${OPENS}
      and ((a.pack_id = :packId and a.exercise_id = :exerciseId) or exists (
        select 1 from (${HASHES}) as theirs where theirs.version_hash in (
          :versionHash, (select hash from exercises where pack_id = :packId and id = :exerciseId))))`),
);

export interface ExamQuery {
  nowMs?: number;
  /** Which courses' exams are meant; all, if it is not given. */
  ofCourse?: (courseId: string) => boolean;
}

/**
 * When the last of the exams on it that run now ends (Infinity: it has no end); null: none runs. An
 * exam runs once it has opened, until nobody has time.
 */
export function examEndOf(
  db: Db,
  key: ExerciseKey,
  { nowMs = Date.now(), ofCourse = () => true }: ExamQuery = {},
): number | null {
  const { packId, exerciseId, versionHash } = key;
  const ends = examsOf(db)
    .all({ packId, exerciseId, versionHash, nowMs })
    .filter(({ courseId }) => ofCourse(courseId))
    .map(({ id, rules }) => examEndsAtMs(db, { id, rules: JSON.parse(rules) as Rules }) ?? Infinity)
    .filter((endMs) => nowMs < endMs);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** The exam has opened, and someone may still have time. */
export function isUnderExam(db: Db, key: ExerciseKey, nowMs = Date.now()): boolean {
  return examEndOf(db, key, { nowMs }) !== null;
}

/** For many rows: each version of an exercise is looked up once. */
export function sealsAt(db: Db, nowMs = Date.now()): (key: ExerciseKey) => boolean {
  const known = new Map<string, boolean>();
  return (key) => {
    const name = `${key.packId}/${key.exerciseId}/${key.versionHash}`;
    const isSealed = known.get(name) ?? isUnderExam(db, key, nowMs);
    known.set(name, isSealed);
    return isSealed;
  };
}
