// Which other courses an exam affects: those with assignments on the same exercises. Whoever saves one has
// seen them.

import { and, asc, eq, isNull, ne, or } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { assignments, courses } from "../../db/schema.ts";
import type { ExerciseKey } from "../../submissions/exams.ts";

export interface AffectedCourse {
  id: string;
  title: string;
}

export function selectAffectedCourses(
  db: Db,
  courseId: string,
  exercises: readonly ExerciseKey[],
): AffectedCourse[] {
  if (exercises.length === 0) return [];
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
          ...exercises.map(({ packId, exerciseId }) =>
            and(eq(assignments.packId, packId), eq(assignments.exerciseId, exerciseId)),
          ),
        ),
      ),
    )
    .orderBy(asc(courses.title), asc(courses.id))
    .all();
}

/** What the form sends back of the list that it showed. */
export function keyOfAffected(affected: readonly AffectedCourse[]): string {
  return affected.map(({ id }) => id).join(" ");
}
