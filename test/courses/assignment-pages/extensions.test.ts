// Extensions: for one student, several, a section; refusals with their reasons; their effects, and
// what students see of them.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { NEW_VALUES } from "../../../src/courses/assignment-pages/form-values.ts";
import { users } from "../../../src/db/schema.ts";
import { extensions, scores } from "../../../src/db/teaching-schema.ts";
import { auditEvents } from "../../../src/db/audit-schema.ts";
import { type CourseWorld, openCourseWorld, type Person } from "../../support/course-world.ts";

const HOUR = 3_600_000;
let world: CourseWorld;
let one: Person;
let two: Person;
let id: string;
let path: string;
const dueAtMs = Date.UTC(2026, 0, 1);
beforeAll(async () => {
  world = await openCourseWorld({ timeZone: "Asia/Shanghai" });
  [one, two] = world.students;
});
afterAll(() => world.site.close());
beforeEach(() => {
  id = world.addAssignment({ rules: { dueAtMs, attempts: { kind: "limited", count: 1 } } });
  path = `/courses/${world.courseId}/assignments/${id}/extensions`;
});

const db = () => world.site.services.db;
const given = () =>
  db()
    .select({
      userId: extensions.userId,
      dueAt: extensions.dueAt,
      extraAttempts: extensions.extraAttempts,
      reason: extensions.reason,
    })
    .from(extensions)
    .where(eq(extensions.assignmentId, id))
    .all();
const pointsOf = (userId: string) =>
  db()
    .select()
    .from(scores)
    .all()
    .find((row) => row.assignmentId === id && row.userId === userId)?.points;
const give = (fields: Record<string, string>) =>
  world.instructor.post(path, {
    names: "",
    section: "",
    dueAt: "",
    extra: "",
    reason: "",
    ...fields,
  });

describe("an extension", () => {
  test("gives time: the score is recomputed, the log records it, the student sees it", async () => {
    world.addAttempt(id, one.userId, { share: 0.9, at: new Date(dueAtMs + HOUR) });
    expect(pointsOf(one.userId)).toBeNull();
    const answer = await give({
      [`student:${one.userId}`]: "yes",
      dueAt: "2026-01-02T08:00",
      reason: "ill",
    });
    expect(answer.headers.get("location")).toBe(`${path}?given=1&scores=1`);
    expect(await (await world.instructor.get(`${path}?given=1&scores=1`)).text()).toContain(
      "Extension saved (students: 1; changed scores: 1).",
    );
    expect(given()).toEqual([
      {
        userId: one.userId,
        dueAt: new Date(Date.UTC(2026, 0, 2)),
        extraAttempts: 0,
        reason: "ill",
      },
    ]);
    expect(pointsOf(one.userId)).toBe(90);
    const seen = await (await one.get(`/courses/${world.courseId}`)).text();
    for (const text of [
      "90: the only attempt, with your extension",
      ">extended<",
      "extended for you",
    ])
      expect(seen).toContain(text);
    expect(seen).not.toContain("ill<");
    // Changed, then removed.
    await give({ names: "STUDENT-ONE", dueAt: "2026-01-01T08:30" });
    expect(pointsOf(one.userId)).toBeNull();
    const removed = await world.instructor.post(`${path}/${one.userId}/remove`);
    expect([removed.headers.get("location"), given()]).toEqual([`${path}?taken=1&scores=0`, []]);
    expect((await world.instructor.post(`${path}/${one.userId}/remove`)).status).toBe(404);
    const events = db().select().from(auditEvents).where(eq(auditEvents.assignmentId, id)).all();
    expect(
      events.map(({ action, userId, actorId, before, after }) => ({
        action,
        userId,
        actorId,
        before,
        after,
      })),
    ).toEqual([
      {
        action: "extension.set",
        userId: one.userId,
        actorId: world.instructor.userId,
        before: null,
        after: { dueAtMs: Date.UTC(2026, 0, 2), extraAttempts: 0 },
      },
      {
        action: "extension.set",
        userId: one.userId,
        actorId: world.instructor.userId,
        before: { dueAtMs: Date.UTC(2026, 0, 2), extraAttempts: 0 },
        after: { dueAtMs: Date.UTC(2026, 0, 1, 0, 30), extraAttempts: 0 },
      },
      {
        action: "extension.remove",
        userId: one.userId,
        actorId: world.instructor.userId,
        before: { dueAtMs: Date.UTC(2026, 0, 1, 0, 30), extraAttempts: 0 },
        after: null,
      },
    ]);
  });

  test("can be for several students and for a section at once", async () => {
    await give({ names: "Name of student-one\nstudent-two", extra: "2" });
    expect(given().map(({ userId, extraAttempts }) => [userId, extraAttempts])).toEqual(
      expect.arrayContaining([
        [one.userId, 2],
        [two.userId, 2],
      ]),
    );
    db().delete(extensions).run();
    await give({ section: "Lab 2", extra: "1" });
    expect(given().map(({ userId }) => userId)).toEqual([two.userId]);
  });

  test("is filled into its form when it is edited", async () => {
    await give({ names: "student-one", dueAt: "2026-01-02T08:00", extra: "3", reason: "travels" });
    const html = await (await world.instructor.get(`${path}?student=${one.userId}`)).text();
    for (const text of ['value="2026-01-02T08:00"', 'value="3"', 'value="travels"'])
      expect(html).toContain(text);
    expect(html).toMatch(new RegExp(`name="student:${one.userId}"[^>]*checked`));
  });

  test("never shortens the time: if the common due time is later, that one counts", async () => {
    await give({ names: "student-one", dueAt: "2026-01-02T08:00" });
    world.addAttempt(id, one.userId, { share: 1, at: new Date(dueAtMs + 48 * HOUR) });
    expect(pointsOf(one.userId)).toBeNull();
    await world.instructor.post(`/courses/${world.courseId}/assignments/${id}`, {
      ...NEW_VALUES,
      revision: "1",
      dueAt: "2026-02-01T00:00",
      attempts: "limited",
      attemptCount: "1",
    });
    expect(pointsOf(one.userId)).toBe(100);
  });
});

