// A course copied into a new term: what is copied and what is not, withdrawn exercises, exams, a
// preview that is out of date, and who may.

import { asc, eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { auditEvents } from "../../../src/db/audit-schema.ts";
import { newId } from "../../../src/db/id.ts";
import { versions } from "../../../src/db/pack-schema.ts";
import { assignments, courses, enrolments } from "../../../src/db/schema.ts";
import { extensions, overrides, scores } from "../../../src/db/teaching-schema.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { recomputeScores } from "../../../src/scoring/recompute-scores.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { makeAssignment, PLAIN_RULES } from "../../support/make-assignment.ts";
import { openQuietSite } from "../../support/quiet-site.ts";

const site = await openQuietSite();
afterAll(() => site.close());
const { db } = site.services;
const owner = await site.signUp("owner", { siteRole: "courseCreator" });
const assistant = await site.signUp("assistant", { siteRole: "courseCreator" });
const instructor = await site.signUp("instructor");
const student = await site.signUp("student");
const at = (text: string) => Date.parse(text);

let course: string;
let sum: string;
beforeEach(() => {
  course = createCourse(db, "Machine learning, autumn", owner.userId, {
    timeZone: "Europe/Berlin",
    language: "zh-CN",
  });
  addEnrolment(db, course, assistant.userId, "assistant");
  addEnrolment(db, course, instructor.userId, "instructor");
  addEnrolment(db, course, student.userId, "student", { section: "Lab 2" });
  sum = makeAssignment(db, {
    courseId: course,
    title: "First sheet",
    points: 12,
    weight: 2,
    position: 1,
    solutions: "afterDue",
    mayAskReference: true,
    announcement: "Ada, please see me",
    exportTitle: "Sheet",
    canvasColumn: "Sheet (7)",
    rules: {
      opensAtMs: at("2026-10-05T08:00+02:00"),
      dueAtMs: at("2026-10-12T23:59+02:00"),
      lateUntilMs: at("2026-10-30T23:59+01:00"),
      graceMinutes: 10,
      late: { kind: "deduction", percent: 10, per: "day", floorPercent: 50 },
      attempts: { kind: "limited", count: 5 },
    },
  });
});

const FIELDS = { title: "Machine learning, spring", from: "2026-10-05", to: "2027-04-07" };
type Fields = Record<string, string>;
const preview = async (fields: Fields, who = owner) =>
  (await who.get(`/courses/${course}/copy?${new URLSearchParams(fields).toString()}`)).text();
const readSeen = (html: string) => /name="seen" value="(\w+)"/.exec(html)?.[1];
const create = (fields: Fields, who = owner) => who.post(`/courses/${course}/copy`, fields);
/** As a browser does it: with what the preview showed. */
async function copy(fields: Fields): Promise<string> {
  const answer = await create({ ...fields, seen: readSeen(await preview(fields))! });
  expect(answer.status).toBe(303);
  return answer.headers.get("location")!.split("/").at(-1)!;
}
const assignmentsOf = (courseId: string) =>
  db
    .select()
    .from(assignments)
    .where(eq(assignments.courseId, courseId))
    .orderBy(asc(assignments.position))
    .all();
const countCourses = () => db.select().from(courses).all().length;

describe("a copy", () => {
  test("has settings and assignments with moved dates, at the same time of day", async () => {
    const made = await copy({ ...FIELDS, inWeeks: "yes" });
    expect(db.select().from(courses).where(eq(courses.id, made)).get()).toMatchObject({
      title: "Machine learning, spring",
      timeZone: "Europe/Berlin",
      language: "zh-CN",
      archivedAt: null,
    });
    const [original] = assignmentsOf(course);
    const [copied, ...more] = assignmentsOf(made);
    expect(more).toEqual([]);
    expect(copied).toEqual({
      ...original,
      id: copied!.id,
      courseId: made,
      announcement: "",
      exportTitle: null,
      canvasColumn: null,
      createdAt: copied!.createdAt,
      rules: {
        ...original!.rules,
        // 26 weeks: summer time begins in between, and 8:00 stays 8:00.
        opensAtMs: at("2027-04-05T08:00+02:00"),
        dueAtMs: at("2027-04-12T23:59+02:00"),
        lateUntilMs: at("2027-04-30T23:59+02:00"),
      },
    });
  });

  test("moves by the exact number of days without whole weeks", async () => {
    const made = await copy(FIELDS);
    expect(assignmentsOf(made)[0]!.rules.opensAtMs).toBe(at("2027-04-07T08:00+02:00"));
  });

  test("has nothing of people but its owner", async () => {
    db.insert(extensions)
      .values({
        assignmentId: sum,
        userId: student.userId,
        extraAttempts: 2,
        createdAt: new Date(),
        createdBy: owner.userId,
      })
      .run();
    db.insert(overrides)
      .values({
        id: newId(),
        assignmentId: sum,
        userId: student.userId,
        points: 3,
        reason: "on paper",
        createdAt: new Date(),
        createdBy: owner.userId,
      })
      .run();
    recomputeScores(db, sum);
    const made = await copy(FIELDS);
    expect(db.select().from(enrolments).where(eq(enrolments.courseId, made)).all()).toMatchObject([
      { userId: owner.userId, role: "owner", section: null },
    ]);
    const { id } = assignmentsOf(made)[0]!;
    for (const table of [extensions, overrides, scores]) {
      expect(db.select().from(table).where(eq(table.assignmentId, sum)).all()).toHaveLength(1);
      expect(db.select().from(table).where(eq(table.assignmentId, id)).all()).toEqual([]);
    }
  });

  test("is logged in the new course, without titles", async () => {
    const made = await copy(FIELDS);
    const events = db.select().from(auditEvents).where(eq(auditEvents.courseId, made)).all();
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["course.create", "assignment.create", "course.copy"]),
    );
    expect(events.find(({ action }) => action === "course.copy")).toMatchObject({
      actorId: owner.userId,
      after: { from: course, days: 184 },
    });
    expect(JSON.stringify(events)).not.toContain("Machine learning");
  });

  test("of an archived course is open", async () => {
    db.update(courses).set({ archivedAt: new Date() }).where(eq(courses.id, course)).run();
    const made = await copy(FIELDS);
    expect(db.select().from(courses).where(eq(courses.id, made)).get()!.archivedAt).toBeNull();
  });
});

