// What a submission counts for, in Chromium: two courses that share an exercise, a sign-out in
// another tab, a due time that passes while the page is open, used-up attempts, a lost connection;
// and the deduction that the button announces.

import { eq } from "drizzle-orm";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { assignments } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { makeAssignment, PLAIN_RULES } from "../support/make-assignment.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { SUM_RIGHT } from "../support/submissions.ts";

const SUM = "/exercises/tiny/sum";
const HOUR_MS = 3_600_000;
const PATIENT = { timeout: 30_000 };
const TEN_PERCENT = { kind: "deduction", percent: 10, per: "day", floorPercent: 50 } as const;

describe.skipIf(CHROMIUM === undefined)(`what a submission counts for${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let student: MemberSession;
  let number = 0;
  let autumn: string;
  let spring: string;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ liveTestShare: 1 }), openBrowser()]);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", PATIENT);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });
  beforeEach(async () => {
    const { db } = site.services;
    student = await signUp(site, `student-${++number}`);
    const teacher = await signUp(site, `teacher-${number}`);
    const assign = (title: string) => {
      const courseId = createCourse(db, title, teacher.userId);
      addEnrolment(db, courseId, student.userId);
      return makeAssignment(db, { courseId, title: "Linear regression" });
    };
    autumn = assign("ML autumn");
    spring = assign("ML spring");
  });

  const setRules = (id: string, rules: Partial<Rules>) =>
    void site.services.db
      .update(assignments)
      .set({ rules: { ...PLAIN_RULES, ...rules } })
      .where(eq(assignments.id, id))
      .run();
  const sent = () =>
    site.services.db
      .select()
      .from(submissions)
      .where(eq(submissions.userId, student.userId))
      .orderBy(submissions.submittedAt)
      .all();
  const goal = (page: Page) => page.locator("#goal");
  const editor = (page: Page) => page.locator(".cm-content");
  const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

  /**
   * A browser of the student's, on the page, with the right code in its editor. At the end its
   * console must be empty.
   */
  async function visit(
    path: string,
    { language = "en", ...options }: { language?: "zh-CN" | "en" } & BrowserContextOptions = {},
  ): Promise<Page> {
    const { page, complaints, close } = await openVisitor(browser, site.url, language, options);
    onTestFinished(async () => {
      await close();
      expect(complaints).toEqual([]);
    });
    await page.context().addCookies(
      student.cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: site.url,
      })),
    );
    await page.goto(path);
    if (options.javaScriptEnabled === false) {
      await page.locator("#source").fill(SUM_RIGHT);
      return page;
    }
    await editor(page).waitFor(PATIENT);
    await editor(page).click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(SUM_RIGHT);
    return page;
  }
  /** The first line of the report, after it is graded. */
  async function firstLine(page: Page): Promise<string> {
    await page.waitForURL("**/submissions/*", PATIENT);
    await page.locator(".verdict-line.good").waitFor(PATIENT);
    return page.locator("#status > :first-child").innerText();
  }
  /** The server asked: the page is still there, with the code. */
  async function asked(page: Page, words: string | RegExp): Promise<void> {
    await expect.poll(() => goal(page).getByRole("alert").innerText(), PATIENT).toMatch(words);
    expect(await editor(page).innerText()).toContain("values.reduce");
    expect(new URL(page.url()).pathname).toBe(SUM);
  }

  test("two courses share the exercise: both are named, and the pressed button decides", async () => {
    const page = await visit(SUM);
    expect(await page.locator("#statement").innerText()).toContain(
      "More than one of your courses has assigned this exercise.",
    );
    expect(await button(page, /^Submit/).allInnerTexts()).toEqual(
      expect.arrayContaining([
        "Submit to ML autumn, Linear regression",
        "Submit to ML spring, Linear regression",
      ]),
    );
    expect(await seriousErrors(page)).toEqual([]);
    // The keyboard shortcut does not choose for the student either.
    await page.keyboard.press("ControlOrMeta+Enter");
    await asked(page, "Which assignment is this for?");
    expect(sent()).toEqual([]);
    await button(page, "Submit to ML spring, Linear regression").click();
    expect(await firstLine(page)).toBe("Counts for ML spring, Linear regression: 100 of 100");
    expect(sent()).toMatchObject([{ assignmentId: spring, isPractice: false }]);
    await page.goto("/submissions");
    expect(await page.locator("table.history").innerText()).toContain(
      "Counts for ML spring, Linear regression: 100 of 100",
    );
  });

  test("signed out in another tab: the page asks, the student signs in again in a third, and submits the code from the first", async () => {
    const page = await visit(`${SUM}?assignment=${autumn}`);
    const other = await page.context().newPage();
    await other.goto("/");
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.waitForURL("**/");
    await button(page, "Submit to ML autumn, Linear regression").click();
    await asked(page, /You are signed out\s+Sign in to submit to ML autumn, Linear regression\./);
    expect(await seriousErrors(page)).toEqual([]);
    expect(
      site.services.db.select().from(submissions).where(eq(submissions.assignmentId, autumn)).all(),
    ).toEqual([]);
    const [third] = await Promise.all([
      page.context().waitForEvent("page"),
      goal(page).getByRole("link", { name: "Sign in (opens a new tab)" }).click(),
    ]);
    await third.locator("[name=login]").fill(`student-${number}@example.org`);
    await third.locator("[name=password]").fill("long enough a password");
    await third.locator("[name=password]").press("Enter");
    await third.waitForURL(`**${SUM}?assignment=${autumn}`);
    await button(page, "Submit to ML autumn, Linear regression").click();
    expect(await firstLine(page)).toBe("Counts for ML autumn, Linear regression: 100 of 100");
    expect(sent()).toMatchObject([{ assignmentId: autumn, isPractice: false }]);
  });

  test.each([
    [
      "en",
      "The due date has passed",
      "Submit late to ML autumn, Linear regression (10% off)",
      "Counts for ML autumn, Linear regression: 90 of 100 (10% off for late work)",
    ],
    [
      "zh-CN",
      "截止时间已过",
      "迟交到“ML autumn”的作业“Linear regression”（扣 10%）",
      "计入“ML autumn”的作业“Linear regression”：90 / 100 分（迟交，扣 10%）",
    ],
  ] as const)(
    "the due time passes while the page is open (%s)",
    async (language, title, late, line) => {
      setRules(autumn, { dueAtMs: Date.now() + HOUR_MS, late: TEN_PERCENT });
      const page = await visit(`${SUM}?assignment=${autumn}`, { language });
      setRules(autumn, { dueAtMs: Date.now() - HOUR_MS, late: TEN_PERCENT });
      await page.locator("#submit").click();
      await asked(page, title);
      expect(await seriousErrors(page)).toEqual([]);
      expect(sent()).toEqual([]);
      await button(page, late).click();
      expect(await firstLine(page)).toBe(line);
      expect(sent()).toMatchObject([{ assignmentId: autumn, saidToCount: true }]);
    },
  );

  test("without scripts the same question is a page, with the code in it", async () => {
    setRules(autumn, { dueAtMs: Date.now() + HOUR_MS, late: TEN_PERCENT });
    const page = await visit(`${SUM}?assignment=${autumn}`, { javaScriptEnabled: false });
    setRules(autumn, { dueAtMs: Date.now() - HOUR_MS, late: TEN_PERCENT });
    await page.locator("#submit").click();
    expect(await page.locator("h1").innerText()).toBe("The due date has passed");
    expect(await page.locator("#source").inputValue()).toBe(SUM_RIGHT);
    expect(sent()).toEqual([]);
    await page.locator("#submit").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/submissions/*");
    expect(sent()).toMatchObject([{ assignmentId: autumn, source: SUM_RIGHT }]);
  });

  test("the question's page has no serious error, on a phone and in dark mode", async () => {
    setRules(autumn, { dueAtMs: Date.now() + HOUR_MS, late: TEN_PERCENT });
    const page = await visit(`${SUM}?assignment=${autumn}`, {
      viewport: { width: 390, height: 800 },
      colorScheme: "dark",
    });
    setRules(autumn, { dueAtMs: Date.now() - HOUR_MS, late: TEN_PERCENT });
    // As a page without scripts would send it.
    await Promise.all([
      page.waitForURL("**/submissions?**", PATIENT),
      page.evaluate(
        `HTMLFormElement.prototype.submit.call(document.getElementById("editor-form"))`,
      ),
    ]);
    expect(await page.locator("h1").innerText()).toBe("The due date has passed");
    expect(await seriousErrors(page)).toEqual([]);
    expect(await sidewaysPx(page)).toBe(0);
  });

  test("attempts used up in another tab: refused, and practice is offered", async () => {
    setRules(autumn, { attempts: { kind: "limited", count: 1 } });
    const page = await visit(`${SUM}?assignment=${autumn}`);
    const other = await page.context().newPage();
    await other.goto(`${SUM}?assignment=${autumn}`);
    await editor(other).waitFor(PATIENT);
    expect(await goal(other).innerText()).toContain("1 attempt left");
    await button(other, "Submit to ML autumn, Linear regression").click();
    await other.waitForURL("**/submissions/*", PATIENT);
    await button(page, "Submit to ML autumn, Linear regression").click();
    await asked(page, "All attempts are used");
    await button(page, "Submit as practice (does not count)").click();
    expect(await firstLine(page)).toBe("Practice: does not count for ML autumn, Linear regression");
    expect(sent()).toMatchObject([
      { isPractice: false },
      { isPractice: true, assignmentId: autumn },
    ]);
  });

  test("the button shows the cost before the first attempt; later attempts show their number", async () => {
    setRules(autumn, {
      dueAtMs: Date.UTC(2099, 0, 1, 4),
      lateUntilMs: Date.UTC(2099, 0, 8, 4),
      late: TEN_PERCENT,
      attempts: { kind: "worth", points: [10, 7, 5] },
    });
    const page = await visit(`${SUM}?assignment=${autumn}`);
    const costs = await goal(page).innerText();
    for (const words of [
      "due Jan 1, 2099",
      "3 attempts left",
      "attempts earn up to 100, 70, 50 points",
      "the next one up to 100",
      "late work: 10% off per day, down to 50%",
      "last day for late work: Jan 8, 2099",
    ])
      expect(costs).toContain(words);
    await page.locator("#submit").click();
    expect(await firstLine(page)).toBe("Counts for ML autumn, Linear regression: 100 of 100");
    await page.goto(`${SUM}?assignment=${autumn}`);
    await editor(page).waitFor(PATIENT);
    expect(await goal(page).innerText()).toContain(
      "2 attempts left · attempts earn up to 100, 70, 50 points · the next one up to 70",
    );
    await page.locator("#submit").click();
    expect(await firstLine(page)).toBe(
      "Counts as attempt 2 of 3 for ML autumn, Linear regression: 70 of 100; the best attempt is 1, with 100",
    );
  });

  test("offline: the page and the code stay, and the next press sends them", async () => {
    const page = await visit(`${SUM}?assignment=${autumn}`);
    await page.context().setOffline(true);
    await page.locator("#submit").click();
    await expect
      .poll(() => page.locator("[data-notice=send]").innerText(), PATIENT)
      .toMatch(/^Not submitted: the server cannot be reached\./);
    expect(await editor(page).innerText()).toContain("values.reduce");
    expect(await seriousErrors(page)).toEqual([]);
    await page.context().setOffline(false);
    await button(page, "Try again").click();
    expect(await firstLine(page)).toBe("Counts for ML autumn, Linear regression: 100 of 100");
    expect(sent().length).toBe(1);
  });

  test("a gateway that answers for the server: the same, and a submission that had arrived is not recorded twice", async () => {
    const page = await visit(`${SUM}?assignment=${autumn}`);
    let tries = 0;
    await page.route("**/submissions?**", async (route) => {
      tries += 1;
      if (tries > 1) return route.continue();
      // The server has it; only its answer was lost.
      await route.fetch();
      await route.fulfill({ status: 502, contentType: "text/html", body: "<h1>Bad Gateway</h1>" });
    });
    await page.locator("#submit").click();
    await expect
      .poll(() => page.locator("[data-notice=send]").innerText(), PATIENT)
      .toContain("HTTP 502");
    await button(page, "Try again").click();
    expect(await firstLine(page)).toBe("Counts for ML autumn, Linear regression: 100 of 100");
    expect(sent().length).toBe(1);
  });
});
