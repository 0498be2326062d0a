// Chromium for tests, where there is one.

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

export const CHROMIUM = process.env["GRADUS_CHROMIUM"] ?? "/usr/bin/chromium";
export const hasChromium = existsSync(CHROMIUM);
/** For `describe.skipIf(noBrowser !== undefined)`, and said in its name. */
export const noBrowser = hasChromium ? undefined : `there is no ${CHROMIUM}`;

let browser: Browser | undefined;

export async function openBrowser(): Promise<Browser> {
  browser ??= await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return browser;
}

/** In a browser of its own as far as cookies and storage go; another page of the same one: `page.context().newPage()`. */
export async function openPage(language: "zh-CN" | "en" = "en", options: BrowserContextOptions = {}): Promise<Page> {
  const context = await (await openBrowser()).newContext({ locale: language, viewport: { width: 1400, height: 900 }, ...options });
  return context.newPage();
}

export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}
