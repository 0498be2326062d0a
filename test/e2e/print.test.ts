// What is printed of an exercise and of a report: everything in full, light, and nothing that only
// works on a screen.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { startSite, type TestSite } from "../support/site.ts";

const SUM = "/exercises/tiny/sum";
const LINES = 180;
/** Longer than the window and wider than the paper; the sum is wrong. */
const CODE = [
  ...Array.from({ length: LINES - 2 }, (_, i) => `// line ${i + 1}`),
  `// ${"wide ".repeat(80)}`,
  "export const total = (values: number[]): number => values.length;",
].join("\n");

describe.skipIf(CHROMIUM === undefined)(`printing${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ liveTestShare: 1 }), openBrowser()]);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", { timeout: 30_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  async function visit(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const { page, complaints, close } = await openVisitor(browser, site.url, "en", {
      colorScheme: "dark",
      ...options,
    });
    onTestFinished(async () => {
      await close();
      expect(complaints).toEqual([]);
    });
    await page.goto(path);
    return page;
  }

  /** As the browser does before it prints. */
  async function preparePrint(page: Page): Promise<void> {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
  }

  /** How many pixels of it are cut off, to the right and below. */
  const clipped = (page: Page, selector: string) =>
    page.locator(selector).evaluate((element) => ({
      x: Math.max(0, element.scrollWidth - element.clientWidth),
      y: Math.max(0, element.scrollHeight - element.clientHeight),
    }));

  async function expectOnPaper(page: Page): Promise<void> {
    for (const selector of ["header.site", "footer.site", ".actions", "#goal", ".jump"])
      for (const element of await page.locator(selector).all())
        expect([selector, await element.isVisible()]).toEqual([selector, false]);
    const [text, surface] = await page.evaluate<[string, string]>(
      "(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.documentElement))",
    );
    const light = (color: string) => /\d+/.exec(color)![0].length === 3;
    expect([light(surface), light(text)]).toEqual([true, false]);
    expect(await clipped(page, "body")).toEqual({ x: 0, y: 0 });
  }

  test("an exercise: the statement and the whole code", async () => {
    const page = await visit(SUM);
    const editor = page.locator(".cm-content");
    await editor.waitFor({ timeout: 20_000 });
    await editor.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(CODE);
    await page.locator(".live-test-state").filter({ hasText: /\d/ }).waitFor({ timeout: 20_000 });
    expect(await page.locator(".cm-line").count()).toBeLessThan(LINES);
    await preparePrint(page);
    await expectOnPaper(page);
    expect(await page.locator(".cm-line").count()).toBe(LINES);
    for (const selector of ["#statement", ".cm-scroller", "#results"])
      expect([selector, await clipped(page, selector)]).toEqual([selector, { x: 0, y: 0 }]);
    await expect.poll(() => page.locator("#statement h1").isVisible()).toBe(true);
  });

  test("an exercise without scripts: the whole code, too", async () => {
    const page = await visit(SUM, { javaScriptEnabled: false });
    await page.fill("#source", CODE);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect((await clipped(page, "#source")).y).toBe(0);
  });

  test("a report: long lines of the code are wrapped", async () => {
    const page = await visit(SUM, { javaScriptEnabled: false });
    await page.fill("#source", CODE);
    await page.click("#submit");
    await page.waitForURL(/submissions/);
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator(".verdict-line").textContent();
      })
      .toContain("wrong answer");
    await preparePrint(page);
    await expectOnPaper(page);
    expect(await clipped(page, ".code-scroll")).toEqual({ x: 0, y: 0 });
    expect(await page.locator(".verdict-line").isVisible()).toBe(true);
    // A line number does not wrap, and makes no line of code taller.
    const [first, last] = await Promise.all(
      ["// line 1", "// line 120"].map((text) =>
        page.locator("table.diff tr", { hasText: new RegExp(`${text}$`) }).boundingBox(),
      ),
    );
    expect(last!.height).toBe(first!.height);
  });
});
