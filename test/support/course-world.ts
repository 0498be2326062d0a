// A course on a quiet site, with staff, students and an assignment on tiny/sum; attempts are
// inserted as if they had been sent and graded.

import type { Report, Verdict } from "../../grader/doors/reports.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { newId } from "../../src/db/id.ts";
import { type CourseRole, users } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { addGrading } from "../../src/scoring/add-grading.ts";
import { addEnrolment } from "./add-enrolment.ts";
import { makeAssignment } from "./make-assignment.ts";
import { reportOf } from "./queue-database.ts";
import { openQuietSite, type QuietSite } from "./quiet-site.ts";

export type Person = Awaited<ReturnType<QuietSite["signUp"]>>;

export interface CourseWorld {
  site: QuietSite;
  courseId: string;
  owner: Person;
  instructor: Person;
  assistant: Person;
  /** Two of them. */
  students: [Person, Person];
  addMember: (name: string, role: CourseRole, section?: string) => Promise<Person>;
  /** A user with rows and without a password, which is a hundred times as fast. Returns the id. */
  addStudent: (
    name: string,
    fields?: { username?: string; email?: string; section?: string },
  ) => string;
  /** On tiny/sum as it is offered. */
  addAssignment: (fields?: Partial<Parameters<typeof makeAssignment>[1]>) => string;
  /**
   * Graded by the assignment's pin, unless `share` is null; with its score. Returns the
   * submission's id.
   */
  addAttempt: (
    assignmentId: string,
    userId: string,
    attempt: {
      share: number | null;
      at?: Date;
      source?: string;
      verdict?: Verdict;
      report?: Partial<Report>;
    },
  ) => string;
}

export async function openCourseWorld({
  timeZone = "UTC",
}: { timeZone?: string } = {}): Promise<CourseWorld> {
  const site = await openQuietSite();
  const { catalogue, db } = site.services;
  const owner = await site.signUp("course-owner");
  const courseId = createCourse(db, "The course", owner.userId, { timeZone });
  const addMember = async (name: string, role: CourseRole, section?: string) => {
    const person = await site.signUp(name);
    addEnrolment(db, courseId, person.userId, role, { section: section ?? null });
    return person;
  };
  const offer = catalogue.find("tiny", "sum")!;
  const attempts = new Map<string, number>();
  return {
    site,
    courseId,
    owner,
    addMember,
    addStudent: (name, { username, email, section } = {}) => {
      const id = newId();
      const now = new Date();
      db.insert(users)
        .values({
          id,
          name,
          email: email ?? `${id}@example.org`,
          username: username?.toLowerCase() ?? null,
          displayUsername: username ?? null,
          createdAt: now,
          updatedAt: now,
        })
        .run();
      addEnrolment(db, courseId, id, "student", { section: section ?? null, joinedAt: now });
      return id;
    },
    instructor: await addMember("instructor", "instructor"),
    assistant: await addMember("assistant", "assistant"),
    students: [
      await addMember("student-one", "student", "Lab 1"),
      await addMember("student-two", "student", "Lab 2"),
    ],
    addAssignment: (fields = {}) => makeAssignment(db, { courseId, ...fields }),
    addAttempt: (
      assignmentId,
      userId,
      {
        share,
        at = new Date(),
        source = "export const total = 1;",
        verdict = share === 1 ? "accepted" : "wrong-answer",
        report = {},
      },
    ) => {
      const id = newId();
      const attempt = (attempts.get(`${assignmentId} ${userId}`) ?? 0) + 1;
      attempts.set(`${assignmentId} ${userId}`, attempt);
      db.insert(submissions)
        .values({
          id,
          userId,
          packId: "tiny",
          exerciseId: "sum",
          versionHash: offer.hash,
          assignmentId,
          attempt,
          fileName: "submission.ts",
          source,
          submittedAt: at,
          via: "web",
        })
        .run();
      if (share !== null)
        addGrading(
          db,
          id,
          reportOf({
            verdict,
            score: share * 10,
            maxScore: 10,
            receipt: { submission: "b".repeat(64), exercise: offer.hash, engine: "0.0.0", seed: 1 },
            ...report,
          }),
          "",
          at,
        );
      recomputeScores(db, assignmentId, [userId]);
      return id;
    },
  };
}
