// Hints on the exercise's page: opened one after another by a form, under the rule of the
// assignment, and by nobody while an exam runs.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hintViews } from "../../src/db/hint-schema.ts";
import { assignments, users } from "../../src/db/schema.ts";
import { drafts } from "../../src/db/submission-schema.ts";
import type { HintRule } from "../../src/rules/hint-rule.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { setHints } from "../support/set-hints.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";
import type { Visitor } from "../support/visitor.ts";

const PAGE = "/exercises/tiny/sum";
const HOUR_MS = 3_600_000;
const NUDGE = "What is the sum of an empty list?";
const IDEA = "Start at 0 and add the values one by one.";

let site: TeachingSite;
let ada: Person;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
  setHints(site.services.db);
});
afterEach(() => site.close());

const setRule = (hints: HintRule) =>
  site.services.db
    .update(assignments)
    .set({ hints })
    .where(eq(assignments.id, site.assignment))
    .run();
const open = (who: Visitor, step: string, fields: Record<string, string> = {}) =>
  who.post(`${PAGE}/hints?assignment=${site.assignment}`, { hint: `total ${step}`, ...fields });
const read = async (who: Visitor, path = PAGE) => (await who.get(path)).text();
const opened = () =>
  site.services.db
    .select({
      userId: hintViews.userId,
      step: hintViews.step,
      assignment: hintViews.assignmentId,
    })
    .from(hintViews)
    .orderBy(hintViews.openedAt, hintViews.step)
    .all();

test("no hint is on the page before it is opened, and then only that one", async () => {
  const before = await read(ada);
  expect(before).toContain("Open hint 1");
  for (const text of [NUDGE, IDEA]) expect(before).not.toContain(text);
  const answer = await open(ada, "nudge");
  expect([answer.status, answer.headers.get("location")]).toEqual([
    303,
    `${PAGE}?assignment=${site.assignment}#hints-total`,
  ]);
  const after = await read(ada);
  expect(after).toContain(NUDGE);
  expect(after).not.toContain(IDEA);
  expect(after).toContain('value="total idea"');
  expect(opened()).toEqual([{ userId: ada.userId, step: "nudge", assignment: site.assignment }]);
});

test("opening a hint again changes nothing, and a later one needs those before it", async () => {
  expect((await open(ada, "idea")).status).toBe(409);
  expect(opened()).toEqual([]);
  await open(ada, "nudge");
  const [first] = site.services.db.select().from(hintViews).all();
  expect((await open(ada, "nudge")).status).toBe(303);
  expect(site.services.db.select().from(hintViews).all()).toEqual([first]);
  for (const step of ["idea", "formula", "nudge"]) expect((await open(ada, step)).status).toBe(303);
  expect(await read(ada)).toContain("All hints are open.");
});

test.each(["total", "mean nudge", "total code", "", "total nudge idea", "__proto__ nudge"])(
  "there is no hint “%s”, and asking for it makes no guest",
  async (hint) => {
    const visitor = site.visit();
    const before = site.services.db.select().from(users).all().length;
    expect((await visitor.post(`${PAGE}/hints`, { hint })).status).toBe(404);
    expect(site.services.db.select().from(users).all()).toHaveLength(before);
    expect((await ada.post(`${PAGE}/hints`, { hint })).status).toBe(404);
  },
);

test("an exercise without hints has no section for them", async () => {
  site.services.db.$client.exec("update exercises set hints = null");
  expect(await read(ada)).not.toContain('id="hints"');
  expect((await open(ada, "nudge")).status).toBe(404);
});

test("what a visitor opens is recorded for a guest, and shown to this guest alone", async () => {
  const visitor = site.visit();
  expect((await visitor.post(`${PAGE}/hints`, { hint: "total nudge" })).status).toBe(303);
  expect(await read(visitor)).toContain(NUDGE);
  expect(await read(ada)).not.toContain(NUDGE);
  expect(opened()).toMatchObject([{ assignment: null }]);
});

test("in Chinese", async () => {
  await open(ada, "nudge");
  await ada.post("/preferences", { language: "zh-CN", back: "/" });
  const page = await read(ada);
  expect(page).toContain("空列表的和是多少？");
  expect(page).toContain("打开第 2 条提示");
});

