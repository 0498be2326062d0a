// For as long as an exam on an exercise runs, nobody learns more about its hidden tests than the exam tells, also not by trying it out beside the
// exam, or as a guest.

import { and, eq, isNull } from "drizzle-orm";
import { examEndsAtMs } from "../courses/assignments.ts";
import type { Db } from "../db/open.ts";
import { preparedOnce } from "../db/prepared.ts";
import { placeholders } from "../db/placeholders.ts";
import { assignments, courses } from "../db/schema.ts";

const { packId, exerciseId } = placeholders("packId", "exerciseId");

const examsOf = preparedOnce((db) =>
  db
    .select({ id: assignments.id, rules: assignments.rules })
    .from(assignments)
    .innerJoin(courses, eq(courses.id, assignments.courseId))
    .where(and(eq(assignments.packId, packId), eq(assignments.exerciseId, exerciseId), eq(assignments.isExam, true), isNull(assignments.removedAt), isNull(courses.archivedAt)))
    .prepare(),
);

/** Opened, and somebody may still have time. */
export function isUnderExam(db: Db, exercise: { packId: string; exerciseId: string }, nowMs = Date.now()): boolean {
  return examsOf(db)
    .all(exercise)
    .some((exam) => (exam.rules.opensAtMs ?? 0) <= nowMs && nowMs < (examEndsAtMs(db, exam) ?? Infinity));
}
