// The knobs of a statement in a browser: with the keyboard and the pointer, in both languages,
// without scripts, on paper, on a phone, and without a network.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { EXERCISES } from "../support/packs.ts";
import { weighPage } from "../support/page-weight.ts";
import { startSite, type TestSite } from "../support/site.ts";

const REGRESSION = "/exercises/llm-primer/fit-a-line";
const DESCENT = "/exercises/llm-primer/gradient-descent";

describe.skipIf(CHROMIUM === undefined)(`the knobs of a statement${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([
      startSite({ packsFolder: EXERCISES, slots: 0 }),
      openBrowser(),
    ]);
    await vi.waitUntil(() => !site.services.catalogue.hasUnrendered, { timeout: 30_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  async function visit(
    path: string,
    { language = "en", ...options }: BrowserContextOptions & { language?: "en" | "zh-CN" } = {},
  ): Promise<Page> {
    const { page, complaints, close } = await openVisitor(browser, site.url, language, options);
    onTestFinished(async () => {
      await close();
      expect(complaints).toEqual([]);
    });
    await page.goto(path);
    return page;
  }

  /** Spaces in "w = 1" do not break lines. */
  const textOf = async (page: Page, selector: string) =>
    ((await page.locator(selector).textContent()) ?? "").replaceAll("\u00a0", " ").trim();
  const press = async (page: Page, slider: string, key: string, times: number) => {
    await page.locator(slider).focus();
    for (let i = 0; i < times; i++) await page.keyboard.press(key);
  };
  const lineEnds = (page: Page) =>
    page.evaluate<string>(
      '["y1", "y2"].map((name) => document.querySelector(".knobs-line").getAttribute(name)).join()',
    );

  test("the keyboard moves line, place and error, up to the best one", async () => {
    const page = await visit(REGRESSION);
    await page.locator("#knobs-w").waitFor();
    expect(await textOf(page, ".knobs-now")).toBe("Now: w = 0, b = 0, MSE = 17.2");
    expect(await textOf(page, ".knobs-best")).toBe("Best: w = 0.6, b = 2.2, MSE = 0.48");
    const before = await lineEnds(page);
    await press(page, "#knobs-w", "ArrowRight", 1);
    expect(await textOf(page, ".knobs-now")).toBe("Now: w = 0.05, b = 0, MSE = 15.91");
    expect(await lineEnds(page)).not.toBe(before);
    expect(await page.locator("#knobs-w").getAttribute("aria-valuetext")).toBe("0.05");
    await press(page, "#knobs-w", "ArrowRight", 11);
    await press(page, "#knobs-b", "ArrowUp", 22);
    expect(await textOf(page, ".knobs-now")).toBe(
      "Now: w = 0.6, b = 2.2, MSE = 0.48 This is the best place.",
    );
    // Announced once it is quiet, not at each key.
    await expect
      .poll(() => textOf(page, "#knobs [role=status]"))
      .toBe("Now: w = 0.6, b = 2.2, MSE = 0.48 This is the best place.");
    await press(page, "#knobs-b", "ArrowUp", 1);
    expect(await textOf(page, ".knobs-now")).toBe("Now: w = 0.6, b = 2.3, MSE = 0.49");
    await page.getByRole("button", { name: "Back to the start" }).press("Enter");
    expect(await textOf(page, ".knobs-now")).toBe("Now: w = 0, b = 0, MSE = 17.2");
  });

  test("a press on the map of the error goes there", async () => {
    const page = await visit(REGRESSION);
    const best = page.locator(".knobs-best-place");
    await best.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await best.boundingBox())!;
    await page.mouse.click(x + width / 2, y + height / 2);
    expect(await textOf(page, ".knobs-now")).toContain("This is the best place.");
    expect(await page.locator("#knobs-w").inputValue()).toBe("0.6");
  });

  test.each([
    ["en", "Now", "Next epoch", "The current place is outside the map of the error."],
    ["zh-CN", "当前", "下一轮", "当前位置已超出误差图的范围。"],
  ] as const)(
    "a rate shows its path, step by step, in %s",
    async (language, now, next, outside) => {
      const page = await visit(DESCENT, { language });
      await page.locator("#knobs-w").waitFor();
      const steps = page.locator(".knobs-steps circle");
      expect(await steps.count()).toBe(0);
      expect(await page.locator("#knobs-epoch").isVisible()).toBe(false);
      await page.getByLabel("0.07", { exact: true }).focus();
      await page.keyboard.press("Space");
      expect(await steps.count()).toBe(1);
      await page.getByRole("button", { name: next }).press("Enter");
      await press(page, "#knobs-epoch", "ArrowRight", 1);
      expect(await steps.count()).toBe(3);
      expect((await textOf(page, ".knobs-now")).startsWith(now)).toBe(true);
      // The second step at this rate, as the reference walks it.
      expect(await textOf(page, ".knobs-now")).toMatch(/w = 0\.6149[,，]\s?b = 0\.2654[,，]/);
      // A rate that is too large leaves the map.
      await page.getByLabel("0.09", { exact: true }).focus();
      await page.keyboard.press("Space");
      await press(page, "#knobs-epoch", "ArrowRight", 8);
      expect(await textOf(page, ".knobs-note")).toBe(outside);
    },
  );

  test("without scripts, and on paper, there is the figure", async () => {
    const still = await visit(REGRESSION, { javaScriptEnabled: false });
    expect(await still.locator('.statement img[src$="fit.svg"]').isVisible()).toBe(true);
    expect(await still.locator("#knobs").isVisible()).toBe(false);
    expect(await still.locator("pre", { hasText: "points:" }).count()).toBe(0);

    const page = await visit(DESCENT);
    await page.locator("#knobs-w").waitFor();
    expect(await page.locator("#knobs").isVisible()).toBe(true);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#knobs").isVisible()).toBe(false);
    expect(await page.locator('.statement img[src$="rates.svg"]').isVisible()).toBe(true);
  });

  test.each(["light", "dark"] as const)(
    "axe finds nothing in the %s theme, and a phone scrolls down only",
    async (colorScheme) => {
      for (const path of [REGRESSION, DESCENT]) {
        const page = await visit(path, { colorScheme, viewport: { width: 390, height: 844 } });
        await page.locator("#knobs-w").waitFor();
        if (path === DESCENT) await page.getByLabel("0.07", { exact: true }).check();
        expect(await seriousErrors(page)).toEqual([]);
        expect(await sidewaysPx(page)).toBe(0);
        for (const slider of await page.locator("#knobs input[type=range]:visible").all())
          expect((await slider.boundingBox())!.height).toBeGreaterThanOrEqual(32);
      }
    },
  );

  test("a network that is gone changes nothing, since nothing is requested", async () => {
    const page = await visit(DESCENT);
    await page.locator("#knobs-w").waitFor();
    await page.context().setOffline(true);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await press(page, "#knobs-w", "ArrowRight", 3);
    await page.getByLabel("0.01", { exact: true }).check();
    await press(page, "#knobs-epoch", "End", 1);
    expect(await page.locator(".knobs-steps circle").count()).toBe(101);
    expect(requests).toEqual([]);
    await page.context().setOffline(false);
  });

  test("the script is loaded only where there are knobs, and is light", async () => {
    const [plain, drawn] = await Promise.all([
      weighPage(site.url, "/exercises/llm-primer/attention"),
      weighPage(site.url, REGRESSION),
    ]);
    const hasKnobs = ({ files }: typeof plain) =>
      files.some(({ name }) => name.startsWith("/assets/knobs-"));
    expect([hasKnobs(plain), hasKnobs(drawn)]).toEqual([false, true]);
    expect(drawn.gzipBytes - plain.gzipBytes).toBeLessThan(8_000);
    expect(drawn.gzipBytes).toBeLessThanOrEqual(250_000);
  });
});
