// What pages read about courses. Which courses a user may see, and what they may do there, is
// decided here, again for every request.

import { asc, count, desc, eq, sql } from "drizzle-orm";
import type { Language } from "../../grader/doors/packs.ts";
import { newId } from "../db/id.ts";
import { recordAudit } from "../db/record-audit.ts";
import type { Db } from "../db/open.ts";
import { type CourseRole, courses, enrolments, joinLinks } from "../db/schema.ts";
import { mayBeStaff, type Viewer } from "../http/environment.ts";
import { makeJoinLink, selectOptionalRole, computeLinkState } from "./join-links.ts";

export const MAX_TITLE_LENGTH = 120;

export interface CourseView {
  id: string;
  title: string;
  timeZone: string;
  /** The language of titles in exports. */
  language: Language;
  createdAt: Date;
  archivedAt: Date | null;
  /** null: not a participant, but the site owner. */
  role: CourseRole | null;
  /** May see who is in it. */
  isStaff: boolean;
  /** May create and revoke join links, and change assignments and rules. */
  canInvite: boolean;
  /** May appoint instructors and owners, and archive the course. */
  isOwner: boolean;
  /** Staff viewing it as a student: none of the above applies meanwhile. */
  isViewedAsStudent: boolean;
}

/** undefined if there is none, or if `viewer` is not in it: the two must look the same. */
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

/** By date joined, newest first. */
export function selectUserCourses(db: Db, userId: string): MyCourse[] {
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
  /** The code of the newest join link that is still open; null if there is none. */
  openCode: string | null;
}

/** Every course, for the site owner; newest first, archived ones last. */
export function selectAllCourses(db: Db, now = new Date()): CourseRow[] {
  const codes = new Map<string, string>();
  for (const link of db
    .select()
    .from(joinLinks)
    .orderBy(asc(joinLinks.createdAt), asc(joinLinks.id))
    .all())
    if (computeLinkState(link, now) === "open") codes.set(link.courseId, link.code);
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

/** With its creator as owner, and a first join link. Returns its id. */
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
