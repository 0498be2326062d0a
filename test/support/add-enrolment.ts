// A person's place in a course, inserted into the database.

import type { Db } from "../../src/db/open.ts";
import { type CourseRole, enrolments } from "../../src/db/schema.ts";

export function addEnrolment(
  db: Db,
  courseId: string,
  userId: string,
  role: CourseRole = "student",
  fields: Partial<typeof enrolments.$inferInsert> = {},
): void {
  db.insert(enrolments)
    .values({ courseId, userId, role, joinedAt: new Date(), ...fields })
    .run();
}
