// Lists of courses: those of one person, and all of them for the site owner.

import { asc, count, desc, eq, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { type CourseRole, courses, enrolments, joinLinks } from "../db/schema.ts";
import { computeLinkState } from "./join-links.ts";

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
