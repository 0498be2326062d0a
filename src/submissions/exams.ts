// For as long as an exam on an exercise runs, nobody learns more about its hidden tests than the exam tells, also not by trying it out beside the
// exam, or as a guest.

import { and, eq, isNull } from "drizzle-orm";
import { examEndsAtMs } from "../courses/assignments.ts";
import type { Db } from "../db/open.ts";
import { preparedOnce } from "../db/prepared.ts";
import { placeholders } from "../db/placeholders.ts";
import { assignments, courses } from "../db/schema.ts";

/**
 * Between two submissions of one person to an exercise under exam. It takes the place of the limit on waiting submissions, which
 * would tell when the hidden tests of an earlier one are done.
 */
export const EXAM_SPACING_MS = 20_000;

export interface ExerciseKey {
  packId: string;
  exerciseId: string;
}

const { packId, exerciseId } = placeholders("packId", "exerciseId");

const examsOf = preparedOnce((db) =>
  db
    .select({ id: assignments.id, rules: assignments.rules })
    .from(assignments)
    .innerJoin(courses, eq(courses.id, assignments.courseId))
    .where(and(eq(assignments.packId, packId), eq(assignments.exerciseId, exerciseId), eq(assignments.isExam, true), isNull(assignments.removedAt), isNull(courses.archivedAt)))
    .prepare(),
);

/** When the last of the exams on it that run now ends (Infinity: it has no end); null: none runs. An exam runs once it has opened, until nobody has time. */
export function examEndOf(db: Db, { packId: pack, exerciseId: exercise }: ExerciseKey, nowMs = Date.now()): number | null {
  const ends = examsOf(db)
    .all({ packId: pack, exerciseId: exercise })
    .filter(({ rules }) => (rules.opensAtMs ?? 0) <= nowMs)
    .map((exam) => examEndsAtMs(db, exam) ?? Infinity)
    .filter((endMs) => nowMs < endMs);
  return ends.length === 0 ? null : Math.max(...ends);
}

/** Opened, and somebody may still have time. */
export function isUnderExam(db: Db, exercise: ExerciseKey, nowMs = Date.now()): boolean {
  return examEndOf(db, exercise, nowMs) !== null;
}
