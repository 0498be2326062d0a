// Which other courses an exam affects: those with assignments on the same exercises, or on the same
// version in another pack. The form lists them, and an exam is saved only if the list was shown.

import { and, asc, eq, inArray, isNotNull, isNull, ne, or, sql } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { assignments, courses } from "../../db/schema.ts";
import { exercises } from "../../db/pack-schema.ts";
import { regrades } from "../../db/teaching-schema.ts";
import type { ExerciseKey } from "../../assignments/uses-exercise.ts";

export interface AffectedCourse {
  id: string;
  title: string;
}

/** `id`: undefined before the assignment is created. */
export interface Exam extends ExerciseKey {
  id?: string;
}

const OFFERED = sql<string>`(
  select e.hash from ${exercises} as e where e.pack_id = ${assignments.packId} and e.id = ${assignments.exerciseId})`;

export function selectAffectedCourses(
  db: Db,
  courseId: string,
  exams: readonly Exam[],
): AffectedCourse[] {
  if (exams.length === 0) return [];
  return db
    .selectDistinct({ id: courses.id, title: courses.title })
    .from(assignments)
    .innerJoin(courses, eq(courses.id, assignments.courseId))
    .where(
      and(
        ne(courses.id, courseId),
        isNull(courses.archivedAt),
        isNull(assignments.removedAt),
        or(
          ...exams.map((exam) => {
            const hashes = selectHashes(db, exam);
            return or(
              and(eq(assignments.packId, exam.packId), eq(assignments.exerciseId, exam.exerciseId)),
              inArray(assignments.versionHash, hashes),
              inArray(OFFERED, hashes),
            );
          }),
        ),
      ),
    )
    .orderBy(asc(courses.title), asc(courses.id))
    .all();
}

/**
 * The same versions as in exams.ts: its pin, the pins before its regrades, and what the exercise
 * offers now.
 */
function selectHashes(db: Db, { id, packId, exerciseId, versionHash }: Exam): string[] {
  const offered = db
    .select({ hash: exercises.hash })
    .from(exercises)
    .where(and(eq(exercises.packId, packId), eq(exercises.id, exerciseId)))
    .all()
    .map(({ hash }) => hash);
  const moved =
    id === undefined
      ? []
      : db
          .select({ from: regrades.fromHash, to: regrades.toHash })
          .from(regrades)
          .where(and(eq(regrades.assignmentId, id), isNotNull(regrades.appliedAt)))
          .all()
          .flatMap(({ from, to }) => [from, to]);
  return [...new Set([versionHash, ...offered, ...moved])];
}

/** Identifies the list that the form showed; the form sends it back. */
export function formatAffectedKey(affected: readonly AffectedCourse[]): string {
  return affected.map(({ id }) => id).join(" ");
}
