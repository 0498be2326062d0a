// The courses of platforms that are linked to a course here, with the state of their rosters.

import { and, asc, eq, isNotNull, isNull, type SQL } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { ltiContexts, ltiPlatforms } from "../../db/lti-schema.ts";
import { courses } from "../../db/schema.ts";

const columns = {
  id: ltiContexts.id,
  platformId: ltiContexts.platformId,
  platform: ltiPlatforms.name,
  title: ltiContexts.title,
  label: ltiContexts.label,
  courseId: courses.id,
  membershipsUrl: ltiContexts.membershipsUrl,
  rosterAt: ltiContexts.rosterAt,
  rosterCounts: ltiContexts.rosterCounts,
  rosterTriedAt: ltiContexts.rosterTriedAt,
  rosterError: ltiContexts.rosterError,
};

function select(db: Pick<Db, "select">, where: SQL | undefined) {
  return db
    .select(columns)
    .from(ltiContexts)
    .innerJoin(ltiPlatforms, eq(ltiPlatforms.id, ltiContexts.platformId))
    .innerJoin(courses, eq(courses.id, ltiContexts.courseId))
    .where(where)
    .orderBy(asc(ltiPlatforms.name), asc(ltiContexts.title), asc(ltiContexts.id));
}

export type LinkedContext = ReturnType<typeof selectContexts>[number];

export function selectContexts(db: Pick<Db, "select">, courseId: string) {
  return select(db, eq(ltiContexts.courseId, courseId)).all();
}

/** undefined if it is not linked to this course. */
export function selectOptionalContextOf(
  db: Pick<Db, "select">,
  courseId: string,
  id: string,
): LinkedContext | undefined {
  return select(db, and(eq(ltiContexts.courseId, courseId), eq(ltiContexts.id, id))).get();
}

/** Those whose roster may be read at night: staff have read it once, and the course is open. */
export function selectNightlyContexts(db: Pick<Db, "select">): LinkedContext[] {
  return select(
    db,
    and(
      isNotNull(ltiContexts.membershipsUrl),
      isNotNull(ltiContexts.rosterAt),
      isNull(ltiPlatforms.removedAt),
      isNull(courses.archivedAt),
    ),
  ).all();
}
