// The page that compares a submission with solutions, over HTTP: who may read it, what it records,
// and what it says while nothing can be graded. Real measurements are in the browser's test.

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { selectSolutionViews } from "../../src/assignments/solution-views.ts";
import { assignments } from "../../src/db/schema.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { openTeachingSite, type Person, type TeachingSite } from "../support/teaching-site.ts";

let site: TeachingSite;
let ada: Person;
beforeEach(async () => {
  site = await openTeachingSite();
  ada = await site.enrol("ada");
});
afterEach(() => site.close());

const db = () => site.services.db;
const rule = (solutions: "never" | "afterPassing" | "afterDue") =>
  db().update(assignments).set({ solutions }).where(eq(assignments.id, site.assignment)).run();
const views = () => [...selectSolutionViews(db(), site.assignment).keys()];
const page = async (who: Person, id: string, headers = {}) => {
  const answer = await who.get(`/submissions/${id}/solutions`, headers);
  return { status: answer.status, text: await answer.text() };
};

describe("for an assignment", () => {
  test("after passing: linked from the report, with the code beside the reference", async () => {
    rule("afterPassing");
    const failed = site.attempt(ada, 4);
    expect((await page(ada, failed)).status).toBe(404);
    expect(await (await ada.get(`/submissions/${failed}`)).text()).not.toContain("/solutions");
    const passed = site.attempt(ada, 10, { source: "export const mine = '<b>';" });
    expect(await (await ada.get(`/submissions/${passed}`)).text()).toContain(
      `/submissions/${passed}/solutions`,
    );
    const { status, text } = await page(ada, passed);
    expect(status).toBe(200);
    expect(text).toContain("export const mine = &#39;&lt;b&gt;&#39;;");
    expect(text).toContain("Reference solution");
    expect(text).toContain("nothing can be graded at the moment");
    const other = await ada.get(`/submissions/${passed}/solutions?with=reduce.js`);
    expect(await other.text()).toContain(".reduce(");
    // Once passed, the earlier attempts can be compared too.
    expect((await page(ada, failed)).status).toBe(200);
  });

  test("opening it is recorded, but not a prefetch, nor when staff open it", async () => {
    rule("afterPassing");
    const id = site.attempt(ada, 10);
    expect(await page(ada, id, { "sec-purpose": "prefetch" })).toEqual({ status: 503, text: "" });
    expect((await page(site.assistant, id)).status).toBe(200);
    expect(views()).toEqual([]);
    await page(ada, id);
    expect(views()).toEqual([ada.userId]);
  });

  test("staff always may, and read that students may not", async () => {
    rule("never");
    const id = site.attempt(ada, 10);
    expect((await page(ada, id)).status).toBe(404);
    expect((await page(site.assistant, id)).text).toContain("Students cannot read this page now.");
    rule("afterPassing");
    expect((await page(site.assistant, id)).text).not.toContain("Students cannot read");
  });

  test("not other students, and nobody's while an exam runs", async () => {
    rule("afterPassing");
    const id = site.attempt(ada, 10);
    const other = await site.enrol("other");
    site.attempt(other, 10);
    expect((await page(other, id)).status).toBe(404);
    makeAssignment(db(), {
      courseId: site.course,
      isExam: true,
      rules: { dueAtMs: Date.now() + 3_600_000 },
    });
    expect((await page(ada, id)).status).toBe(404);
    const report = await (await ada.get(`/submissions/${id}`)).text();
    expect(report).not.toContain("/solutions");
    expect(report).not.toContain("Next assignment");
  });
});

test("practice: not unless the site allows it", async () => {
  const id = site.attempt(ada, 10);
  db()
    .update(assignments)
    .set({ removedAt: new Date(0) })
    .run();
  site.services.db.$client
    .prepare("update submissions set assignment_id = null where id = ?")
    .run(id);
  expect((await page(ada, id)).status).toBe(404);
  site.services.config.practiceSolutions = true;
  expect((await page(ada, id)).status).toBe(200);
});

test("after practice, assignments with the exercise count the solutions as opened", async () => {
  site.services.config.practiceSolutions = true;
  rule("afterPassing");
  const id = site.attempt(ada, 10);
  const practised = site.attempt(ada, 10);
  site.services.db.$client
    .prepare("update submissions set assignment_id = null where id = ?")
    .run(practised);
  expect(id).not.toBe(practised);
  await page(ada, practised);
  expect(views()).toEqual([ada.userId]);
});
