// gradus submit says what a submission counts for, asks if that is unclear, and confirms before a
// late deduction.

import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type GoalChoice, submissionAnswer } from "../../../src/api/schemas.ts";
import { chooseGoal } from "../../../src/cli/remote/choose-goal.ts";
import type { Prompt } from "../../../src/cli/remote/prompt.ts";
import { createCourse } from "../../../src/membership/create-course.ts";
import { assignments } from "../../../src/db/schema.ts";
import { submissions } from "../../../src/db/submission-schema.ts";
import type { Rules } from "../../../src/rules/assignment-rules.ts";
import { makeTranslator } from "../../../src/i18n/index.ts";
import { addEnrolment } from "../../support/add-enrolment.ts";
import { type Home, makeHome } from "../../support/home.ts";
import { makeAssignment, PLAIN_RULES } from "../../support/make-assignment.ts";
import { makeMember, type Member } from "../../support/members.ts";
import { runGradus } from "../../support/command-host.ts";
import { startSite, type TestSite } from "../../support/site.ts";
import { SUM_RIGHT } from "../../support/submissions.ts";

const HOUR_MS = 3_600_000;

let site: TestSite;
let ada: Home & Member;
let autumn: string;
let spring: string;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());
beforeEach(() => {
  const { db } = site.services;
  const member = makeMember(db);
  const home = makeHome({ url: site.url, token: member.token });
  ada = { ...home, ...member };
  writeFileSync(join(home.cwd, "mine.ts"), SUM_RIGHT);
  const assign = (title: string) => {
    const courseId = createCourse(db, title, makeMember(db).userId);
    addEnrolment(db, courseId, member.userId);
    return makeAssignment(db, { courseId, title: "Linear regression" });
  };
  [autumn, spring] = [assign("ML autumn"), assign("ML spring")];
});

const gradus = (...args: string[]) => runGradus(args, ada);
const sent = () =>
  site.services.db
    .select()
    .from(submissions)
    .where(eq(submissions.userId, ada.userId))
    .orderBy(submissions.submittedAt)
    .all();
const setRules = (id: string, rules: Partial<Rules>) =>
  void site.services.db
    .update(assignments)
    .set({ rules: { ...PLAIN_RULES, ...rules } })
    .where(eq(assignments.id, id))
    .run();
const firstLine = (text: string) => text.split("\n")[0];

test("two possible assignments: a script gets the list and an error, and nothing is recorded", async () => {
  const run = await gradus("submit", "sum", "mine.ts");
  expect(run).toMatchObject({ code: 2, stdout: "" });
  for (const words of [
    "More than one of your courses has assigned this exercise.",
    `--assignment ${autumn}  ML autumn, Linear regression`,
    `--assignment ${spring}  ML spring, Linear regression`,
    "--practice",
  ])
    expect(run.stderr).toContain(words);
  expect((await gradus("submit", "sum", "mine.ts", "--lang", "zh-CN")).stderr).toContain(
    `--assignment ${autumn}  “ML autumn”的作业“Linear regression”`,
  );
  expect(sent()).toEqual([]);
});

test("the assignment by its course, by both titles or by its id: the first line and the JSON say what it counts for", async () => {
  const run = await gradus("submit", "sum", "mine.ts", "--assignment", "ml AUTUMN");
  expect(run.code).toBe(0);
  expect(firstLine(run.stdout)).toBe("Counts for ML autumn, Linear regression: 100 of 100");
  const json = await gradus(
    "submit",
    "sum",
    "mine.ts",
    "--assignment",
    "ML spring/Linear regression",
    "--json",
  );
  expect(submissionAnswer.parse(JSON.parse(json.stdout)).counts).toMatchObject({
    kind: "counts",
    assignment: { id: spring, course: { title: "ML spring" } },
    points: 100,
    of: 100,
    isScore: true,
  });
  const chinese = await gradus(
    "submit",
    "sum",
    "mine.ts",
    "--assignment",
    spring,
    "--lang",
    "zh-CN",
  );
  expect(firstLine(chinese.stdout)).toBe(
    "“ML spring”的作业“Linear regression”第 2 次提交：100 / 100 分；取最好的一次，即第 1 次，100 分",
  );
  expect(sent().map(({ assignmentId }) => assignmentId)).toEqual([autumn, spring, spring]);
  const wrong = await gradus("submit", "sum", "mine.ts", "--assignment", "ML");
  expect(wrong).toMatchObject({ code: 2, stdout: "" });
  expect(wrong.stderr).toContain(
    "There is no assignment “ML” to submit to. Nothing was submitted.",
  );
});

test("--practice says that it does not count", async () => {
  const run = await gradus("submit", "sum", "mine.ts", "--practice");
  expect(firstLine(run.stdout)).toBe(
    "Practice: does not count. It was not submitted to an assignment.",
  );
  expect(sent()).toMatchObject([{ assignmentId: null, isPractice: true }]);
});

test("late work: refused in a script without the option for it", async () => {
  setRules(autumn, {
    dueAtMs: Date.now() - HOUR_MS,
    late: { kind: "deduction", percent: 10, per: "day", floorPercent: 0 },
  });
  setRules(spring, { dueAtMs: Date.now() - HOUR_MS });
  const run = await gradus("submit", "sum", "mine.ts", "--assignment", autumn);
  expect(run).toMatchObject({
    code: 2,
    stdout: "",
    stderr:
      "gradus: The due date has passed. If you submit to ML autumn, Linear regression now, you " +
      "lose 10%. Nothing was submitted. Use --late to submit anyway, or --practice to submit " +
      "as practice.\n",
  });
  expect((await gradus("submit", "sum", "mine.ts", "--assignment", spring)).stderr).toContain(
    "ML spring, Linear regression: The due date has passed, so submissions do not count now.",
  );
  expect(sent()).toEqual([]);
  expect(
    firstLine((await gradus("submit", "sum", "mine.ts", "--assignment", autumn, "--late")).stdout),
  ).toBe("Counts for ML autumn, Linear regression: 90 of 100 (10% off for late work)");
  expect(
    firstLine((await gradus("submit", "sum", "mine.ts", "--assignment", spring, "--late")).stdout),
  ).toBe("Does not count for ML spring, Linear regression: it was submitted after the due date");
});

