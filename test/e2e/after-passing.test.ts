// After passing, in Chromium, with real slots: on to the next exercise, and one's own code beside
// the reference and other solutions, with errors and times.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { LLM_PRIMER } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PATIENT = { timeout: 60_000 };
/** Its reference uses a package, so it runs as the pack's own code. */
const EXERCISE = "/exercises/llm-primer/fit-a-line";
const ACCEPTED = readFileSync(
  join(LLM_PRIMER, "fit-a-line", "submissions", "accepted", "qr.ts"),
  "utf8",
);

describe.skipIf(CHROMIUM === undefined)(`after passing${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    const options = { packsFolder: LLM_PRIMER, liveTestShare: 1, practiceSolutions: true };
    [site, browser] = await Promise.all([startSite(options), openBrowser()]);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", PATIENT);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  async function pass(page: Page) {
    await page.goto(EXERCISE);
    await page.locator(".cm-content").fill(ACCEPTED);
    await page.locator(".cm-content").press("Control+Enter");
    await page.waitForURL(/\/submissions\//, PATIENT);
    await page.locator(".verdict-line.good").waitFor(PATIENT);
  }
  const cells = (page: Page) => page.locator("table tbody tr").allInnerTexts();

  test.each([
    ["en", "light", 1280],
    ["zh-CN", "dark", 1280],
    ["en", "dark", 390],
    ["zh-CN", "light", 390],
  ] as const)("by keyboard, in %s, %s, %i px wide", async (language, colorScheme, width) => {
    const t = makeTranslator(language);
    const { page, complaints, close } = await openVisitor(browser, site.url, language, {
      colorScheme,
      viewport: { width, height: 844 },
    });
    await pass(page);
    const next = page.locator("nav.actions a.primary");
    expect(await next.textContent()).toContain(
      language === "en" ? "Next exercise: " : "下一道练习：",
    );
    expect(await seriousErrors(page)).toEqual([]);
    await page.getByRole("link", { name: t("solutions.title") }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: t("solutions.measured") }).waitFor(PATIENT);

    const [mine, reference, ...others] = await cells(page);
    expect(mine).toContain(t("solutions.yours"));
    expect(reference).toContain(t("solutions.reference"));
    for (const row of [mine, reference, ...others])
      expect(row).toMatch(language === "en" ? /× the tolerance|exactly/ : /容差的 .+ 倍|完全一致/);
    // Coloured, and with the same text.
    // The island colours it when it has loaded.
    await expect
      .poll(() => page.locator("pre.solution .tok-keyword").count(), PATIENT)
      .toBeGreaterThan(2);
    expect((await page.locator("pre.solution code").first().textContent())!.trim()).toBe(
      ACCEPTED.trim(),
    );
    expect(await page.evaluate("document.querySelectorAll('pre.solution').length")).toBe(2);
    expect(await seriousErrors(page)).toEqual([]);
    expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);

    const choice = page.getByRole("link", { name: "eigen.js" });
    await choice.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "eigen.js" }).waitFor(PATIENT);
    expect(await choice.getAttribute("aria-current")).toBe("true");

    await page.getByRole("link", { name: t("solutions.back") }).click();
    await next.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/exercises\/llm-primer\/(?!fit-a-line)/, PATIENT);
    expect(complaints).toEqual([]);
    await close();
  });

  test("without scripts the page is the same, without colours", async () => {
    const scripted = await openVisitor(browser, site.url, "en");
    await pass(scripted.page);
    const address = `${new URL(scripted.page.url()).pathname}/solutions`;
    const plain = await openVisitor(browser, site.url, "en", {
      javaScriptEnabled: false,
      storageState: await scripted.page.context().storageState(),
    });
    await plain.page.goto(address);
    expect((await cells(plain.page)).length).toBeGreaterThan(3);
    expect(await plain.page.locator("pre.solution").count()).toBe(2);
    expect(await plain.page.locator(".tok-keyword").count()).toBe(0);
    await plain.close();
    await scripted.close();
  });

  test("code that does not pass leads nowhere", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en");
    await page.goto(EXERCISE);
    await page.locator(".cm-content").fill("export const fit = 1;");
    await page.locator(".cm-content").press("Control+Enter");
    await page.waitForURL(/\/submissions\//, PATIENT);
    await page.locator(".verdict-line.bad").waitFor(PATIENT);
    expect(await page.locator('a[href$="/solutions"]').count()).toBe(0);
    expect(await page.locator("nav.actions").count()).toBe(0);
    const answer = await page.goto(`${page.url()}/solutions`);
    expect(answer!.status()).toBe(404);
    await close();
  });
});
