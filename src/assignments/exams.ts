// Finds running exams. While an exam on an exercise runs, nobody sees more about its hidden tests
// than the exam itself shows, neither through practice on the exercise nor as a guest.

import { computeExamEndMs } from "./assignments.ts";
import type { Db } from "../db/open.ts";
import { prepareOnce } from "../db/prepared.ts";
import type { Rules } from "../rules/assignment-rules.ts";
import { type ExerciseKey, USES_EXERCISE } from "./uses-exercise.ts";

/**
 * The minimum time between two submissions of one person to an exercise under exam. It replaces the
 * limit on waiting submissions, which would reveal when the hidden tests of an earlier one are
 * done.
 */
export const EXAM_SPACING_MS = 20_000;

interface ExamRow {
  id: string;
  courseId: string;
  rules: string;
}

const OPENS = "coalesce(json_extract(a.rules, '$.opensAtMs'), 0)";

/**
 * The exams that have begun. An exam that was removed or archived after its opening runs to its end: until then
 * its students may still have time, and nobody has decided that results may be shown.
 */
const selectExams = prepareOnce(({ $client }) =>
  $client.prepare<[ExerciseKey & { nowMs: number }], ExamRow>(`
    select a.id, a.course_id as courseId, a.rules
    from assignments as a join courses as c on c.id = a.course_id
    where a.is_exam = 1 and ${OPENS} <= :nowMs
      and coalesce(a.removed_at, :nowMs) >= ${OPENS} and coalesce(c.archived_at, :nowMs) >= ${OPENS}
      and ${USES_EXERCISE}`),
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
