// Finds a person by what an instructor would type: a username, an email address, a name, or an id
// from the log.

import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { Db } from "../db/open.ts";
import { enrolments, users } from "../db/schema.ts";

/**
 * The ids of users whose username, address, name or id equals `text`, at most two. With a course,
 * only its participants.
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
