// Staff see the roster's name, whatever an account is called; the account's own name is shown
// beside it.

import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { selectFullNames } from "../../src/membership/shown-name.ts";
import { enrolments } from "../../src/db/schema.ts";
import { readRun } from "../../src/similarity/read-pairs.ts";
import { selectCompared } from "../../src/similarity/select-compared.ts";
import { selectStudents } from "../../src/statistics/read-attempts.ts";
import { type CourseWorld, openCourseWorld, type Person } from "../support/course-world.ts";

let world: CourseWorld;
let student: Person;
let assignmentId: string;
let submissionId: string;

beforeAll(async () => {
  world = await openCourseWorld();
  student = world.students[0];
  const { db } = world.site.services;
  db.update(enrolments)
    .set({ rosterName: "Zora Roster" })
    .where(and(eq(enrolments.courseId, world.courseId), eq(enrolments.userId, student.userId)))
    .run();
  assignmentId = world.addAssignment();
  submissionId = world.addAttempt(assignmentId, student.userId, { share: 0.5 });
  await student.post("/settings/name", { name: "Another Person" });
  await world.instructor.post(
    `/courses/${world.courseId}/gradebook/${assignmentId}/${student.userId}/comments`,
    { text: "Well done." },
  );
});
afterAll(() => world.site.close());

const pageOf = async (path: string) => {
  const answer = await world.instructor.get(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.text()).replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
};

test("a renamed student is found under the roster's name on every page for staff", async () => {
  const course = `/courses/${world.courseId}`;
  const missing: string[] = [];
  for (const path of [
    `${course}/people`,
    `${course}/people?q=zora`,
    `${course}/people?q=another`,
    `${course}/people/${student.userId}`,
    `${course}/gradebook`,
    `${course}/gradebook?q=zora`,
    `${course}/gradebook?q=another+person`,
    `${course}/gradebook/${assignmentId}/${student.userId}`,
    `${course}/assignments/${assignmentId}/extensions`,
    `/submissions/${submissionId}`,
    `${course}/audit`,
    `${course}/audit?person=Zora+Roster`,
  ]) {
    const text = await pageOf(path);
    if (!text.includes("Zora Roster") || !/Zora Roster.{0,40}Another Person/.test(text))
      missing.push(path);
  }
  expect(missing).toEqual([]);
});

test("exports use the roster's name, and the table in the browser gets both names", async () => {
  const csv = await (
    await world.instructor.get(`/courses/${world.courseId}/gradebook/export?format=csv`)
  ).text();
  expect(csv).toContain("Zora Roster");
  const { students } = (await (
    await world.instructor.get(`/courses/${world.courseId}/gradebook/data.json`)
  ).json()) as { students: { ids: string[]; names: string[]; ownNames: (string | null)[] } };
  const place = students.ids.indexOf(student.userId);
  expect([students.names[place], students.ownNames[place]]).toEqual([
    "Zora Roster",
    "Another Person",
  ]);
  expect(students.ownNames.filter((name) => name !== null)).toHaveLength(1);
  // In the order of the displayed names.
  expect(students.names).toEqual(["Name of student-two", "Zora Roster"]);
});

test("so do comparisons, statistics, and every lookup of names by id", () => {
  const { db } = world.site.services;
  expect(
    selectStudents(db, { id: assignmentId, courseId: world.courseId }).map(({ name }) => name),
  ).toEqual(["Name of student-two", "Zora Roster (Another Person)"]);
  const compared = selectCompared(db, assignmentId);
  expect(compared.map(({ name }) => name)).toEqual(["Zora Roster (Another Person)"]);
  const run = readRun(db, assignmentId, {
    compared: [...compared],
    computedAt: new Date(),
    result: { pairs: [], tooShort: [0], isComplete: true },
  } as never);
  expect(run.tooShort[0]?.name).toBe("Zora Roster (Another Person)");
  expect([...selectFullNames(db, [student.userId, "nobody"], world.courseId).values()]).toEqual([
    "Zora Roster (Another Person)",
  ]);
  expect([...selectFullNames(db, [student.userId]).values()]).toEqual(["Another Person"]);
});

describe("students themselves", () => {
  test("see the name that they chose", async () => {
    expect(await (await student.get("/")).text()).toContain("Another Person");
    expect(await (await student.get(`/courses/${world.courseId}`)).text()).not.toContain(
      "Zora Roster",
    );
  });
});
