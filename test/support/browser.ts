// Debian's Chromium, driven by Playwright: its headless shell if that is installed, which is the
// same engine without windows and takes little more than half of the time; otherwise the whole
// browser. If there is neither, browser tests are skipped, with a message.

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

export const CHROMIUM = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => existsSync(path));

/** For the title of a describe block: says why it is skipped. */
export const NEEDS_CHROMIUM =
  CHROMIUM === undefined ? " (skipped: there is no Chromium; apt install chromium)" : "";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function openBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error("there is no Chromium");
  return chromium.launch({ executablePath: CHROMIUM, args: ARGS });
}

/** A visitor with a separate browser. Collects everything that the page writes to its console. */
export async function openVisitor(
  browser: Browser,
  url: string,
  language: "zh-CN" | "en",
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[]; close: () => Promise<void> }> {
  const context = await browser.newContext({
    baseURL: url,
    locale: language,
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    // The console also reports a refused request; tests look at the page for those.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  return { page, complaints, close: () => context.close() };
}
