// How staff see a person's name in a course: by the roster, whatever the account calls itself. The
// account's own name is shown beside it if it differs, so nobody can hide behind a new name.

import { type AnyColumn, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { enrolments, users } from "../db/schema.ts";

/** In raw SQL: `u` is the users table, `e` the enrolments of the course (or null). */
export const SHOWN_NAME = "coalesce(e.roster_name, u.name)";
export const OWN_NAME = "case when e.roster_name <> u.name then u.name end";

/** For queries that join `users` with `enrolments` of the course. */
export const shownName = sql<string>`coalesce(${enrolments.rosterName}, ${users.name})`;
/** null if it is the same. */
export const ownName = sql<
  string | null
>`case when ${enrolments.rosterName} <> ${users.name} then ${users.name} end`;
/** Both in one line: "Wang Xiaoming (Ming)". */
export const fullName = sql<string>`case
  when ${enrolments.rosterName} <> ${users.name}
    then ${enrolments.rosterName} || ' (' || ${users.name} || ')'
  else ${users.name}
end`;

/** The same if the course is given by a column or an id, and its enrolments are not joined. */
export function fullNameIn(courseId: AnyColumn | string) {
  return sql<string>`coalesce((
      select e.roster_name || ' (' || ${users.name} || ')' from enrolments as e
      where e.user_id = ${users.id} and e.course_id = ${courseId} and e.roster_name <> ${users.name}
    ), ${users.name})`;
}

function joinNames(shown: string, own: string | null): string {
  return own === null ? shown : `${shown} (${own})`;
}

/**
 * By id, both names in one string; deleted users have none. Without a course: the accounts' own
 * names.
 */
export function selectFullNames(
  db: Db,
  userIds: readonly string[],
  courseId?: string,
): Map<string, string> {
  const find = db.$client.prepare<[string, string], { name: string; own: string | null }>(
    `select ${SHOWN_NAME} as name, ${OWN_NAME} as own
    from users as u left join enrolments as e on e.user_id = u.id and e.course_id = ?
    where u.id = ?`,
  );
  const names = new Map<string, string>();
  for (const id of userIds) {
    const row = find.get(courseId ?? "", id);
    if (row !== undefined) names.set(id, joinNames(row.name, row.own));
  }
  return names;
}
