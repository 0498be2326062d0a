// Whom the pages list: people who are new or no longer listed, and students whom no linked platform
// knows.

import { and, asc, eq, isNotNull, isNull, notExists } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { ltiContexts, ltiPeople } from "../../db/lti-schema.ts";
import { enrolments, users } from "../../db/schema.ts";
import { removeMadeUpEmail } from "../../identity/login-names.ts";
import { ownName, shownName } from "../../membership/shown-name.ts";
import type { LinkedContext } from "./select-contexts.ts";

const columns = {
  id: users.id,
  name: shownName,
  ownName,
  username: users.displayUsername,
  email: users.email,
  role: enrolments.role,
  section: enrolments.section,
};

function selectPeople(db: Pick<Db, "select">) {
  return db
    .select({ ...columns, goneAt: ltiPeople.goneAt })
    .from(enrolments)
    .innerJoin(users, eq(users.id, enrolments.userId))
    .innerJoin(ltiPeople, eq(ltiPeople.userId, users.id))
    .orderBy(asc(shownName), asc(users.id))
    .$dynamic();
}

export type ListedPerson = ReturnType<typeof selectNew>[number];

/** In the course by the last roster, and not by a launch. */
export function selectNew(db: Pick<Db, "select">, { id, courseId, rosterAt }: LinkedContext) {
  if (rosterAt === null) return [];
  return selectPeople(db)
    .where(
      and(
        eq(enrolments.courseId, courseId),
        eq(ltiPeople.contextId, id),
        eq(ltiPeople.createdAt, rosterAt),
        isNull(ltiPeople.goneAt),
      ),
    )
    .all()
    .map(showEmail);
}

/** Still in the course, but no longer in the platform's roster. */
export function selectGone(db: Pick<Db, "select">, { id, courseId }: LinkedContext) {
  return selectPeople(db)
    .where(
      and(
        eq(enrolments.courseId, courseId),
        eq(ltiPeople.contextId, id),
        isNotNull(ltiPeople.goneAt),
      ),
    )
    .all()
    .map(showEmail);
}

/** Students of the course who are in no linked course of a platform. */
export function selectUnknown(db: Pick<Db, "select">, courseId: string) {
  return db
    .select(columns)
    .from(enrolments)
    .innerJoin(users, eq(users.id, enrolments.userId))
    .where(
      and(
        eq(enrolments.courseId, courseId),
        eq(enrolments.role, "student"),
        notExists(
          db
            .select()
            .from(ltiPeople)
            .innerJoin(ltiContexts, eq(ltiContexts.id, ltiPeople.contextId))
            .where(and(eq(ltiPeople.userId, users.id), eq(ltiContexts.courseId, courseId))),
        ),
      ),
    )
    .orderBy(asc(shownName), asc(users.id))
    .all()
    .map((row) => ({ ...showEmail(row), goneAt: null }));
}

function showEmail<T extends { email: string }>(
  row: T,
): Omit<T, "email"> & { email: string | null } {
  return { ...row, email: removeMadeUpEmail(row.email) };
}
