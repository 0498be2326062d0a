// Finds running exams. While an exam on an exercise runs, nobody sees more about its hidden tests
// than the exam itself shows, neither through practice on the exercise nor as a guest.

import { computeExamEndMs } from "./assignments.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import type { Rules } from "../rules/assignment-rules.ts";

/**
 * The minimum time between two submissions of one person to an exercise under exam. It replaces the
 * limit on waiting submissions, which would reveal when the hidden tests of an earlier one are
 * done.
 */
export const EXAM_SPACING_MS = 20_000;

export interface ExerciseKey {
  packId: string;
  exerciseId: string;
  /** The version that grades: an assignment's pin, or the version of a submission. */
  versionHash: string;
}

interface ExamRow {
  id: string;
  courseId: string;
  rules: string;
}

/** The exam's pin, the pins before its regrades, and the version that its exercise offers now. */
const HASHES = `
  select a.version_hash union all
  select hash from exercises where pack_id = a.pack_id and id = a.exercise_id union all
  select r.from_hash from regrades as r where r.assignment_id = a.id and r.applied_at is not null union all
  select r.to_hash from regrades as r where r.assignment_id = a.id and r.applied_at is not null`;
const OPENS = "coalesce(json_extract(a.rules, '$.opensAtMs'), 0)";

/**
 * The exams that have begun, also those with the same version in another pack, which has the same
 * hidden tests. An exam that was removed or archived after its opening runs to its end: until then
 * its students may still have time, and nobody has decided that results may be shown.
 */
const selectExams = prepareOnce(({ $client }) =>
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
  /** The courses whose exams are searched; default: all. */
  ofCourse?: (courseId: string) => boolean;
}

/**
 * The end of the last running exam on the exercise (Infinity: no end); null: no exam runs. An exam
 * runs from its opening until no student has time left.
 */
export function selectExamEnd(
  db: Db,
  key: ExerciseKey,
  { nowMs = Date.now(), ofCourse = () => true }: ExamQuery = {},
): number | null {
  const { packId, exerciseId, versionHash } = key;
  const ends = selectExams(db)
    .all({ packId, exerciseId, versionHash, nowMs })
    .filter(({ courseId }) => ofCourse(courseId))
    .map(
      ({ id, rules }) =>
        computeExamEndMs(db, { id, rules: JSON.parse(rules) as Rules }) ?? Infinity,
    )
    .filter((endMs) => nowMs < endMs);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** The exam has opened, and someone may still have time. */
export function isUnderExam(db: Db, key: ExerciseKey, nowMs = Date.now()): boolean {
  return selectExamEnd(db, key, { nowMs }) !== null;
}

/** For many rows: looks up each version of an exercise once. */
export function makeSealLookup(db: Db, nowMs = Date.now()): (key: ExerciseKey) => boolean {
  const known = new Map<string, boolean>();
  return (key) => {
    const name = `${key.packId}/${key.exerciseId}/${key.versionHash}`;
    const isSealed = known.get(name) ?? isUnderExam(db, key, nowMs);
    known.set(name, isSealed);
    return isSealed;
  };
}
