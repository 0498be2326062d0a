// Every page in a real browser: axe finds nothing serious, the console is empty, nothing is wider
// than a phone; light and dark, both languages.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { LLM_PRIMER } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";

const WRONG = readFileSync(
  join(LLM_PRIMER, "fit-a-line", "submissions", "wrong_answer", "always-fits-an-intercept.ts"),
  "utf8",
);

describe.skipIf(CHROMIUM === undefined)(`pages${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ packsFolder: LLM_PRIMER }), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  test.each([
    ["zh-CN", "light", 1280],
    ["en", "dark", 1280],
    ["en", "light", 390],
    ["zh-CN", "dark", 390],
  ] as const)("in %s, %s, %i px wide", async (language, colorScheme, width) => {
    const { page, complaints, close } = await openVisitor(browser, site.url, language, {
      colorScheme,
      viewport: { width, height: 844 },
    });
    const look = async (where: string) => {
      expect(await seriousErrors(page), where).toEqual([]);
      expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
      expect(await page.getAttribute("html", "lang"), where).toBe(language);
    };

    await page.goto("/");
    await look("the list");
    await page.goto("/exercises/llm-primer/fit-a-line");
    await page.waitForSelector(".cm-content");
    await page.locator(".cm-content").click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(WRONG);
    await page.waitForSelector("#live-test-report .case");
    await look("an exercise");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL("**/submissions/*");
    await page.waitForSelector(".verdict-line.bad");
    await look("a report");
    const report = page.url();
    await page.goto("/submissions");
    await look("the history");
    await page.goto("/exercises/llm-primer/fit-a-line/submissions");
    await look("the history of one exercise");
    await page.goto("/nothing-here");
    await look("a page that is not there");
    for (const path of ["/sign-in", "/sign-up", "/api"]) {
      await page.goto(path);
      expect(await page.locator("h1").count(), path).toBe(1);
      await look(path);
    }
    expect(complaints).toEqual([]);

    // Other users cannot open this report.
    const other = await openVisitor(browser, site.url, language);
    expect((await other.page.goto(report))?.status()).toBe(404);
    await other.close();
    await close();
  });
});
