// A quiet site with a course: an instructor, an assistant, students, one assignment on tiny/sum,
// and attempts with given results.

import type { Report } from "../../grader/doors/reports.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { type CourseRole } from "../../src/db/schema.ts";
import { addEnrolment } from "./add-enrolment.ts";
import { reportOf } from "./queue-database.ts";
import { makeAssignment } from "./make-assignment.ts";
import { openQuietSite, type QuietSite } from "./quiet-site.ts";
import type { Visitor } from "./visitor.ts";

export type Person = Visitor & { userId: string };

export interface TeachingSite extends QuietSite {
  course: string;
  assignment: string;
  versionHash: string;
  instructor: Person;
  assistant: Person;
  /** Someone else in the course. */
  enrol: (username: string, role?: CourseRole) => Promise<Person>;
  /** An attempt at the assignment, graded to `score` of 10. Returns its id. */
  attempt: (
    student: Person,
    score: number,
    fields?: { source?: string; report?: Partial<Report> },
  ) => string;
}

export async function openTeachingSite(
  rules: Parameters<typeof makeAssignment>[1]["rules"] = {},
): Promise<TeachingSite> {
  const site = await openQuietSite();
  const { db, queue, catalogue } = site.services;
  const instructor = await site.signUp("instructor");
  const course = createCourse(db, "Machine learning", instructor.userId);
  const enrol = async (username: string, role: CourseRole = "student") => {
    const person = await site.signUp(username);
    addEnrolment(db, course, person.userId, role);
    return person;
  };
  const assistant = await enrol("assistant", "assistant");
  const assignment = makeAssignment(db, { courseId: course, rules: { ...rules } });
  const { hash: versionHash } = catalogue.find("tiny", "sum")!;
  return {
    ...site,
    course,
    assignment,
    versionHash,
    instructor,
    assistant,
    enrol,
    attempt: (
      { userId },
      score,
      { source = `export const total = ${score};`, report = {} } = {},
    ) => {
      const sent = queue.submit({
        userId,
        packId: "tiny",
        exerciseId: "sum",
        assignmentId: assignment,
        submittedAt: new Date(),
        isPractice: false,
        saidToCount: true,
        versionHash,
        fileName: "submission.ts",
        source,
        formKey: null,
        via: "web",
      });
      if (!("id" in sent)) throw new Error(`not recorded: ${sent.kind}`);
      queue.claim();
      queue.finish(
        sent.id,
        reportOf({
          score,
          verdict: score === 10 ? "accepted" : "wrong-answer",
          receipt: { submission: "b".repeat(64), exercise: versionHash, engine: "0.0.0", seed: 1 },
          ...report,
        }),
      );
      return sent.id;
    },
  };
}
