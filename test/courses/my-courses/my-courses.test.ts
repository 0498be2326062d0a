// A user's own courses on the start page and on /courses: what is due next, the progress, and new
// comments.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addComment, changeComment, removeComment } from "../../../src/comments/queries.ts";
import { setExtensions } from "../../../src/courses/assignment-pages/save-extensions.ts";
import { archiveCourse } from "../../../src/courses/change-course.ts";
import { selectMyCourses } from "../../../src/courses/my-courses/select-my-courses.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { assignments } from "../../../src/db/schema.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { type CourseWorld, openCourseWorld, type Person } from "../../support/course-world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
let world: CourseWorld;
let student: Person;
let nowMs: number;
beforeEach(async () => {
  world = await openCourseWorld({ timeZone: "Asia/Shanghai" });
  [student] = world.students;
  nowMs = Date.now();
});
afterEach(() => world.site.close());

const db = () => world.site.services.db;
const mine = (person = student) => selectMyCourses(db(), person.userId, nowMs);
const dueIds = () =>
  mine().due.map(
    ({ assignment, isOverdue }) => `${assignment.title}${isOverdue ? " (overdue)" : ""}`,
  );
const enrolIn = (courseId: string, person: Person, role: "student" | "assistant" = "student") =>
  addEnrolment(db(), courseId, person.userId, role, { joinedAt: new Date(nowMs + 1000) });
const page = async (path: string, person: Person = student) => (await person.get(path)).text();

describe("what is due next", () => {
  test("is sorted across all courses, by each student's own due time", () => {
    const other = createCourse(db(), "Another course", world.owner.userId);
    enrolIn(other, student);
    world.addAssignment({ title: "In three days", rules: { dueAtMs: nowMs + 3 * DAY_MS } });
    const extended = world.addAssignment({
      title: "Extended",
      rules: { dueAtMs: nowMs + HOUR_MS },
    });
    world.addAssignment({ courseId: other, title: "Tomorrow", rules: { dueAtMs: nowMs + DAY_MS } });
    world.addAssignment({ title: "Without end" });
    setExtensions(
      db(),
      { courseId: world.courseId, assignmentId: extended, actorId: world.instructor.userId },
      [student.userId],
      { dueAtMs: nowMs + 2 * DAY_MS, extraAttempts: 0 },
      "",
    );
    expect(dueIds()).toEqual(["Tomorrow", "Extended", "In three days"]);
    expect(mine().courses.map(({ title, next }) => [title, next?.title])).toEqual([
      ["Another course", "Tomorrow"],
      ["The course", "Extended"],
    ]);
    expect(
      selectMyCourses(db(), world.students[1].userId, nowMs).due.map(
        ({ assignment }) => assignment.title,
      ),
    ).toEqual(["Extended", "In three days"]);
  });

  test("leaves out work that is not open yet, has full marks, is closed or was removed; overdue work stays while it can still earn points", () => {
    world.addAssignment({
      title: "Not open",
      rules: { opensAtMs: nowMs + HOUR_MS, dueAtMs: nowMs + DAY_MS },
    });
    world.addAssignment({ title: "Closed", rules: { dueAtMs: nowMs - HOUR_MS } });
    world.addAssignment({
      title: "Late",
      rules: { dueAtMs: nowMs - HOUR_MS, late: { kind: "free" } },
    });
    world.addAssignment({
      title: "Too late",
      rules: { dueAtMs: nowMs - DAY_MS, late: { kind: "free" }, lateUntilMs: nowMs - HOUR_MS },
    });
    world.addAssignment({
      title: "Long ago",
      rules: { dueAtMs: nowMs - 30 * DAY_MS, late: { kind: "free" } },
    });
    world.addAssignment({
      title: "Removed",
      rules: { dueAtMs: nowMs + DAY_MS },
      removedAt: new Date(),
    });
    const done = world.addAssignment({ title: "Done", rules: { dueAtMs: nowMs + DAY_MS } });
    world.addAttempt(done, student.userId, { share: 1 });
    const half = world.addAssignment({ title: "Half", rules: { dueAtMs: nowMs + DAY_MS } });
    world.addAttempt(half, student.userId, { share: 0.5 });
    expect(dueIds()).toEqual(["Late (overdue)", "Half"]);
  });

  test("is not overdue within the grace period, while work still counts as on time", () => {
    world.addAssignment({
      title: "In grace",
      rules: { dueAtMs: nowMs - HOUR_MS, graceMinutes: 90, late: { kind: "refused" } },
    });
    world.addAssignment({
      title: "In grace, late allowed",
      rules: { dueAtMs: nowMs - HOUR_MS / 2, graceMinutes: 60, late: { kind: "free" } },
    });
    world.addAssignment({ title: "Tomorrow", rules: { dueAtMs: nowMs + DAY_MS } });
    expect(dueIds()).toEqual(["In grace", "In grace, late allowed", "Tomorrow"]);
    expect(mine().courses[0]!.next?.title).toBe("In grace");
  });

  test("links to the exercise for this assignment, with the due time in the course's zone and the reader's", async () => {
    const id = world.addAssignment({
      title: "Regression",
      rules: { dueAtMs: Date.parse("2126-03-01T15:59:00Z") },
    });
    for (const path of ["/", "/courses"]) {
      const html = await page(path);
      expect(html).toContain(`href="/exercises/tiny/sum?assignment=${id}"`);
      expect(html).toContain(
        "due Mar 1, 2126, 11:59 PM (China Standard Time), which is Mar 1, 2126, 3:59 PM for you",
      );
    }
  });
});

