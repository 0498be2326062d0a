// Links a platform's course to a course here. Whoever teaches there chooses it: a new course, or one
// that they teach here. From then on, the people whom the platform has sent are in the course.

import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { markContextDue } from "../db/mark-scores-due.ts";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { ltiContexts, ltiPeople, ltiPlatforms as platforms } from "../db/lti-schema.ts";
import { courses, type CourseRole, enrolments } from "../db/schema.ts";
import { giveRole } from "./arrive-by-launch.ts";

/** In place of a course's id. */
export const NEW_COURSE = "new";

export interface ContextView {
  id: string;
  title: string;
  platform: string;
  courseId: string | null;
  /** The role that the platform gives the viewer; undefined: none. */
  role: CourseRole | undefined;
}

/** As the viewer sees it; undefined if there is none. */
export function selectOptionalContext(
  db: Pick<Db, "select">,
  id: string,
  userId: string,
): ContextView | undefined {
  const row = db
    .select({
      id: ltiContexts.id,
      title: ltiContexts.title,
      platform: platforms.name,
      courseId: ltiContexts.courseId,
    })
    .from(ltiContexts)
    .innerJoin(platforms, eq(platforms.id, ltiContexts.platformId))
    .where(eq(ltiContexts.id, id))
    .get();
  if (row === undefined) return undefined;
  const person = db
    .select({ role: ltiPeople.role })
    .from(ltiPeople)
    .where(and(eq(ltiPeople.contextId, id), eq(ltiPeople.userId, userId)))
    .get();
  return { ...row, role: person?.role };
}

/** Courses that the user may link: those that they own or teach, and that are not archived. */
export function selectLinkableCourses(
  db: Pick<Db, "select">,
  userId: string,
): { id: string; title: string }[] {
  return db
    .select({ id: courses.id, title: courses.title })
    .from(enrolments)
    .innerJoin(courses, eq(courses.id, enrolments.courseId))
    .where(
      and(
        eq(enrolments.userId, userId),
        inArray(enrolments.role, ["owner", "instructor"]),
        isNull(courses.archivedAt),
      ),
    )
    .orderBy(asc(courses.title), asc(courses.id))
    .all();
}

/** False if it is linked already. */
export function linkCourse(
  db: Db,
  contextId: string,
  courseId: string,
  actorId: string,
  now = new Date(),
): boolean {
  return db.transaction(
    () => {
      const { changes } = db
        .update(ltiContexts)
        .set({ courseId, linkedAt: now, linkedBy: actorId })
        .where(and(eq(ltiContexts.id, contextId), isNull(ltiContexts.courseId)))
        .run();
      if (changes === 0) return false;
      recordAudit(
        db,
        { action: "lti.link", actorId, courseId, after: { context: contextId } },
        now,
      );
      const people = db
        .select({
          userId: ltiPeople.userId,
          role: ltiPeople.role,
          sections: ltiPeople.sections,
        })
        .from(ltiPeople)
        .where(and(eq(ltiPeople.contextId, contextId), isNull(ltiPeople.goneAt)))
        .all();
      for (const person of people) giveRole(db, { ...person, courseId, before: undefined }, now);
      markContextDue(db, contextId);
      return true;
    },
    { behavior: "immediate" },
  );
}
