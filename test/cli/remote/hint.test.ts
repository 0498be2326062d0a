// gradus hint: from a folder of packs it reads the pack; from a server it opens the next hint with
// the user's account, and says why if it may not.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hintList } from "../../../src/api/schemas.ts";
import { hintViews } from "../../../src/db/hint-schema.ts";
import { assignments } from "../../../src/db/schema.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { runGradus } from "../../support/command-host.ts";
import { addTinyHints } from "../../support/hints-file.ts";
import { type Home, makeHome } from "../../support/home.ts";
import { makeAssignment } from "../../support/make-assignment.ts";
import { makeMember, type Member } from "../../support/members.ts";
import { copyTiny } from "../../support/packs.ts";
import { setHints } from "../../support/set-hints.ts";
import { startSite, type TestSite } from "../../support/site.ts";

const NUDGE = "What is the sum of an empty list?";
const IDEA = "Start at 0 and add the values one by one.";
const HOUR_MS = 3_600_000;

describe("from a folder of packs", () => {
  const show = (...args: string[]) => {
    const folder = copyTiny();
    addTinyHints(folder);
    return runGradus(["hint", "sum", ...args, "--packs", folder]);
  };

  test("the first hint, and how to get the next", async () => {
    const run = await show("total");
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain(NUDGE);
    expect(run.stdout).not.toContain(IDEA);
    expect(run.stdout).toMatch(/npx gradus hint sum .*total --step idea/);
  });

  test("the only function needs no name; --step shows all hints up to it", async () => {
    expect((await show()).stdout).toContain(NUDGE);
    const run = await show("total", "--step", "formula", "--lang", "zh-CN");
    for (const text of ["空列表的和是多少？", "从 0 开始，逐个加上。", "s = Σ_i x_i"])
      expect(run.stdout).toContain(text);
    expect(run.stdout).not.toContain("gradus hint");
  });

  test.each([
    [["mean"], "there is no function mean; this exercise has total"],
    [["tota"], "Did you mean total?"],
    [["total", "--step", "code"], "invalid value code for --step; expected one of nudge"],
    [["--step", "idea"], "--step needs the name of a function"],
  ])("%j: %s", async (args, words) => {
    const run = await show(...args);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(words);
  });

  test("several functions: an overview, without any text", async () => {
    const run = await runGradus(["hint", "fit-a-line"]);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    for (const words of ["fit  0 of 3 open", "predict", "hint fit-a-line fit"])
      expect(run.stdout).toContain(words);
  });

  test("an exercise without hints, a broken file", async () => {
    const folder = copyTiny();
    const show = () => runGradus(["hint", "sum", "--packs", folder]);
    expect(await show()).toMatchObject({ code: 0, stdout: "This exercise has no hints.\n" });
    writeFileSync(join(folder, "sum", "hints.yaml"), "total: [");
    const run = await show();
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("tiny/sum/hints.yaml");
  });
});

describe("from a server", () => {
  let site: TestSite;
  let ada: Home & Member;
  let assignment: string;
  beforeAll(async () => {
    site = await startSite();
    setHints(site.services.db);
  });
  afterAll(() => site.close());
  beforeEach(() => {
    const { db } = site.services;
    db.update(assignments).set({ removedAt: new Date(), isExam: false }).run();
    const member = makeMember(db);
    ada = { ...makeHome({ url: site.url, token: member.token }), ...member };
    const courseId = createCourse(db, "ML autumn", makeMember(db).userId);
    addEnrolment(db, courseId, member.userId);
    assignment = makeAssignment(db, { courseId, title: "Sums" });
  });
  const hint = (...args: string[]) => runGradus(["hint", ...args, "--server", site.url], ada);
  const opened = () =>
    site.services.db
      .select({ step: hintViews.step, assignment: hintViews.assignmentId })
      .from(hintViews)
      .where(eq(hintViews.userId, ada.userId))
      .orderBy(hintViews.openedAt)
      .all();

  test("each call opens the next hint and shows all that are open; they are recorded", async () => {
    const first = await hint("sum");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain(NUDGE);
    expect(first.stdout).not.toContain(IDEA);
    const second = await hint("sum", "total");
    for (const text of [NUDGE, IDEA]) expect(second.stdout).toContain(text);
    expect((await hint("sum", "total", "--step", "nudge")).stdout).not.toContain("Σ");
    await hint("sum", "total");
    const all = await hint("sum", "total");
    expect(all).toMatchObject({ code: 0 });
    expect(all.stdout).toContain("s = Σ_i x_i");
    expect(opened()).toEqual(["nudge", "idea", "formula"].map((step) => ({ step, assignment })));
    const { functions } = hintList
      .omit({ refused: true })
      .parse(JSON.parse((await hint("sum", "--json")).stdout));
    expect(functions).toMatchObject([{ name: "total", next: null }]);
  });

  test("a later hint needs those before it", async () => {
    const run = await hint("sum", "total", "--step", "formula");
    expect(run.code).toBe(2);
    expect(run.stderr).toContain("Open the previous hint first: Nudge.");
    expect(opened()).toEqual([]);
  });

  test("refused with the reason: by the assignment's rule, and while an exam runs", async () => {
    const { db } = site.services;
    const set = (fields: Partial<typeof assignments.$inferInsert>) =>
      db.update(assignments).set(fields).where(eq(assignments.id, assignment)).run();
    set({ hints: { kind: "off" } });
    expect((await hint("sum")).stderr).toContain("The assignment “Sums” has no hints.");
    set({ hints: { kind: "afterAttempts", count: 3 } });
    expect((await hint("sum")).stderr).toContain("after 3 more failed attempts at “Sums”");
    const { rules } = db.select().from(assignments).where(eq(assignments.id, assignment)).get()!;
    const exam = {
      ...rules,
      opensAtMs: Date.now() - HOUR_MS,
      dueAtMs: Date.now() + HOUR_MS,
    };
    set({ hints: { kind: "on" }, isExam: true, rules: exam });
    const run = await hint("sum", "--lang", "zh-CN");
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain("现在不能打开提示。这道练习正在考试");
    expect(opened()).toEqual([]);
  });

  test("without an account, it says where the hints are", async () => {
    const nobody = makeHome();
    const run = await runGradus(["hint", "sum", "--server", site.url], nobody);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(`open ${site.url}/exercises/tiny/sum, or run gradus login`);
  });

  test("the bundle of the exercise contains no hint", async () => {
    const answer = await fetch(`${site.url}/api/v1/exercises/tiny/sum/bundle`);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    for (const hidden of [NUDGE, IDEA, "hints"]) expect(text).not.toContain(hidden);
  });
});
