// Somebody by what an instructor would type: a user name, an email address, a name, or an id of the
// log's.

import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { enrolments, users } from "../db/schema.ts";

/**
 * Ids of everybody of whom it is the whole user name, address, name or id; in a course, of those in
 * it alone.
 */
export function findPersonIds(db: Db, text: string, courseId?: string): string[] {
  const ofRoster = db
    .select({ id: enrolments.userId })
    .from(enrolments)
    .where(
      and(
        eq(enrolments.rosterName, text),
        courseId === undefined ? undefined : eq(enrolments.courseId, courseId),
      ),
    );
  return db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        or(
          eq(users.id, text),
          eq(users.username, text.toLowerCase()),
          sql`lower(${users.email}) = ${text.toLowerCase()}`,
          eq(users.name, text),
          inArray(users.id, ofRoster),
        ),
        courseId === undefined
          ? undefined
          : inArray(
              users.id,
              db
                .select({ id: enrolments.userId })
                .from(enrolments)
                .where(eq(enrolments.courseId, courseId)),
            ),
      ),
    )
    .limit(2)
    .all()
    .map(({ id }) => id);
}