describe("an assignment's rule", () => {
  test("off hides hints, those that are open already, and those of practice", async () => {
    await open(ada, "nudge");
    setRule({ kind: "off" });
    const page = await read(ada);
    expect(page).toContain("has no hints");
    expect(page).not.toContain(NUDGE);
    for (const path of [`${PAGE}/hints`, `${PAGE}/hints?assignment=${site.assignment}`]) {
      const answer = await ada.post(path, { hint: "total idea" });
      expect(answer.status).toBe(409);
      expect(await answer.text()).toContain("has no hints");
    }
    expect(opened()).toHaveLength(1);
    // For someone without this assignment nothing changes.
    const stranger = await site.signUp("stranger");
    expect((await open(stranger, "nudge")).status).toBe(303);
  });

  test("off in one of two open assignments decides, whichever the page is for", async () => {
    const { db } = site.services;
    const other = makeAssignment(db, { courseId: site.course, hints: { kind: "off" } });
    for (const query of ["", `?assignment=${site.assignment}`, `?assignment=${other}`])
      expect((await ada.post(`${PAGE}/hints${query}`, { hint: "total nudge" })).status).toBe(409);
    db.update(assignments).set({ removedAt: new Date() }).where(eq(assignments.id, other)).run();
    expect((await ada.post(`${PAGE}/hints`, { hint: "total nudge" })).status).toBe(303);
  });

  test.each([
    ["that has not opened", { opensAtMs: HOUR_MS, dueAtMs: 2 * HOUR_MS }, 303],
    ["that is open", { opensAtMs: -HOUR_MS, dueAtMs: HOUR_MS }, 409],
    ["that is over", { opensAtMs: -2 * HOUR_MS, dueAtMs: -HOUR_MS }, 303],
  ])("off in an assignment %s", async (_, { opensAtMs, dueAtMs }, status) => {
    const nowMs = Date.now();
    makeAssignment(site.services.db, {
      courseId: site.course,
      hints: { kind: "off" },
      rules: { opensAtMs: nowMs + opensAtMs, dueAtMs: nowMs + dueAtMs },
    });
    expect((await open(ada, "nudge")).status).toBe(status);
  });

  test("after failed attempts says how many are missing, and counts only those", async () => {
    setRule({ kind: "afterAttempts", count: 2 });
    expect(await read(ada)).toContain("after 2 more failed attempts");
    site.attempt(ada, 10, { source: "passed" });
    site.attempt(ada, 0, { source: "broken", report: { verdict: "compile-error" } });
    site.attempt(ada, 0, { source: "ours", report: { verdict: "judge-error" } });
    const ben = await site.enrol("ben");
    site.attempt(ben, 3, { source: "another student's" });
    expect(await read(ada)).toContain("after 2 more failed attempts");
    site.attempt(ada, 3, { source: "first" });
    expect(await read(ada)).toContain("after 1 more failed attempt at");
    expect((await open(ada, "nudge")).status).toBe(409);
    site.attempt(ada, 3, { source: "second" });
    expect((await open(ada, "nudge")).status).toBe(303);
    expect(await read(ada)).toContain(NUDGE);
  });

  test("applies to staff who view the course as a student", async () => {
    setRule({ kind: "off" });
    expect((await open(site.assistant, "nudge")).status).toBe(303);
    await site.assistant.post(`/courses/${site.course}/view-as`, { as: "student" });
    expect((await open(site.assistant, "idea")).status).toBe(409);
  });
});

test("while an exam runs, nobody sees or opens hints of its exercise, and the page says until when", async () => {
  await open(ada, "nudge");
  const exam = makeAssignment(site.services.db, {
    courseId: site.course,
    isExam: true,
    rules: { opensAtMs: Date.now() - HOUR_MS, dueAtMs: Date.now() + HOUR_MS },
  });
  const stranger = await site.signUp("stranger");
  for (const who of [ada, stranger, site.instructor, site.visit()]) {
    const page = await read(who);
    expect(page).toContain("An exam on this exercise is running.");
    expect(page).not.toContain(NUDGE);
    const answer = await who.post(`${PAGE}/hints`, { hint: "total idea" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("An exam on this exercise is running.");
  }
  site.services.db
    .update(assignments)
    .set({ rules: { ...EXAM_OVER, dueAtMs: Date.now() - 1000 } })
    .where(eq(assignments.id, exam))
    .run();
  expect((await open(ada, "idea")).status).toBe(303);
});

const EXAM_OVER = {
  opensAtMs: 0,
  graceMinutes: 0,
  late: { kind: "refused" as const },
  lateUntilMs: null,
  freeCompileErrors: true,
  attempts: { kind: "unlimited" as const },
  counts: "best" as const,
};

describe("the code of a page without scripts", () => {
  const draftOf = ({ userId }: Person) =>
    site.services.db.select().from(drafts).where(eq(drafts.userId, userId)).get();

  test("is saved as a draft before the page is shown again", async () => {
    await open(ada, "nudge", { source: "half\r\ndone", "draft-revision": "0" });
    expect(draftOf(ada)).toMatchObject({ source: "half\ndone", revision: 1 });
    const page = await read(ada);
    expect(page).toContain("half\ndone</textarea>");
    expect(page).toContain('name="draft-revision" value="1"');
  });

  test("never replaces a newer draft: nothing is opened, and the answer says why", async () => {
    await open(ada, "nudge", { source: "one", "draft-revision": "0" });
    await open(ada, "nudge", { source: "two", "draft-revision": "1" });
    const answer = await open(ada, "idea", { source: "older", "draft-revision": "1" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("was saved with other changes in another window");
    expect(draftOf(ada)).toMatchObject({ source: "two", revision: 2 });
    expect(opened()).toHaveLength(1);
  });

  test("the untouched starter is no draft", async () => {
    const { starter } = site.services.catalogue.find("tiny", "sum")!.exercise;
    await open(ada, "nudge", { source: starter, "draft-revision": "0" });
    expect(draftOf(ada)).toBeUndefined();
  });

  test("a script sends no code, and changes no draft", async () => {
    await open(ada, "nudge", { source: "one", "draft-revision": "0" });
    await open(ada, "idea");
    expect(draftOf(ada)).toMatchObject({ source: "one", revision: 1 });
  });
});
