// Turns guests into students of one course with an assignment for each exercise: from then on each
// submission changes a score.

import { join } from "node:path";
import { eq } from "drizzle-orm";
import { DATABASE_FILE, openDatabase } from "../../../src/db/open.ts";
import { exercises } from "../../../src/db/pack-schema.ts";
import { enrolments, users } from "../../../src/db/schema.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { makeAssignment } from "../../support/make-assignment.ts";
import { LOAD_EXERCISES } from "./samples.ts";

/** `folder`: the data of a site, which may be running. */
export function enrolStudents(folder: string): void {
  const db = openDatabase(join(folder, DATABASE_FILE));
  try {
    const people = db.select({ id: users.id }).from(users).all();
    const courseId = createCourse(db, "Load", people[0]!.id);
    for (const exerciseId of LOAD_EXERCISES) {
      const { hash } = db
        .select({ hash: exercises.hash })
        .from(exercises)
        .where(eq(exercises.id, exerciseId))
        .get()!;
      makeAssignment(db, { courseId, packId: "llm-primer", exerciseId, versionHash: hash });
    }
    db.transaction(
      () => {
        db.update(users).set({ isAnonymous: false }).run();
        for (const { id } of people)
          db.insert(enrolments)
            .values({ courseId, userId: id, role: "student", joinedAt: new Date() })
            .onConflictDoUpdate({
              target: [enrolments.courseId, enrolments.userId],
              set: { role: "student" },
            })
            .run();
      },
      { behavior: "immediate" },
    );
  } finally {
    db.$client.close();
  }
}
