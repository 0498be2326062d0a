// Notices that come with time: each student by their own due time, once; and exams that are over.

import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setExtensions } from "../../src/courses/assignment-pages/save-extensions.ts";
import { notices } from "../../src/db/notice-schema.ts";
import { assignments, courses } from "../../src/db/schema.ts";
import { HOUR_MS, MINUTE_MS } from "../../src/durations.ts";
import { noteDueSoon, noteReleased } from "../../src/inbox/note-due-soon.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

const DUE_MS = Date.UTC(2040, 0, 31, 12);
const LATER_MS = DUE_MS + 48 * HOUR_MS;
let site: TeachingSite;
let ada: Person;
let ben: Person;
beforeEach(async () => {
  site = await openTeachingSite({ dueAtMs: DUE_MS });
  ada = await site.enrol("ada");
  ben = await site.enrol("ben");
});
afterEach(() => site.close());

const db = () => site.services.db;
const scan = (atMs: number) => noteDueSoon(db(), new Date(atMs));
const noted = ({ userId }: Person) =>
  db()
    .select()
    .from(notices)
    .where(and(eq(notices.userId, userId), eq(notices.kind, "dueSoon")))
    .all()
    .map(({ detail }) => (detail as { dueAtMs: number }).dueAtMs);
const change = (values: Partial<typeof assignments.$inferInsert>) =>
  db().update(assignments).set(values).run();
const extend = (person: Person, dueAtMs: number) =>
  setExtensions(
    db(),
    { courseId: site.course, assignmentId: site.assignment, actorId: site.instructor.userId },
    [person.userId],
    { dueAtMs, extraAttempts: 0 },
    "",
  );

test("once within 24 hours, however often it is scanned, read or not; not to staff", async () => {
  expect(await scan(DUE_MS - 25 * HOUR_MS)).toBe(0);
  expect(await scan(DUE_MS - 24 * HOUR_MS)).toBe(2);
  db().update(notices).set({ readAt: new Date() }).run();
  expect(await scan(DUE_MS - 23 * HOUR_MS)).toBe(0);
  expect(await scan(DUE_MS - MINUTE_MS)).toBe(0);
  expect([noted(ada), noted(site.assistant)]).toEqual([[DUE_MS], []]);
});

test("by each student's own due time; one that moves is said again", async () => {
  extend(ben, LATER_MS);
  expect(await scan(DUE_MS - HOUR_MS)).toBe(1);
  expect(noted(ben)).toEqual([]);
  extend(ada, LATER_MS);
  expect(await scan(LATER_MS - HOUR_MS)).toBe(2);
  expect([noted(ada), noted(ben)]).toEqual([[DUE_MS, LATER_MS], [LATER_MS]]);
});

test("not after the due time, as after a long stop of the server", async () => {
  expect(await scan(DUE_MS + 1)).toBe(0);
});

test("not with full marks, except in an exam, where that would tell the hidden score", async () => {
  site.attempt(ada, 10);
  expect(await scan(DUE_MS - HOUR_MS)).toBe(1);
  change({ isExam: true });
  expect(await scan(DUE_MS - HOUR_MS)).toBe(1);
  expect(noted(ada)).toEqual([DUE_MS]);
});

test("not before it opens, of a removed assignment, or in an archived course", async () => {
  const { rules } = db().select().from(assignments).get()!;
  change({ rules: { ...rules, opensAtMs: DUE_MS - HOUR_MS } });
  expect(await scan(DUE_MS - 2 * HOUR_MS)).toBe(0);
  change({ rules, removedAt: new Date() });
  expect(await scan(DUE_MS - HOUR_MS)).toBe(0);
  change({ removedAt: null });
  db().update(courses).set({ archivedAt: new Date() }).run();
  expect(await scan(DUE_MS - HOUR_MS)).toBe(0);
});

describe("an exam that is over", () => {
  const release = (atMs: number) => noteReleased(db(), new Date(atMs));

  test("is said once, to those who have a score, when all have finished", () => {
    site.attempt(ada, 6);
    extend(ben, LATER_MS);
    change({ isExam: true });
    expect(release(DUE_MS + HOUR_MS)).toBe(0);
    expect(release(LATER_MS + HOUR_MS)).toBe(1);
    expect(release(LATER_MS + 2 * HOUR_MS)).toBe(0);
    const rows = db().select().from(notices).where(eq(notices.kind, "score")).all();
    expect(rows.map(({ userId, detail }) => [userId, detail])).toEqual([
      [ada.userId, { from: null, to: 60, cause: "released" }],
    ]);
  });

  test("is no news days later, and nothing else is ever released", () => {
    site.attempt(ada, 6);
    expect(release(DUE_MS + HOUR_MS)).toBe(0);
    change({ isExam: true });
    expect(release(DUE_MS + 96 * HOUR_MS)).toBe(0);
  });
});
