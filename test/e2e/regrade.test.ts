// Regrading in a real browser: started, previewed, applied and undone on its pages, in which axe
// finds no errors.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { openMendedCourse } from "../support/mended-course.ts";
import { PASSWORD } from "../support/quiet-site.ts";

describe.skipIf(CHROMIUM === undefined)(`regrading${NEEDS_CHROMIUM}`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test("is started, previewed, applied and undone", async () => {
    const { site, list, mend, points } = await openMendedCourse();
    await mend();
    const before = points();
    const { page, complaints } = await openVisitor(browser, site.url, "en");
    await page.goto("/sign-in");
    await page.fill("[name=login]", "teacher");
    await page.fill("[name=password]", PASSWORD);
    await page.locator("form:has([name=password]) button[type=submit]").first().click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));

    await page.goto(list);
    await lookAtAll(page, "list");
    await page.getByRole("button", { name: "Start regrade" }).click();
    // The page moves on to the preview by itself.
    await page.getByRole("heading", { name: "Preview" }).waitFor();
    await lookAtAll(page, "preview");
    await page.getByRole("button", { name: "Apply to everyone" }).click();
    await page.getByRole("heading", { name: "Undo" }).waitFor();
    expect(points()).toMatchObject({ ben: 63.3, cam: 70 });
    await lookAtAll(page, "applied");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Scores are as they were before").waitFor();
    expect(points()).toEqual(before);
    await page.goto(list);
    expect(await page.getByRole("row", { name: /undone/ }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await site.close();
  });
});

async function lookAtAll(page: Page, where: string): Promise<void> {
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 390],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    expect(await seriousErrors(page), where).toEqual([]);
    expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}
