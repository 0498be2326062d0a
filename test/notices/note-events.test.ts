// Which events make a notice, for whom, and which make none.

import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { adoptGuest } from "../../src/auth/adopt-guest.ts";
import { addComment } from "../../src/comments/queries.ts";
import { setExtensions } from "../../src/courses/assignment-pages/save-extensions.ts";
import { noticeMails, notices } from "../../src/db/notice-schema.ts";
import { overrides } from "../../src/db/teaching-schema.ts";
import { assignments, enrolments, users } from "../../src/db/schema.ts";
import { setOverride, undoOverride } from "../../src/gradebook/override-score.ts";
import { selectOverrides } from "../../src/gradebook/select-cell.ts";
import { saveDeliveries } from "../../src/inbox/mail/save-settings.ts";
import { countNewNotices, selectNotices } from "../../src/inbox/shown/select-notices.ts";
import { askQuestion, replyToQuestion } from "../../src/questions/write-question.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

let site: TeachingSite;
let ada: Person;
let ben: Person;
let submission: string;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  ben = await site.enrol("ben");
  submission = site.attempt(ada, 6);
});
afterEach(() => site.close());

const db = () => site.services.db;
const rowsOf = ({ userId }: Person) =>
  db().select().from(notices).where(eq(notices.userId, userId)).orderBy(asc(notices.at)).all();
const kindsOf = (person: Person) => rowsOf(person).map(({ kind }) => kind);
const cell = ({ userId }: Person) => ({
  courseId: site.course,
  assignmentId: site.assignment,
  userId,
});
const override = (points: number) =>
  setOverride(db(), cell(ada), { points, reason: "r", actorId: site.instructor.userId });
const comment = (text: string, submissionId: string | null = submission) =>
  addComment(db(), {
    ...cell(ada),
    actorId: site.assistant.userId,
    submissionId,
    line: null,
    text,
  });
const ask = (text: string) =>
  askQuestion(db(), {
    submission: { id: submission, userId: ada.userId },
    assignmentId: site.assignment,
    place: "whole",
    title: null,
    actorId: ada.userId,
    text,
  });

test("a grading of one's own submission makes none", () => {
  expect(rowsOf(ada)).toEqual([]);
});

test("ten comments are one notice and one mail, until it is read", () => {
  for (let i = 0; i < 10; i += 1) comment(`comment ${i}`);
  expect(kindsOf(ada)).toEqual(["comment"]);
  expect(db().select().from(noticeMails).all()).toMatchObject([
    { userId: ada.userId, schedule: "daily", dueAt: null },
  ]);
});

test("the submission's page marks its comments as read, and a later one is new", async () => {
  comment("first");
  expect(countNewNotices(db(), ada.userId)).toBe(1);
  await site.assistant.get(`/submissions/${submission}`);
  expect(countNewNotices(db(), ada.userId)).toBe(1);
  await ada.get(`/submissions/${submission}`);
  expect(countNewNotices(db(), ada.userId)).toBe(0);
  comment("second");
  expect(kindsOf(ada)).toEqual(["comment", "comment"]);
  expect(countNewNotices(db(), ada.userId)).toBe(1);
});

test("a question goes to all staff and no student, its answer to the student", () => {
  const questionId = ask("Why?");
  expect(kindsOf(site.assistant)).toEqual(["question"]);
  expect(kindsOf(site.instructor)).toEqual(["question"]);
  expect([...kindsOf(ada), ...kindsOf(ben)]).toEqual([]);
  replyToQuestion(db(), {
    courseId: site.course,
    submissionId: submission,
    questionId,
    actorId: site.assistant.userId,
    text: "Because.",
  });
  expect(kindsOf(ada)).toEqual(["answer"]);
  const [answer] = selectNotices(db(), ada.userId);
  expect(answer).toMatchObject({ kind: "answer", topic: questionId, submissionId: submission });
});

test("the same message sent twice makes one notice", () => {
  ask("Why?");
  db().delete(notices).run();
  ask("Why?");
  expect(kindsOf(site.assistant)).toEqual([]);
});

