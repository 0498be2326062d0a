// What the person whom the platform names may do in the picker. They have no session in the frame:
// their role is the one that opening a link would give them.

import { and, eq } from "drizzle-orm";
import { selectOptionalAccountOf } from "../../auth/outside-identity.ts";
import type { Language } from "../../../grader/doors/packs.ts";
import type { Db } from "../../db/open.ts";
import { type LtiLaunch, ltiContexts, ltiPeople } from "../../db/lti-schema.ts";
import { type CourseRole, courses } from "../../db/schema.ts";
import { selectOptionalRole } from "../../membership/join-links.ts";
import { nameProvider } from "../select-platform.ts";

export interface Standing {
  /** The platform's course. */
  contextTitle: string;
  deploymentId: string;
  /** null: the platform's course is not linked. */
  course: {
    id: string;
    title: string;
    timeZone: string;
    language: Language;
    archivedAt: Date | null;
  } | null;
  role: CourseRole | null;
}

export function selectStanding(db: Db, platformId: string, launch: LtiLaunch): Standing {
  const { courseId, ...context } = db
    .select({
      contextTitle: ltiContexts.title,
      deploymentId: ltiContexts.deploymentId,
      courseId: ltiContexts.courseId,
    })
    .from(ltiContexts)
    .where(eq(ltiContexts.id, launch.contextId))
    .get()!;
  const course =
    courseId === null
      ? undefined
      : db
          .select({
            id: courses.id,
            title: courses.title,
            timeZone: courses.timeZone,
            language: courses.language,
            archivedAt: courses.archivedAt,
          })
          .from(courses)
          .where(eq(courses.id, courseId))
          .get();
  const role = course === undefined ? launch.role : foreseeRole(db, platformId, launch, course.id);
  return { ...context, course: course ?? null, role };
}

/** As `giveRole` decides it: a role that staff have set here stays. */
function foreseeRole(
  db: Db,
  platformId: string,
  { subject, contextId, role }: LtiLaunch,
  courseId: string,
): CourseRole | null {
  const userId = selectOptionalAccountOf(db, { provider: nameProvider(platformId), subject });
  const here = userId === undefined ? undefined : selectOptionalRole(db, courseId, userId);
  if (here === undefined) return role;
  const before = db
    .select({ role: ltiPeople.role })
    .from(ltiPeople)
    .where(and(eq(ltiPeople.contextId, contextId), eq(ltiPeople.subject, subject)))
    .get()?.role;
  return here === before ? role : here;
}

export function mayPick({ role }: Pick<Standing, "role">): boolean {
  return role !== null && role !== "student";
}

export function mayCreate({ role, course }: Pick<Standing, "role" | "course">): boolean {
  return (role === "instructor" || role === "owner") && (course?.archivedAt ?? null) === null;
}
