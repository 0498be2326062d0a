// Hints in Chromium: opened by keyboard, with and without a script, and the code stays.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser } from "../support/browser.ts";
import { LLM_PRIMER } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PAGE = "/exercises/llm-primer/count-parameters";
const PATIENT = { timeout: 60_000 };

describe.skipIf(CHROMIUM === undefined)(`hints${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([
      startSite({ packsFolder: LLM_PRIMER, liveTestShare: 1 }),
      openBrowser(),
    ]);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", PATIENT);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  test.each([
    [false, "en", "light"],
    [false, "zh-CN", "dark"],
    [true, "en", "dark"],
    [true, "zh-CN", "light"],
  ] as const)(
    "with scripts: %s, in %s and the %s theme",
    async (javaScriptEnabled, locale, colorScheme) => {
      const context = await browser.newContext({
        baseURL: site.url,
        javaScriptEnabled,
        locale,
        colorScheme,
        viewport: { width: 1280, height: 900 },
      });
      const page = await context.newPage();
      await page.goto(PAGE);
      const editor = javaScriptEnabled ? page.locator(".cm-content") : page.locator("#source");
      await editor.fill("// half done");
      const section = page.locator("#hints");
      expect(await section.locator(".hint-text").count()).toBe(0);
      for (const count of [1, 2, 3]) {
        const button = section.locator("button").first();
        await button.focus();
        await page.keyboard.press("Enter");
        await expect.poll(() => page.locator("#hints .hint-text").count(), PATIENT).toBe(count);
        expect(new URL(page.url()).hash).toBe("#hints-listParameters");
      }
      expect(await section.locator(".hint-text .katex").count()).toBeGreaterThan(0);
      const code = javaScriptEnabled ? await editor.innerText() : await editor.inputValue();
      expect(code).toContain("// half done");
      // The examination of the page is a script.
      expect(javaScriptEnabled ? await seriousErrors(page) : []).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);
      const pictures = process.env["GRADUS_TEST_PICTURES"];
      if (pictures !== undefined)
        await section.screenshot({
          path: `${pictures}/hints-${locale}-${colorScheme}-${javaScriptEnabled}.png`,
        });
      await context.close();
    },
    120_000,
  );
});
