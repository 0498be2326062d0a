// Finds accounts for the site owner by a part of the name, username or email address, one page at a
// time.

import { and, asc, count, eq, isNull, or, sql } from "drizzle-orm";
import { NO_MAIL_DOMAIN, removeMadeUpEmail } from "../identity/login-names.ts";
import type { Db } from "../db/open.ts";
import { type SiteRole, users } from "../db/schema.ts";
import { choosePage } from "../ui/count-pages.ts";

export const PEOPLE_PAGE = 50;

export interface Person {
  id: string;
  name: string;
  /** There is no roster's name outside a course. */
  ownName: null;
  username: string | null;
  email: string | null;
  siteRole: SiteRole | null;
  createdAt: Date;
}

/** Without guests, sorted by name. `page` counts from 1. */
export function selectPeople(
  db: Db,
  query: string,
  wanted: number,
): { people: Person[]; total: number; page: number } {
  // % and _ are ordinary characters in a search.
  const pattern = `%${query.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const like = (column: unknown) => sql`${column} like ${pattern} escape '\\'`;
  const where = and(
    or(eq(users.isAnonymous, false), isNull(users.isAnonymous)),
    query === ""
      ? undefined
      : or(
          like(users.name),
          like(users.username),
          and(sql`${users.email} not like ${`%@${NO_MAIL_DOMAIN}`}`, like(users.email)),
        ),
  );
  const { n: total } = db.select({ n: count() }).from(users).where(where).get()!;
  const page = choosePage(wanted, total, PEOPLE_PAGE);
  const people = db
    .select({
      id: users.id,
      name: users.name,
      username: users.displayUsername,
      email: users.email,
      siteRole: users.siteRole,
      createdAt: users.createdAt,
    })
    .from(users)
    .where(where)
    .orderBy(asc(users.name), asc(users.id))
    .limit(PEOPLE_PAGE)
    .offset((page - 1) * PEOPLE_PAGE)
    .all()
    .map((row) => ({ ...row, ownName: null, email: removeMadeUpEmail(row.email) }));
  return { people, total, page };
}

/** undefined if there is no such account, or it is a guest's. */
export function selectOptionalPerson(db: Db, id: string): { id: string; name: string } | undefined {
  return db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(eq(users.id, id), or(eq(users.isAnonymous, false), isNull(users.isAnonymous))))
    .get();
}
