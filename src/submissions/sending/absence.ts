// Explains why a named assignment does not accept a submission from its sender. Users outside its
// course learn nothing about it, not even that it exists.

import { and, eq } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { assignments, courses, enrolments } from "../../db/schema.ts";
import type { Viewer } from "../../http/environment.ts";
import type { Absence } from "./decide.ts";

export function explainAbsence(db: Db, { userId }: Viewer, assignmentId: string): Absence {
  if (userId === null) return "unknown";
  const row = db
    .select({
      role: enrolments.role,
      removedAt: assignments.removedAt,
      archivedAt: courses.archivedAt,
    })
    .from(assignments)
    .innerJoin(courses, eq(courses.id, assignments.courseId))
    .innerJoin(enrolments, and(eq(enrolments.courseId, courses.id), eq(enrolments.userId, userId)))
    .where(eq(assignments.id, assignmentId))
    .get();
  if (row === undefined) return "unknown";
  if (row.archivedAt !== null) return "archived";
  if (row.removedAt !== null) return "removed";
  return row.role === "student" ? "unknown" : "staff";
}
