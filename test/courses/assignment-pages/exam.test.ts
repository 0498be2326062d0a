// While an exam runs, nothing that a student can request shows more about hidden tests than the
// exam does; afterwards everything is shown.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GroupReport } from "../../../grader/doors/reports.ts";
import { setExtensions } from "../../../src/courses/assignment-pages/save-extensions.ts";
import { assignments } from "../../../src/db/schema.ts";
import type { Rules } from "../../../src/rules/assignment-rules.ts";
import { collectData } from "../../../src/privacy/collect-data.ts";
import { addToken } from "../../support/add-token.ts";
import { ApiClient } from "../../support/api-client.ts";
import { type CourseWorld, openCourseWorld, type Person } from "../../support/course-world.ts";
import { HIDDEN_GROUP, SHOWN_GROUP } from "../../support/exam-world.ts";

const HOUR = 3_600_000;
const HIDDEN: GroupReport = { ...HIDDEN_GROUP, verdict: "time-limit-exceeded", failure: null };
/** 5 of 10: as points of the assignment 311.5 of 623, which appear nowhere else. */
const REPORT = {
  verdict: "time-limit-exceeded",
  score: 5,
  maxScore: 10,
  groups: [SHOWN_GROUP, HIDDEN],
} as const;
const TOLD = /time.limit|311\.5|"score":5\b|5 of 10|5 \/ 10/i;

let world: CourseWorld;
let student: Person;
let token: string;
let exam: string;
let submission: string;
beforeAll(async () => {
  world = await openCourseWorld();
  [student] = world.students;
  const { db } = world.site.services;
  ({ token } = addToken(db, student.userId));
  exam = world.addAssignment({
    isExam: true,
    points: 623,
    solutions: "afterPassing",
    rules: { opensAtMs: Date.now() - HOUR, dueAtMs: Date.now() + HOUR },
  });
  submission = world.addAttempt(exam, student.userId, {
    share: 0.5,
    verdict: "time-limit-exceeded",
    report: { ...REPORT, groups: [...REPORT.groups] },
  });
});
afterAll(() => world.site.close());

const db = () => world.site.services.db;
const setRules = (rules: Partial<Rules>) => {
  const stored = db().select().from(assignments).where(eq(assignments.id, exam)).get()!;
  db()
    .update(assignments)
    .set({ rules: { ...stored.rules, ...rules } })
    .where(eq(assignments.id, exam))
    .run();
};

/** Everything that a student can read about it. */
async function readEverything(): Promise<Record<string, string>> {
  const api = new ApiClient(world.site.services);
  const read: Record<string, string> = {};
  for (const path of [
    `/courses/${world.courseId}`,
    "/",
    "/submissions",
    "/exercises/tiny/sum",
    `/exercises/tiny/sum?assignment=${exam}`,
    "/exercises/tiny/sum/submissions",
    `/submissions/${submission}`,
    `/submissions/${submission}/state`,
    `/submissions/${submission}/events`,
  ]) {
    read[path] = await (await student.get(path)).text();
  }
  for (const path of [
    "/api/v1/exercises",
    "/api/v1/exercises/tiny/sum",
    "/api/v1/submissions",
    `/api/v1/submissions/${submission}`,
    `/api/v1/submissions/${submission}/events`,
  ]) {
    read[path] = await (await api.send("GET", path, { token })).text();
  }
  read["the export"] = JSON.stringify(collectData(db(), student.userId));
  return read;
}

describe("a running exam", () => {
  test("shows nothing about hidden tests on any page", async () => {
    for (const [where, text] of Object.entries(await readEverything()))
      expect([where, TOLD.exec(text)?.[0]]).toEqual([where, undefined]);
    expect(await (await student.get(`/courses/${world.courseId}`)).text()).toContain(
      "the exam&#39;s score is released after",
    );
    expect(await (await student.get("/submissions")).text()).toContain("released after the exam");
  });

  test("shows the visible tests, and their points only", async () => {
    const page = await (await student.get(`/submissions/${submission}`)).text();
    expect(page).toContain("2 of 2 points");
    expect(page).toContain("Until then, results of hidden tests are not shown");
  });

  test("shows no solutions, even after passing, nor those of another assignment on the exercise", async () => {
    const [, other] = world.students;
    world.addAttempt(exam, other.userId, { share: 1 });
    const homework = world.addAssignment({ solutions: "afterPassing" });
    world.addAttempt(homework, other.userId, { share: 1 });
    for (const id of [exam, homework])
      expect(
        (await other.get(`/courses/${world.courseId}/assignments/${id}/solutions`)).status,
      ).toBe(404);
    const staff = await (
      await world.assistant.get(`/courses/${world.courseId}/assignments/${exam}/solutions`)
    ).text();
    expect(staff).toContain("An exam on this exercise has not ended");
  });

  test("has no statistics and no gradebook for students", async () => {
    for (const path of [
      `assignments/${exam}/statistics`,
      `assignments/${exam}/similarity`,
      "gradebook",
      `assignments/${exam}/extensions`,
    ])
      expect([path, (await student.get(`/courses/${world.courseId}/${path}`)).status]).toEqual([
        path,
        404,
      ]);
  });

  test("lasts as long as anyone's extension, including the grace period", async () => {
    setRules({ dueAtMs: Date.now() - HOUR / 2 });
    expect(TOLD.test((await readEverything())[`/courses/${world.courseId}`]!)).toBe(true);
    const [, other] = world.students;
    setExtensions(
      db(),
      { courseId: world.courseId, assignmentId: exam, actorId: world.owner.userId },
      [other.userId],
      { dueAtMs: Date.now() - 60_000, extraAttempts: 0 },
      "",
    );
    expect(TOLD.test((await readEverything())[`/submissions/${submission}`]!)).toBe(true);
    setRules({ graceMinutes: 10 });
    for (const [where, text] of Object.entries(await readEverything()))
      expect([where, TOLD.exec(text)?.[0]]).toEqual([where, undefined]);
  });

  test("after it is over, everything is shown", async () => {
    setRules({ graceMinutes: 0 });
    const read = await readEverything();
    for (const where of [
      `/courses/${world.courseId}`,
      "/submissions",
      `/submissions/${submission}`,
      "/api/v1/submissions",
      `/api/v1/submissions/${submission}`,
      "the export",
    ])
      expect([where, TOLD.test(read[where]!)]).toEqual([where, true]);
    const [, other] = world.students;
    const page = await (
      await other.get(`/courses/${world.courseId}/assignments/${exam}/solutions`)
    ).text();
    for (const text of [
      "Reference solution",
      "Another solution: loop.ts",
      "Another solution: reduce.js",
      "export function total",
    ])
      expect(page).toContain(text);
    expect(
      (await student.get(`/courses/${world.courseId}/assignments/${exam}/solutions`)).status,
    ).toBe(404);
  });
});
