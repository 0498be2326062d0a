// Figures of statements in both themes: a figure's paper has the lightness of the page.

import { inflateSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { EXERCISES } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";

/** Red, green and blue of one pixel of the window. */
async function readPixel(page: Page, x: number, y: number): Promise<number[]> {
  const png = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
  const data: Buffer[] = [];
  // After the signature, chunks: length, type, content, checksum.
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  // The first byte says how the row is coded; a row of one pixel is itself in every coding.
  return [...inflateSync(Buffer.concat(data)).subarray(1, 4)];
}

describe.skipIf(CHROMIUM === undefined)(`figures of statements${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    [site, browser] = await Promise.all([
      startSite({ packsFolder: EXERCISES, slots: 0 }),
      openBrowser(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  test.each(["light", "dark"] as const)("in the %s theme", async (colorScheme) => {
    const { page, close } = await openVisitor(browser, site.url, "en", { colorScheme });
    await page.goto("/exercises/llm-primer/fit-a-line");
    const figure = page.locator(".statement img").first();
    await figure.scrollIntoViewIfNeeded();
    await expect
      .poll(() => page.evaluate<number>('document.querySelector(".statement img").naturalWidth'))
      .toBeGreaterThan(0);
    const { x, y } = (await figure.boundingBox())!;
    const paper = await readPixel(page, Math.round(x) + 12, Math.round(y) + 12);
    const beside = await readPixel(page, Math.round(x) - 4, Math.round(y) + 12);
    await close();
    for (const [i, value] of paper.entries()) expect(Math.abs(value - beside[i]!)).toBeLessThan(12);
    expect(paper[0]! > 128).toBe(colorScheme === "light");
  });
});