describe("a score", () => {
  test("says from what it changed, however many steps there were", () => {
    override(70);
    override(80);
    expect(rowsOf(ada).map(({ detail }) => detail)).toEqual([
      { from: 60, to: 80, cause: "override" },
    ]);
  });

  test("that comes back before it is mailed makes none", () => {
    override(70);
    const [first] = selectOverrides(db(), site.assignment, ada.userId);
    undoOverride(db(), cell(ada), first!.id, site.instructor.userId);
    expect(rowsOf(ada)).toEqual([]);
  });

  test("that comes back after it was mailed is said", () => {
    override(70);
    db().update(notices).set({ mailAs: null, mailedAt: new Date() }).run();
    const [first] = selectOverrides(db(), site.assignment, ada.userId);
    undoOverride(db(), cell(ada), first!.id, site.instructor.userId);
    expect(rowsOf(ada).map(({ detail }) => detail)).toEqual([
      { from: 70, to: 60, cause: "overrideUndone" },
    ]);
  });

  test("whatever changes, is read and is mailed: the notice says the change since its reader knew", () => {
    const step = fc.oneof(
      fc.constantFrom(60, 70, 80),
      fc.constantFrom("read" as const, "mail" as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        db().delete(overrides).run();
        db().delete(notices).run();
        recomputeScores(db(), site.assignment);
        let [known, current] = [60, 60];
        for (const one of steps) {
          if (one === "read") db().update(notices).set({ readAt: new Date() }).run();
          else if (one === "mail") db().update(notices).set({ mailedAt: new Date() }).run();
          else override((current = one));
          if (typeof one === "string") known = current;
          const waiting = rowsOf(ada).filter((row) => row.readAt === null && row.mailedAt === null);
          expect(waiting.map(({ detail }) => detail)).toEqual(
            known === current ? [] : [{ from: known, to: current, cause: "override" }],
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test("that a regrade leaves as it was makes none", () => {
    recomputeScores(db(), site.assignment, undefined, { cause: "regrade", now: new Date() });
    expect(rowsOf(ada)).toEqual([]);
  });

  test("is not shown, counted or opened while an exam hides it, and is new afterwards", async () => {
    const future = Date.now() + 3_600_000;
    const { rules } = db().select().from(assignments).get()!;
    db()
      .update(assignments)
      .set({ isExam: true, rules: { ...rules, opensAtMs: 0, dueAtMs: future } })
      .run();
    override(70);
    expect(countNewNotices(db(), ada.userId)).toBe(0);
    expect(await (await ada.get("/notices")).text()).not.toContain("your score");
    await ada.get(`/courses/${site.course}`);
    expect(countNewNotices(db(), ada.userId, future + 1)).toBe(1);
    db().update(assignments).set({ isExam: false }).run();
    const html = await (await ada.get("/notices")).text();
    expect(html).toContain("changed from 60 to 70 of 100");
    expect(countNewNotices(db(), ada.userId)).toBe(0);
  });
});

test("an extension that changes nothing makes no second notice", () => {
  const extend = (dueAtMs: number) =>
    setExtensions(
      db(),
      { courseId: site.course, assignmentId: site.assignment, actorId: site.instructor.userId },
      [ada.userId, ben.userId],
      { dueAtMs, extraAttempts: 1 },
      "",
    );
  extend(2_000_000_000_000);
  expect(kindsOf(ben)).toEqual(["extension"]);
  db().delete(notices).run();
  extend(2_000_000_000_000);
  expect(kindsOf(ben)).toEqual([]);
});

test("a system error goes to the staff, not to the student", () => {
  site.attempt(ben, 0, { report: { verdict: "judge-error" } });
  expect(kindsOf(site.assistant)).toEqual(["systemError"]);
  expect(kindsOf(ben)).toEqual([]);
});

test("a kind that is off makes none; one for the site only makes no mail", () => {
  saveDeliveries(db(), ada.userId, {
    deliveries: { comment: "off", score: "site" },
    dailyHour: 18,
  });
  comment("quiet");
  override(70);
  expect(kindsOf(ada)).toEqual(["score"]);
  expect(db().select().from(noticeMails).all()).toEqual([]);
});

test("someone who has left the course, or is no longer staff, sees none of it", () => {
  comment("hello");
  ask("Why?");
  db()
    .update(enrolments)
    .set({ role: "student" })
    .where(eq(enrolments.userId, site.assistant.userId))
    .run();
  db().delete(enrolments).where(eq(enrolments.userId, ada.userId)).run();
  expect(selectNotices(db(), ada.userId)).toEqual([]);
  expect(selectNotices(db(), site.assistant.userId)).toEqual([]);
});

test("the notices of a guest move to the account", () => {
  const now = new Date();
  db()
    .insert(users)
    .values({
      id: "guest",
      name: "",
      email: "guest@no-mail.invalid",
      isAnonymous: true,
      createdAt: now,
      updatedAt: now,
    })
    .run();
  addComment(db(), {
    actorId: site.instructor.userId,
    courseId: null,
    assignmentId: null,
    userId: "guest",
    submissionId: null,
    line: null,
    text: "Good.",
  });
  adoptGuest(db(), "guest", ben.userId);
  expect(kindsOf(ben)).toEqual(["comment"]);
});
