// Trying things out in Chromium, with real slots: an expression by keyboard, own tests that outlive
// the page and the browser, a failing case that becomes one's own test, and the picture in the
// results while typing.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser } from "../support/browser.ts";
import { LLM_PRIMER } from "../support/packs.ts";
import { signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const EXERCISE = "/exercises/llm-primer/fit-a-line";
const PATIENT = { timeout: 60_000 };
const readExample = (path: string) =>
  readFileSync(join(LLM_PRIMER, "fit-a-line/submissions", path), "utf8");
const WRONG = readExample("wrong_answer/no-intercept.ts");
const RIGHT = readExample("accepted/qr.ts");

describe.skipIf(CHROMIUM === undefined)(`trying things out${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([
      startSite({ liveTestShare: 1, packsFolder: LLM_PRIMER }),
      openBrowser(),
    ]);
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
      locale: "en",
      ...options,
    });
    const page = await context.newPage();
    await page.goto(EXERCISE);
    return { context, page, close: () => context.close() };
  }

  async function write(page: Page, source: string) {
    await page.locator(".cm-content").fill(source);
  }

  async function tryOut(page: Page, code: string): Promise<string> {
    await page.locator("#try-code").fill(code);
    await page.locator("#try-code").press("Enter");
    const answer = page.locator("#try-answer");
    await expect.poll(() => answer.innerText(), PATIENT).not.toMatch(/^$|^Running|^正在/);
    return await answer.innerText();
  }

  test.each([
    ["en", "light", 1280],
    ["zh-CN", "dark", 390],
  ] as const)(
    "an expression, and a test made of it, by keyboard: %s, %s, %d px",
    async (locale, colorScheme, width) => {
      const { page, close } = await open({ locale, colorScheme, viewport: { width, height: 900 } });
      await write(page, WRONG);
      expect(await tryOut(page, "predict(fit(X, y), [[6]])")).toContain("[7.200000000000001]");
      expect(await tryOut(page, "fit(X")).toContain("SyntaxError");
      expect(await tryOut(page, 'console.log("printed"); X')).toMatch(/5 x 1[^]*printed/);
      await tryOut(page, "predict(fit(X, y), [[6]])");
      await page.locator("#keep-expected").fill("[5.8]");
      await page.locator("#keep-expected").press("Enter");
      const own = page.locator("ul.own-tests > li");
      await own.first().waitFor(PATIENT);
      await expect.poll(() => own.first().getAttribute("class"), PATIENT).toContain("failed");
      expect(await own.first().innerText()).toContain("5.8");
      expect(await page.evaluate("document.activeElement.id")).toBe("try-code");
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);

      // It runs with the live tests: the code is mended, and it passes.
      await write(page, RIGHT);
      await expect.poll(() => own.first().getAttribute("class"), PATIENT).toContain("passed");
      await page.reload();
      await expect.poll(() => own.count(), PATIENT).toBe(1);
      await own.first().locator("button").focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => own.count(), PATIENT).toBe(0);
      await page.reload();
      await page.locator(".strip").waitFor();
      expect(await page.locator("#own-tests").isHidden()).toBe(true);
      await close();
    },
    120_000,
  );

  test("a failing case, and the smallest one, become own tests that another browser has, too", async () => {
    const ada = await signUp(site, "ada");
    const signIn = async (name: string) => {
      const { page, context } = await open();
      await context.addCookies(
        ada.cookie.split("; ").map((pair) => ({
          name: pair.slice(0, pair.indexOf("=")),
          value: pair.slice(pair.indexOf("=") + 1),
          url: site.url,
        })),
      );
      await page.goto(EXERCISE);
      expect(await page.locator("#draft-state").count(), name).toBe(1);
      return { page, context };
    };
    const first = await signIn("first");
    await write(first.page, readExample("wrong_answer/always-fits-an-intercept.ts"));
    // The call of the smallest failing input goes into the line, and can be run.
    const call = first.page.locator("#live-test-report .smallest [data-try]").first();
    await call.waitFor(PATIENT);
    await call.focus();
    await first.page.keyboard.press("Enter");
    const line = first.page.locator("#try-code");
    expect(await line.inputValue()).toMatch(/^fit\(/);
    await line.press("Enter");
    const answer = first.page.locator("#try-answer");
    await expect.poll(() => answer.innerText(), PATIENT).toContain("coef");

    const keep = first.page.locator("#live-test-report .smallest form.keep-case button");
    await keep.first().waitFor(PATIENT);
    await keep.first().focus();
    await first.page.keyboard.press("Enter");
    const saved = first.page.locator("#own-test-state");
    await expect.poll(() => saved.innerText(), PATIENT).toBe("Added to your tests.");
    const own = first.page.locator("ul.own-tests > li");
    await expect.poll(() => own.count(), PATIENT).toBe(1);
    expect(await own.first().innerText()).toContain('"kind":"ols"');

    const second = await signIn("second");
    await expect.poll(() => second.page.locator("ul.own-tests > li").count(), PATIENT).toBe(1);

    // On the page of a submission it is a form that works without scripts.
    await first.page.locator("#goal button[type=submit]").first().click();
    await first.page.waitForURL(/\/submissions\//, PATIENT);
    const onReport = first.page.locator("form.keep-case button");
    await onReport.nth(1).waitFor(PATIENT);
    await onReport.nth(1).click();
    await first.page.waitForURL(/fit-a-line/, PATIENT);
    await expect.poll(() => own.count(), PATIENT).toBe(2);
    await first.context.close();
    await second.context.close();
  }, 120_000);

  test("without a connection it is said, and nothing is lost", async () => {
    const { page, context, close } = await open();
    await write(page, RIGHT);
    await tryOut(page, "fit(X, y).coef");
    await context.setOffline(true);
    expect(await tryOut(page, "1 + 1")).toContain("cannot be reached");
    await context.setOffline(false);
    expect(await tryOut(page, "1 + 1")).toContain("2");
    await close();
  }, 120_000);

  test.each([
    ["en", "dark"],
    ["zh-CN", "light"],
  ] as const)(
    "the picture of what was built, while typing: %s, %s",
    async (locale, colorScheme) => {
      const { page, close } = await open({ locale, colorScheme });
      await write(page, WRONG);
      const figure = page.locator("#live-test-report .report-figure").first();
      await figure.waitFor(PATIENT);
      const picture = figure.locator("svg");
      expect(await picture.getAttribute("aria-label")).toContain("2.8");
      expect(await picture.locator("circle").count()).toBe(5);
      // The theme decides the colours.
      const paint = await page.evaluate(
        'getComputedStyle(document.querySelector("#live-test-report .fig-own")).stroke',
      );
      expect(paint).toBe(colorScheme === "dark" ? "rgb(111, 199, 187)" : "rgb(23, 96, 90)");
      expect(await seriousErrors(page)).toEqual([]);
      await write(page, RIGHT);
      await expect
        .poll(() => picture.first().getAttribute("aria-label"), PATIENT)
        .not.toContain("2.8");
      await close();
    },
    120_000,
  );
});
