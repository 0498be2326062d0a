// What pages read about courses. Which of them somebody may see, and what they may do there, is
// decided here, for every request anew.

import { asc, count, desc, eq, sql } from "drizzle-orm";
import type { Language } from "../../grader/index.ts";
import { newId } from "../db/id.ts";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { type CourseRole, courses, enrolments, joinLinks } from "../db/schema.ts";
import { mayBeStaff, type Viewer } from "../http/environment.ts";
import { makeJoinLink, selectOptionalRole, stateOfLink } from "./join-links.ts";

export const MAX_TITLE_LENGTH = 120;

export interface CourseView {
  id: string;
  title: string;
  timeZone: string;
  /** Of titles in exports. */
  language: Language;
  createdAt: Date;
  archivedAt: Date | null;
  /** null: not in it, but owner of the site. */
  role: CourseRole | null;
  /** Sees who is in it. */
  isStaff: boolean;
  /** Makes and revokes join links, assignments, rules. */
  canInvite: boolean;
  /** Says who is instructor or owner, and archives it. */
  isOwner: boolean;
  /** Staff who look at it as a student would: none of the above, for the moment. */
  isViewedAsStudent: boolean;
}

/** undefined where there is none, or `viewer` is not in it: the two must look the same. */
export function selectOptionalCourse(db: Db, viewer: Viewer, id: string): CourseView | undefined {
  if (viewer.kind !== "member") return undefined;
  const course = db
    .select({
      id: courses.id,
      title: courses.title,
      timeZone: courses.timeZone,
      language: courses.language,
      createdAt: courses.createdAt,
      archivedAt: courses.archivedAt,
    })
    .from(courses)
    .where(eq(courses.id, id))
    .get();
  if (course === undefined) return undefined;
  const role = selectOptionalRole(db, id, viewer.userId) ?? null;
  const isSiteOwner = viewer.siteRole === "owner";
  if (role === null && !isSiteOwner) return undefined;
  const acting = mayBeStaff(viewer) ? role : "student";
  const [isOwner, isStaff] = [
    isSiteOwner || acting === "owner",
    isSiteOwner || (acting !== null && acting !== "student"),
  ];
  return {
    ...course,
    role,
    isStaff,
    canInvite: isOwner || acting === "instructor",
    isOwner,
    isViewedAsStudent: false,
  };
}

export interface MyCourse {
  id: string;
  title: string;
  role: CourseRole;
}

/** The one joined last comes first. */
export function selectCoursesOf(db: Db, userId: string): MyCourse[] {
  return db
    .select({ id: courses.id, title: courses.title, role: enrolments.role })
    .from(enrolments)
    .innerJoin(courses, eq(courses.id, enrolments.courseId))
    .where(eq(enrolments.userId, userId))
    .orderBy(desc(enrolments.joinedAt), asc(courses.id))
    .all();
}

export interface CourseRow {
  id: string;
  title: string;
  createdAt: Date;
  archivedAt: Date | null;
  students: number;
  /** Of the newest join link that lets anybody in; null where none does. */
  openCode: string | null;
}

/** Every course, for the site's owner; newest first, those that are over at the end. */
export function selectAllCourses(db: Db, now = new Date()): CourseRow[] {
  const codes = new Map<string, string>();
  for (const link of db
    .select()
    .from(joinLinks)
    .orderBy(asc(joinLinks.createdAt), asc(joinLinks.id))
    .all())
    if (stateOfLink(link, now) === "open") codes.set(link.courseId, link.code);
  return db
    .select({
      id: courses.id,
      title: courses.title,
      createdAt: courses.createdAt,
      archivedAt: courses.archivedAt,
      students: count(enrolments.userId),
    })
    .from(courses)
    .leftJoin(
      enrolments,
      sql`${enrolments.courseId} = ${courses.id} and ${enrolments.role} = 'student'`,
    )
    .groupBy(courses.id)
    .orderBy(sql`${courses.archivedAt} is not null`, desc(courses.createdAt), desc(courses.id))
    .all()
    .map((row) => ({ ...row, openCode: codes.get(row.id) ?? null }));
}

/** With its maker as owner, and a join link to begin with. Returns its id. */
export function createCourse(
  db: Db,
  title: string,
  ownerId: string,
  {
    timeZone = "UTC",
    language = "en",
    now = new Date(),
  }: { timeZone?: string; language?: Language; now?: Date } = {},
): string {
  return db.transaction(
    (tx) => {
      const id = newId();
      tx.insert(courses).values({ id, title, timeZone, language, createdAt: now }).run();
      tx.insert(enrolments)
        .values({ courseId: id, userId: ownerId, role: "owner", joinedAt: now })
        .run();
      makeJoinLink(tx, id, {}, now);
      recordAudit(
        tx,
        { action: "course.create", actorId: ownerId, courseId: id, after: { timeZone, language } },
        now,
      );
      return id;
    },
    { behavior: "immediate" },
  );
}