describe("the progress", () => {
  test("is the weighted total; what an exam hides is not part of it while it runs", async () => {
    const first = world.addAssignment({ title: "First", rules: { dueAtMs: nowMs + DAY_MS } });
    world.addAssignment({ title: "Missed", rules: { dueAtMs: nowMs - DAY_MS } });
    world.addAttempt(first, student.userId, { share: 0.5 });
    expect(mine().courses[0]!.total).toBe(25);
    expect(await page("/courses")).toContain("25% so far");
    db().update(assignments).set({ isExam: true }).where(eq(assignments.id, first)).run();
    expect(mine().courses[0]!.total).toBeNull();
    expect(mine().due.map(({ assignment }) => assignment.points)).toEqual([null]);
    expect(await page("/courses")).toContain("no score yet");
  });
});

describe("courses", () => {
  test("taught by the user link to their gradebook and students, and show no score", async () => {
    world.addAssignment({ title: "Regression", rules: { dueAtMs: nowMs + DAY_MS } });
    const html = await page("/courses", world.assistant);
    expect(html).toContain(`href="/courses/${world.courseId}/gradebook"`);
    expect(html).toContain("2 students");
    expect(html).not.toContain("so far");
    expect(html).not.toContain("Due next");
  });

  test("that are archived stand at the end of /courses, linked from the start page", async () => {
    const old = createCourse(db(), "Long over", world.owner.userId);
    enrolIn(old, student);
    world.addAssignment({ courseId: old, title: "Old work", rules: { dueAtMs: nowMs + DAY_MS } });
    archiveCourse(db(), world.owner.userId, old, true);
    expect(mine().courses.map(({ title }) => title)).toEqual(["The course", "Long over"]);
    expect(mine().due).toEqual([]);
    const [start, all] = [await page("/"), await page("/courses")];
    expect(start).toContain('<a href="/courses#over">1 archived course</a>');
    expect(start).not.toContain("Long over");
    expect(all.indexOf("Long over")).toBeGreaterThan(all.indexOf("Archived courses"));
  });

  test("are in the header for users with courses, and for no one else", async () => {
    const isShown = async (person: { get: (path: string) => Promise<Response> }) =>
      /<header class="site">[^]*href="\/courses"[^]*<\/header>/.test(
        await (await person.get("/")).text(),
      );
    const stranger = await world.site.signUp("stranger");
    const creator = await world.site.signUp("creator", { siteRole: "courseCreator" });
    expect([
      await isShown(student),
      await isShown(world.assistant),
      await isShown(creator),
      await isShown(stranger),
      await isShown(world.site.visit()),
    ]).toEqual([true, true, true, false, false]);
    expect(await page("/courses", stranger)).toContain("You are not in a course yet");
    expect((await world.site.visit().get("/courses")).status).toBe(401);
  });
});

describe("new comments", () => {
  const about = (assignmentId: string | null, submissionId: string | null) => ({
    actorId: world.assistant.userId,
    courseId: world.courseId,
    assignmentId,
    userId: student.userId,
    submissionId,
    line: submissionId === null ? null : 1,
    text: "Why?",
  });

  test("on a submission are listed until its author opens its page; after a change, they are new again", async () => {
    const id = world.addAssignment({ title: "Regression" });
    const submission = world.addAttempt(id, student.userId, { share: 0.5 });
    const comment = addComment(db(), about(id, submission));
    addComment(db(), about(id, submission));
    const link = `<a href="/submissions/${submission}#code">Regression: 2 new comments</a>`;
    expect(await page("/")).toContain(link);
    // Staff reading it, and another user's start page, change nothing.
    await page(`/submissions/${submission}`, world.assistant);
    expect(await page("/", world.students[1])).not.toContain("New comments");
    expect(await page("/")).toContain(link);
    await page(`/submissions/${submission}`);
    expect(await page("/")).not.toContain("New comments");
    changeComment(
      db(),
      { submissionId: submission },
      {
        actorId: world.assistant.userId,
        courseId: world.courseId,
        id: comment,
        text: "Why is that?",
      },
    );
    expect(await page("/courses")).toContain("Regression: 1 new comment<");
    removeComment(
      db(),
      { submissionId: submission },
      { actorId: world.assistant.userId, courseId: world.courseId, id: comment, any: false },
    );
    expect(mine().comments).toEqual([]);
  });

  test("on a score are on the course's page, and marked as seen there", async () => {
    const id = world.addAssignment({ title: "Regression" });
    addComment(db(), { ...about(id, null), text: "Come and see me" });
    expect(await page("/")).toContain(
      `<a href="/courses/${world.courseId}">Score of Regression: 1 new comment</a>`,
    );
    expect(await page(`/courses/${world.courseId}`, world.students[1])).not.toContain(
      "Come and see me",
    );
    expect(await page(`/courses/${world.courseId}`)).toContain("Come and see me");
    expect(mine().comments).toEqual([]);
  });
});
