// Who is in a course, a page at a time, and who was: the work of a removed participant stays, so
// they are listed while there is any.

import { and, asc, count, eq, or, type SQL, sql } from "drizzle-orm";
import { NO_MAIL_DOMAIN, removeMadeUpEmail } from "../identity/login-names.ts";
import type { Db } from "../db/open.ts";
import { assignments, type CourseRole, enrolments, users } from "../db/schema.ts";
import { submissions } from "../db/submission-schema.ts";
import { overrides } from "../db/teaching-schema.ts";
import { ownName, shownName } from "../membership/shown-name.ts";
import { choosePage } from "../ui/count-pages.ts";

export const PARTICIPANTS_PAGE = 50;
const MAX_FORMER = 200;

export interface Participant {
  id: string;
  /** The name in the roster, else the account's own. */
  name: string;
  /** The account's own name, if it differs. */
  ownName: string | null;
  username: string | null;
  /** null if they have none. */
  email: string | null;
  role: CourseRole;
  section: string | null;
  isVerified: boolean;
  joinedAt: Date;
}

/** Someone who is no longer in the course. */
export type FormerParticipant = Omit<Participant, "role" | "section" | "isVerified" | "joinedAt">;

const columns = {
  id: users.id,
  name: shownName,
  ownName,
  username: users.displayUsername,
  email: users.email,
  role: enrolments.role,
  section: enrolments.section,
  isVerified: users.emailVerified,
  joinedAt: enrolments.joinedAt,
};

/**
 * Staff first, then by name. `query`: a part of name, username, email address or section. `page`
 * counts from 1.
 */
export function selectParticipants(
  db: Db,
  courseId: string,
  query: string,
  wanted: number,
): { people: Participant[]; total: number; page: number } {
  const where = and(eq(enrolments.courseId, courseId), query === "" ? undefined : matches(query));
  const { n: total } = db
    .select({ n: count() })
    .from(enrolments)
    .innerJoin(users, eq(users.id, enrolments.userId))
    .where(where)
    .get()!;
  const page = choosePage(wanted, total, PARTICIPANTS_PAGE);
  const people = db
    .select(columns)
    .from(enrolments)
    .innerJoin(users, eq(users.id, enrolments.userId))
    .where(where)
    .orderBy(sql`${enrolments.role} = 'student'`, asc(shownName), asc(users.id))
    .limit(PARTICIPANTS_PAGE)
    .offset((page - 1) * PARTICIPANTS_PAGE)
    .all()
    .map((row) => ({ ...row, email: removeMadeUpEmail(row.email) }));
  return { people, total, page };
}

function matches(query: string): SQL | undefined {
  // % and _ are ordinary characters in a search.
  const pattern = `%${query.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const like = (column: unknown) => sql`${column} like ${pattern} escape '\\'`;
  return or(
    like(users.name),
    like(enrolments.rosterName),
    like(users.username),
    like(enrolments.section),
    and(sql`${users.email} not like ${`%@${NO_MAIL_DOMAIN}`}`, like(users.email)),
  );
}

export function selectOptionalParticipant(
  db: Db,
  courseId: string,
  userId: string,
): Participant | undefined {
  const row = db
    .select(columns)
    .from(enrolments)
    .innerJoin(users, eq(users.id, enrolments.userId))
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
    .get();
  return row && { ...row, email: removeMadeUpEmail(row.email) };
}

/** The first of them, by name. */
export function selectFormerParticipants(
  db: Db,
  courseId: string,
  userId?: string,
): FormerParticipant[] {
  const hasWork = sql`exists (
    select 1 from ${assignments} where ${assignments.courseId} = ${courseId} and (
      exists (
        select 1 from ${submissions}
        where ${submissions.assignmentId} = ${assignments.id} and ${submissions.userId} = ${users.id})
      or exists (
        select 1 from ${overrides}
        where ${overrides.assignmentId} = ${assignments.id} and ${overrides.userId} = ${users.id})))`;
  return db
    .select({ id: users.id, name: users.name, username: users.displayUsername, email: users.email })
    .from(users)
    .where(
      and(
        userId === undefined ? undefined : eq(users.id, userId),
        sql`not exists (
          select 1 from ${enrolments}
          where ${enrolments.courseId} = ${courseId} and ${enrolments.userId} = ${users.id})`,
        hasWork,
      ),
    )
    .orderBy(asc(users.name), asc(users.id))
    .limit(MAX_FORMER)
    .all()
    .map((row) => ({ ...row, ownName: null, email: removeMadeUpEmail(row.email) }));
}

/** The existing sections, sorted. */
export function selectSections(db: Db, courseId: string): string[] {
  return db
    .selectDistinct({ section: enrolments.section })
    .from(enrolments)
    .where(and(eq(enrolments.courseId, courseId), sql`${enrolments.section} is not null`))
    .orderBy(asc(enrolments.section))
    .limit(200)
    .all()
    .map(({ section }) => section!);
}
