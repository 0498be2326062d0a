// "What would the reference say?" in Chromium, with real slots: a number of a failing case is
// changed, the reference answers, and during an exam nobody is answered.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser } from "../support/browser.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { TINY } from "../support/packs.ts";
import { signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const EXERCISE = "/exercises/tiny/sum";
const PATIENT = { timeout: 60_000 };
const SKIPS_THE_FIRST = readFileSync(
  join(TINY, "sum", "submissions", "wrong_answer", "skips-the-first.ts"),
  "utf8",
);
const HOUR_MS = 3_600_000;
/** New results replace the elements of older ones. */
const MARK = 'window.marked = document.querySelector("details.ask-reference"), 0';
const IS_MARKED_SHOWN = "window.marked.isConnected";

describe.skipIf(CHROMIUM === undefined)(`questions to the reference${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ liveTestShare: 1 }), openBrowser()]);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", PATIENT);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  async function open(options: BrowserContextOptions = {}) {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    return { page: await context.newPage(), close: () => context.close() };
  }

  /** The exercise's page with code that fails, and the question of the first failing case open. */
  async function openQuestion(page: Page) {
    await page.goto(EXERCISE);
    await page.locator(".cm-content").fill(SKIPS_THE_FIRST);
    const details = page.locator("#live-test-report details.ask-reference").first();
    const form = details.locator("form");
    await details.waitFor(PATIENT);
    await details.locator("summary").focus();
    await page.keyboard.press("Enter");
    return {
      area: form.locator("textarea"),
      button: form.locator("button"),
      answer: form.locator(".reference-answer"),
    };
  }

  test.each([
    ["en", "light", "The reference returns", "line 1, column 4"],
    ["zh-CN", "dark", "参考实现的输出", "第 1 行第 4 列"],
  ] as const)(
    "in the results of the live tests, by keyboard, in %s and the %s theme",
    async (locale, colorScheme, told, place) => {
      const offline = makeTranslator(locale)("reference.offline");
      const { page, close } = await open({ locale, colorScheme });
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      const { area, button, answer } = await openQuestion(page);
      expect(await area.inputValue()).toBe("[1, 2, 3]");
      expect(await answer.getAttribute("aria-live")).toBe("polite");
      await area.fill("[1, 2, 40]");
      // Nothing is sent until someone asks.
      expect(
        requests.some((url) => url.includes("reference-answers") && !url.endsWith(".js")),
      ).toBe(false);
      await button.focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => answer.innerText(), PATIENT).toContain("43");
      expect(await answer.innerText()).toContain(told);
      expect(await page.evaluate("document.activeElement.textContent")).toBe(
        await button.textContent(),
      );
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);

      // New results replace the report; what was written and the answer stay.
      await page.evaluate(MARK);
      await page.locator(".cm-content").fill(`${SKIPS_THE_FIRST}// once more\n`);
      await expect.poll(() => page.evaluate(IS_MARKED_SHOWN), PATIENT).toBe(false);
      expect(await area.inputValue()).toBe("[1, 2, 40]");
      expect(await answer.innerText()).toContain("43");
      expect(await area.isVisible()).toBe(true);

      // The key that submits code elsewhere asks here.
      await area.fill("[1,,2]");
      await page.keyboard.press("Control+Enter");
      await expect.poll(() => answer.innerText(), PATIENT).toContain(place);
      await area.fill('["a"]');
      await page.keyboard.press("Control+Enter");
      await expect.poll(() => answer.innerText(), PATIENT).toContain("must be a list of numbers");
      expect(new URL(page.url()).pathname).toBe(EXERCISE);

      // Without a connection the question stays, and can be asked again.
      await page.context().setOffline(true);
      await area.fill("[1, 2, 5]");
      await page.keyboard.press("Control+Enter");
      await expect.poll(() => answer.innerText(), PATIENT).toBe(offline);
      await page.context().setOffline(false);
      await page.keyboard.press("Control+Enter");
      await expect.poll(() => answer.innerText(), PATIENT).toContain("8");
      expect(await area.inputValue()).toBe("[1, 2, 5]");
      await close();
    },
    120_000,
  );

  test("without scripts, on a page of its own", async () => {
    const { page, close } = await open({ javaScriptEnabled: false });
    await page.goto(`${EXERCISE}/reference-answers`);
    await page.locator("textarea").fill("[1, 2, 40]");
    await page.locator("form.reference-question button").click();
    expect(await page.locator(".reference-answer").innerText()).toContain("43");
    expect(await page.locator("textarea").inputValue()).toBe("[1, 2, 40]");
    expect(await sidewaysPx(page)).toBe(0);
    await close();
  });

  test("on the page of a submission", async () => {
    const { page, close } = await open({ colorScheme: "dark" });
    await page.goto(EXERCISE);
    await page.locator(".cm-content").fill(SKIPS_THE_FIRST);
    await page.locator("#goal button").first().click();
    await page.waitForURL("**/submissions/**", PATIENT);
    const details = page.locator("#status details.ask-reference").first();
    await details.waitFor(PATIENT);
    await details.locator("summary").click();
    await details.locator("textarea").fill("[100]");
    await details.locator("button").click();
    const answer = details.locator(".reference-answer");
    await expect.poll(() => answer.innerText(), PATIENT).toContain("100");
    expect(await seriousErrors(page)).toEqual([]);
    await close();
  }, 120_000);

  test("while an exam runs, an open page is refused, and new results offer no question", async () => {
    const { page, close } = await open({ locale: "en" });
    const { area, button, answer } = await openQuestion(page);
    const { db } = site.services;
    const { userId } = await signUp(site, "teacher");
    const exam = makeAssignment(db, {
      courseId: createCourse(db, "Another course", userId),
      isExam: true,
      rules: { opensAtMs: Date.now() - HOUR_MS, dueAtMs: Date.now() + HOUR_MS },
    });
    await area.fill("[1, 2, 40]");
    await button.click();
    await expect.poll(() => answer.innerText(), PATIENT).toContain("An exam on this exercise");
    expect(await answer.innerText()).not.toContain("43");
    await page.evaluate(MARK);
    await page.locator(".cm-content").fill(`${SKIPS_THE_FIRST}// under exam\n`);
    await expect.poll(() => page.evaluate(IS_MARKED_SHOWN), PATIENT).toBe(false);
    expect(await page.locator("#live-test-report .case").count()).toBeGreaterThan(0);
    expect(await page.locator("details.ask-reference").count()).toBe(0);
    db.$client.prepare("delete from assignments where id = ?").run(exam);
    await close();
  }, 120_000);
});