describe("exercises", () => {
  test("in a newer version are renewed, or stay pinned, or are left out", async () => {
    const current = db.select().from(versions).get()!;
    const older = { ...current, hash: "0".repeat(64) };
    db.insert(versions).values(older).onConflictDoNothing().run();
    db.update(assignments).set({ versionHash: older.hash }).where(eq(assignments.id, sum)).run();
    const offered = site.services.catalogue.find("tiny", "sum")!.hash;
    const take = (kind: string) => ({ ...FIELDS, [`take:${sum}`]: kind });
    expect(assignmentsOf(await copy(FIELDS))[0]!.versionHash).toBe(offered);
    expect(assignmentsOf(await copy(take("newest")))[0]!.versionHash).toBe(offered);
    expect(assignmentsOf(await copy(take("pinned")))[0]!.versionHash).toBe(older.hash);
    expect(assignmentsOf(await copy(take("leave")))).toEqual([]);
  });

  test("that are withdrawn are named and left out, whatever the form says", async () => {
    const gone = makeAssignment(db, {
      courseId: course,
      title: "Gone sheet",
      exerciseId: "gone",
      position: 2,
    });
    const fields = { ...FIELDS, [`take:${gone}`]: "pinned" };
    expect(await preview(fields)).toContain("This exercise was withdrawn. It cannot be copied.");
    expect(assignmentsOf(await copy(fields)).map(({ title }) => title)).toEqual(["First sheet"]);
  });

  test("of removed assignments are not copied", async () => {
    db.update(assignments).set({ removedAt: new Date() }).where(eq(assignments.id, sum)).run();
    expect(assignmentsOf(await copy(FIELDS))).toEqual([]);
  });
});

describe("nothing is created", () => {
  test.each([
    [{ title: "" }, "at most 120 characters"],
    [{ to: "" }, "Choose a date"],
    [{ to: "2027-02-30" }, "Choose a date"],
    [{ from: "yesterday" }, "Choose a date"],
    [{ to: "2099-01-01" }, "more than 20 years apart"],
  ])("by %j", async (wrong, words) => {
    const before = countCourses();
    const answer = await create({ ...FIELDS, ...wrong });
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining(words)]);
    expect(countCourses()).toBe(before);
  });

  test("if the course has changed since the preview, or the dates of the form", async () => {
    const seen = readSeen(await preview(FIELDS))!;
    const before = countCourses();
    expect((await create({ ...FIELDS, to: "2027-04-08", seen })).status).toBe(409);
    db.update(assignments)
      .set({ revision: 2, rules: PLAIN_RULES })
      .where(eq(assignments.id, sum))
      .run();
    const answer = await create({ ...FIELDS, seen });
    expect([answer.status, await answer.text()]).toEqual([
      409,
      expect.stringContaining("Something has changed since the preview"),
    ]);
    expect(countCourses()).toBe(before);
  });

  test("from an exam that is longer than exams may be now", async () => {
    db.update(assignments)
      .set({ isExam: true, solutions: "never" })
      .where(eq(assignments.id, sum))
      .run();
    const html = await preview(FIELDS);
    expect(html).toContain("An exam cannot be copied under today&#39;s rules");
    expect(readSeen(html)).toBeUndefined();
    expect((await create(FIELDS)).status).toBe(422);
    expect(assignmentsOf(await copy({ ...FIELDS, [`take:${sum}`]: "leave" }))).toEqual([]);
  });
});

test("an exam names the other courses that it affects", async () => {
  db.update(assignments)
    .set({
      isExam: true,
      rules: {
        ...PLAIN_RULES,
        opensAtMs: at("2026-10-05T08:00+02:00"),
        dueAtMs: at("2026-10-05T10:00+02:00"),
      },
    })
    .where(eq(assignments.id, sum))
    .run();
  const html = await preview(FIELDS);
  expect(html).toContain("While a copied exam runs");
  expect(html).toContain("<li>Machine learning, autumn</li>");
  expect(assignmentsOf(await copy(FIELDS))).toMatchObject([{ isExam: true }]);
});

test("assistants, and instructors who may not create courses, find no page", async () => {
  for (const who of [assistant, instructor, student]) {
    expect((await who.get(`/courses/${course}/copy`)).status).toBe(404);
    expect((await create(FIELDS, who)).status).toBe(404);
  }
  expect(await (await owner.get(`/courses/${course}/settings`)).text()).toContain(
    `/courses/${course}/copy`,
  );
  expect(await (await instructor.get(`/courses/${course}/settings`)).text()).not.toContain(
    `/courses/${course}/copy`,
  );
});

test("the form proposes the day of the first date", async () => {
  const html = await (await owner.get(`/courses/${course}/copy`)).text();
  expect(html).toContain('value="2026-10-05"');
  expect(readSeen(html)).toBeUndefined();
});