describe("is refused, in words, and nothing is saved:", () => {
  test.each<[string, Record<string, string>, string]>([
    [
      "for someone who is not in the course",
      { "student:nosuchperson": "yes", extra: "1" },
      "Not students in this course: nosuchperson. Nothing was saved.",
    ],
    [
      "for an unknown name, beside a valid one",
      { names: "student-one, stranger", extra: "1" },
      "Not students in this course: stranger. Nothing was saved.",
    ],
    ["for staff", { names: "assistant", extra: "1" }, "Not students in this course: assistant."],
    ["for no one", { extra: "1" }, "Choose at least one student or a section."],
    ["for an empty section", { section: "Lab 9", extra: "1" }, "Section “Lab 9” has no students."],
    ["of nothing", { names: "student-one" }, "Enter a new due date or extra attempts."],
    [
      "to a time before the common due time",
      { names: "student-one", dueAt: "2026-01-01T07:59" },
      "must be later than the assignment&#39;s due date",
    ],
    [
      "of a negative number of attempts",
      { names: "student-one", extra: "-1" },
      "Enter a number from 0 to 1000.",
    ],
    ["of half an attempt", { names: "student-one", extra: "0.5" }, "Enter a whole number."],
    [
      "of something that is not a number",
      { names: "student-one", extra: "many" },
      "Enter a number.",
    ],
    [
      "with a long reason",
      { names: "student-one", extra: "1", reason: "x".repeat(301) },
      "Use at most 300 characters.",
    ],
  ])("%s", async (_, fields, words) => {
    const answer = await give(fields);
    expect([answer.status, given()]).toEqual([422, []]);
    expect(await answer.text()).toContain(words);
  });

  test("of attempts that are unlimited, of a due time that is not set", async () => {
    id = world.addAssignment();
    path = `/courses/${world.courseId}/assignments/${id}/extensions`;
    const html = await (
      await give({ names: "student-one", dueAt: "2026-01-02T08:00", extra: "1" })
    ).text();
    for (const words of ["so it cannot be extended", "so you cannot give extra ones"])
      expect(html).toContain(words);
  });

  test("by a name that two students have", async () => {
    db().update(users).set({ name: "Li Wei" }).where(eq(users.id, one.userId)).run();
    db().update(users).set({ name: "Li Wei" }).where(eq(users.id, two.userId)).run();
    expect(await (await give({ names: "Li Wei", extra: "1" })).text()).toContain(
      "More than one student is called “Li Wei”",
    );
    expect(given()).toEqual([]);
  });
});
