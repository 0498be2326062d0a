// Staff add, change and remove people in a course, each with an entry in the audit log. A course
// always has an owner.

import { and, count, eq, isNull, or } from "drizzle-orm";
import { markMemberDue } from "../db/mark-scores-due.ts";
import { recordAudit } from "../db/record-audit.ts";
import { normalizeUsername } from "../identity/login-names.ts";
import type { Db } from "../db/open.ts";
import { type CourseRole, enrolments, users } from "../db/schema.ts";
import { RefusedError } from "../http/errors.ts";

export const MAX_SECTION_LENGTH = 60;

export interface EnrolmentChange {
  role: CourseRole;
  /** null: none. */
  section: string | null;
}

/** The account with this username or email address; undefined if there is none. */
export function selectOptionalAccount(db: Pick<Db, "select">, login: string): string | undefined {
  return db
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        or(eq(users.username, normalizeUsername(login)), eq(users.email, login.toLowerCase())),
        or(eq(users.isAnonymous, false), isNull(users.isAnonymous)),
      ),
    )
    .get()?.id;
}

/** False if they are in the course already, with any role. */
export function addParticipant(
  db: Db,
  actorId: string,
  courseId: string,
  userId: string,
  { role, section }: EnrolmentChange,
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const { changes } = tx
        .insert(enrolments)
        .values({ courseId, userId, role, section, joinedAt: now })
        .onConflictDoNothing()
        .run();
      if (changes === 0) return false;
      recordAudit(
        tx,
        { action: "enrolment.add", actorId, courseId, userId, after: { role, section } },
        now,
      );
      markMemberDue(db, courseId, userId);
      return true;
    },
    { behavior: "immediate" },
  );
}

/**
 * False if they are not in the course. Throws `RefusedError` if it would leave the course without
 * an owner.
 */
export function changeParticipant(
  db: Db,
  actorId: string,
  courseId: string,
  userId: string,
  after: EnrolmentChange,
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const before = selectEnrolment(tx, courseId, userId);
      if (before === undefined) return false;
      if (before.role === after.role && before.section === after.section) return true;
      if (before.role === "owner" && after.role !== "owner") refuseLastOwner(tx, courseId);
      tx.update(enrolments)
        .set(after)
        .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
        .run();
      recordAudit(
        tx,
        { action: "enrolment.change", actorId, courseId, userId, before, after },
        now,
      );
      markMemberDue(db, courseId, userId);
      return true;
    },
    { behavior: "immediate" },
  );
}

/**
 * Their submissions and scores stay. False if they are not in the course. Throws `RefusedError` for
 * the last owner.
 */
export function removeParticipant(
  db: Db,
  actorId: string,
  courseId: string,
  userId: string,
  now = new Date(),
): boolean {
  return db.transaction(
    (tx) => {
      const before = selectEnrolment(tx, courseId, userId);
      if (before === undefined) return false;
      if (before.role === "owner") refuseLastOwner(tx, courseId);
      tx.delete(enrolments)
        .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
        .run();
      recordAudit(tx, { action: "enrolment.remove", actorId, courseId, userId, before }, now);
      return true;
    },
    { behavior: "immediate" },
  );
}

function selectEnrolment(
  db: Pick<Db, "select">,
  courseId: string,
  userId: string,
): EnrolmentChange | undefined {
  return db
    .select({ role: enrolments.role, section: enrolments.section })
    .from(enrolments)
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.userId, userId)))
    .get();
}

function refuseLastOwner(db: Pick<Db, "select">, courseId: string): void {
  const { n } = db
    .select({ n: count() })
    .from(enrolments)
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.role, "owner")))
    .get()!;
  if (n <= 1) throw new RefusedError("last-owner", { key: "people.lastOwner" });
}
