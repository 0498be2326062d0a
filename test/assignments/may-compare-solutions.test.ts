// Who may read the solutions beside a submission: the site's setting, exams, and what open
// assignments of any course withhold.

import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  type ComparedSubmission,
  mayCompareSolutions,
} from "../../src/assignments/may-compare-solutions.ts";
import { setExtensions } from "../../src/courses/assignment-pages/save-extensions.ts";
import { assignments, courses, enrolments } from "../../src/db/schema.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { type CourseWorld, openCourseWorld, type Person } from "../support/course-world.ts";
import { makeAssignment } from "../support/make-assignment.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 5, 1);

let world: CourseWorld;
let student: Person;
let outsider: Person;
let elsewhere: string;
beforeAll(async () => {
  world = await openCourseWorld();
  [student] = world.students;
  outsider = await world.site.signUp("outsider");
  elsewhere = createCourse(db(), "Another course", world.owner.userId, { timeZone: "UTC" });
});
afterAll(() => world.site.close());
afterEach(() => {
  db()
    .update(assignments)
    .set({ removedAt: new Date(0) })
    .run();
  db().update(courses).set({ archivedAt: null }).run();
});

const db = () => world.site.services.db;
const practice = (fields: Partial<ComparedSubmission> = {}): ComparedSubmission => ({
  userId: student.userId,
  packId: "tiny",
  exerciseId: "sum",
  versionHash: world.site.services.catalogue.find("tiny", "sum")!.hash,
  assignment: null,
  isAccepted: true,
  ...fields,
});
const may = (fields: Partial<ComparedSubmission> = {}, atMs = NOW, isAllowed = true) =>
  mayCompareSolutions(db(), practice(fields), isAllowed, atMs);
const OPEN = { opensAtMs: NOW - HOUR, dueAtMs: NOW + HOUR };

describe("practice", () => {
  test("after passing, if the site allows it", () => {
    expect(may()).toBe(true);
    expect(may({ isAccepted: false })).toBe(false);
    expect(may({}, NOW, false)).toBe(false);
  });

  test.each(["never", "afterDue"] as const)(
    "an assignment with solutions %s withholds them from everybody while it is open",
    (solutions) => {
      world.addAssignment({ solutions, rules: OPEN });
      for (const { userId } of [student, outsider]) {
        expect(may({ userId })).toBe(false);
        expect(may({ userId }, NOW - 2 * HOUR)).toBe(true);
        expect(may({ userId }, NOW + HOUR)).toBe(false);
        expect(may({ userId }, NOW + HOUR + 1)).toBe(true);
      }
    },
  );

  test("in another course too, and as long as an extension of someone lasts", () => {
    const id = makeAssignment(db(), { courseId: elsewhere, solutions: "afterDue", rules: OPEN });
    db()
      .insert(enrolments)
      .values({
        courseId: elsewhere,
        userId: outsider.userId,
        role: "student",
        joinedAt: new Date(0),
      })
      .onConflictDoNothing()
      .run();
    setExtensions(
      db(),
      { courseId: elsewhere, assignmentId: id, actorId: world.owner.userId },
      [outsider.userId],
      { dueAtMs: NOW + 5 * HOUR, extraAttempts: 0 },
      "",
    );
    expect([may({}, NOW + 5 * HOUR), may({}, NOW + 5 * HOUR + 1)]).toEqual([false, true]);
  });

  test("an assignment without an end withholds them without an end", () => {
    world.addAssignment({ solutions: "never" });
    expect(may({}, NOW + 10_000 * HOUR)).toBe(false);
  });

  test("not an assignment that was removed, or of an archived course", () => {
    const id = world.addAssignment({ solutions: "never" });
    expect(may()).toBe(false);
    db()
      .update(assignments)
      .set({ removedAt: new Date(0) })
      .where(eq(assignments.id, id))
      .run();
    expect(may()).toBe(true);
    world.addAssignment({ solutions: "never" });
    db()
      .update(courses)
      .set({ archivedAt: new Date(0) })
      .run();
    expect(may()).toBe(true);
  });

  test("the same tests in another pack are the same exercise", () => {
    const versionHash = practice().versionHash;
    world.addAssignment({ solutions: "never", packId: "copy", exerciseId: "sum-again" });
    expect(may()).toBe(false);
    expect(may({ packId: "third", exerciseId: "sum", versionHash })).toBe(false);
    expect(may({ packId: "third", exerciseId: "sum", versionHash: "0".repeat(64) })).toBe(true);
  });

  test("“after passing” withholds them only from its own students who have not passed it", () => {
    const id = world.addAssignment({ solutions: "afterPassing", rules: OPEN });
    expect(may()).toBe(false);
    expect(may({ userId: outsider.userId })).toBe(true);
    world.addAttempt(id, student.userId, { share: 1 });
    expect(may()).toBe(true);
  });

  test("while an exam runs in any course, nobody", () => {
    makeAssignment(db(), {
      courseId: elsewhere,
      isExam: true,
      solutions: "afterPassing",
      rules: OPEN,
    });
    expect(may({ userId: outsider.userId })).toBe(false);
    expect(may({ userId: outsider.userId }, NOW + HOUR + 1)).toBe(true);
  });
});

describe("an assignment's submission", () => {
  const of = (id: string) => ({ assignment: { id, courseId: world.courseId } });

  test("as its own rule says, whatever the site's setting and other courses", () => {
    const id = world.addAssignment({ solutions: "afterDue", rules: OPEN });
    makeAssignment(db(), { courseId: elsewhere, solutions: "never" });
    for (const isAllowed of [true, false]) {
      expect(may(of(id), NOW, isAllowed)).toBe(false);
      expect(may({ ...of(id), isAccepted: false }, NOW + HOUR + 1, isAllowed)).toBe(true);
    }
  });

  test("not for someone who has left the course", () => {
    const id = world.addAssignment({ solutions: "afterDue", rules: OPEN });
    expect(may({ ...of(id), userId: outsider.userId }, NOW + HOUR + 1)).toBe(false);
  });

  test("not while an exam on the exercise runs elsewhere", () => {
    const id = world.addAssignment({ solutions: "afterDue", rules: { dueAtMs: NOW - HOUR } });
    expect(may(of(id))).toBe(true);
    makeAssignment(db(), { courseId: elsewhere, isExam: true, rules: OPEN });
    expect(may(of(id))).toBe(false);
  });
});