test("no attempts left: the server's rule is shown, and practice still works", async () => {
  setRules(autumn, { attempts: { kind: "limited", count: 1 } });
  await gradus("submit", "sum", "mine.ts", "--assignment", autumn);
  const run = await gradus("submit", "sum", "mine.ts", "--assignment", autumn);
  expect(run).toMatchObject({ code: 2, stdout: "" });
  expect(run.stderr).toContain(
    "ML autumn, Linear regression accepts no submission now: All attempts are used.",
  );
  expect(
    firstLine(
      (await gradus("submit", "sum", "mine.ts", "--assignment", autumn, "--practice")).stdout,
    ),
  ).toBe("Practice: does not count for ML autumn, Linear regression");
});

describe("gradus start", () => {
  const startFor = (assignment: string) =>
    gradus("start", "sum", "--server", site.url, "--assignment", assignment, "--to", "sum.ts");

  test("remembers the assignment, also after the file is renamed; status shows it", async () => {
    const started = await startFor("ML spring");
    expect(started.stdout).toContain("Assignment: ML spring, Linear regression");
    expect(firstLine((await gradus("submit", "sum", "sum.ts", "--no-wait")).stdout)).toBe(
      "Counts for ML spring, Linear regression as attempt 1: not graded yet",
    );
    renameSync(join(ada.cwd, "sum.ts"), join(ada.cwd, "mean-of-all.ts"));
    expect(firstLine((await gradus("submit", "sum", "mean-of-all.ts")).stdout)).toContain(
      "for ML spring, Linear regression",
    );
    expect(sent().map(({ assignmentId }) => assignmentId)).toEqual([spring, spring]);
    const status = await gradus("status", "sum");
    expect(status.stdout).toMatch(/ML spring, Linear regression {2}[^\n]*\n {2}mean-of-all\.ts\n/);
    expect(status.stdout).toContain("for ML spring, Linear regression: ");
  });

  test("does not replace the remembered assignment by another course's without a message", async () => {
    await startFor("ML spring");
    site.services.db
      .update(assignments)
      .set({ removedAt: new Date() })
      .where(eq(assignments.id, spring))
      .run();
    const run = await gradus("submit", "sum", "sum.ts");
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toContain(
      "This file's assignment no longer accepts your submissions. Nothing was submitted.",
    );
    expect(run.stderr).toContain(`--assignment ${autumn}`);
    expect(sent()).toEqual([]);
  });

  test("says that two courses have the exercise and none was chosen", async () => {
    const run = await gradus("start", "sum", "--server", site.url);
    expect(run.code).toBe(0);
    expect(run.stdout).toContain("gradus submit will ask which assignment it is for:\n  ML ");
  });
});

describe("in a terminal", () => {
  const goal = (id: string, fields: Partial<GoalChoice> = {}): GoalChoice => ({
    assignment: { id, title: { en: id, "zh-CN": id }, course: { id: "c", title: "Course" } },
    said: "counts",
    counts: true,
    isAccepted: true,
    dueAt: null,
    attemptsLeft: null,
    latePercent: 0,
    words: ["due today"],
    ...fields,
  });
  const context = { t: makeTranslator("en"), language: "en" } as const;
  const answering = (chosen: number, isConfirmed: boolean): Prompt & { asked: string[] } => {
    const asked: string[] = [];
    return {
      asked,
      choose: async (question, lines) => {
        asked.push(question, ...lines);
        return chosen;
      },
      confirm: async (question) => {
        asked.push(question);
        return isConfirmed;
      },
    };
  };

  test("it asks which assignment, with practice as the last choice", async () => {
    const prompt = answering(1, true);
    expect(
      await chooseGoal(context, {
        goals: [goal("a"), goal("b")],
        options: {},
        remembered: undefined,
        prompt,
      }),
    ).toMatchObject({ kind: "assignment", choice: { assignment: { id: "b" } } });
    expect(prompt.asked).toEqual([
      "More than one of your courses has assigned this exercise. Which assignment is this for?",
      "Course, a  due today",
      "Course, b  due today",
      "as practice (does not count)",
    ]);
    expect(
      await chooseGoal(context, {
        goals: [goal("a"), goal("b")],
        options: {},
        remembered: undefined,
        prompt: answering(2, true),
      }),
    ).toEqual({ kind: "practice", beside: undefined });
  });

  test('late work needs a confirmation, and "no" submits nothing', async () => {
    const goals = [goal("a", { said: "late:10", latePercent: 10 })];
    const prompt = answering(0, true);
    expect(
      await chooseGoal(context, { goals, options: {}, remembered: undefined, prompt }),
    ).toMatchObject({ kind: "assignment" });
    expect(prompt.asked).toEqual([
      "The due date has passed. If you submit to Course, a now, you lose 10%. Submit anyway?",
    ]);
    await expect(
      chooseGoal(context, {
        goals,
        options: {},
        remembered: undefined,
        prompt: answering(0, false),
      }),
    ).rejects.toMatchObject({ key: "remote.goal.notSubmitted" });
  });
});
