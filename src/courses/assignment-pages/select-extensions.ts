// Who has an extension for an assignment, and who can get one.

import { and, asc, eq } from "drizzle-orm";
import { removeMadeUpEmail } from "../../identity/login-names.ts";
import type { Db } from "../../db/open.ts";
import { enrolments, users } from "../../db/schema.ts";
import { extensions } from "../../db/teaching-schema.ts";
import { fullName } from "../../membership/shown-name.ts";

export interface Student {
  id: string;
  name: string;
  username: string | null;
  email: string | null;
  section: string | null;
}

/** By name. */
export function selectStudents(db: Db, courseId: string): Student[] {
  return db
    .select({
      id: users.id,
      name: fullName,
      username: users.displayUsername,
      email: users.email,
      section: enrolments.section,
    })
    .from(enrolments)
    .innerJoin(users, eq(users.id, enrolments.userId))
    .where(and(eq(enrolments.courseId, courseId), eq(enrolments.role, "student")))
    .orderBy(asc(fullName), asc(users.id))
    .all()
    .map((row) => ({ ...row, email: removeMadeUpEmail(row.email) }));
}

export interface ExtensionRow {
  userId: string;
  name: string;
  section: string | null;
  /** false: has left the course since. */
  isStudent: boolean;
  dueAtMs: number | null;
  extraAttempts: number;
  reason: string;
}

/** By name. Students who have left are included, because their scores are. */
export function selectExtensions(db: Db, courseId: string, assignmentId: string): ExtensionRow[] {
  return db
    .select({
      userId: extensions.userId,
      name: fullName,
      section: enrolments.section,
      role: enrolments.role,
      dueAt: extensions.dueAt,
      extraAttempts: extensions.extraAttempts,
      reason: extensions.reason,
    })
    .from(extensions)
    .innerJoin(users, eq(users.id, extensions.userId))
    .leftJoin(
      enrolments,
      and(eq(enrolments.userId, extensions.userId), eq(enrolments.courseId, courseId)),
    )
    .where(eq(extensions.assignmentId, assignmentId))
    .orderBy(asc(fullName), asc(users.id))
    .all()
    .map(({ role, dueAt, ...row }) => ({
      ...row,
      isStudent: role === "student",
      dueAtMs: dueAt?.getTime() ?? null,
    }));
}
