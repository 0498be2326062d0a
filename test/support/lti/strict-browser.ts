// A browser whose user has blocked cookies of the tool on the platform's pages: not even those that
// browsers keep apart for each site ("Partitioned") come back. Only a profile of the whole Chromium
// can say so, for a pair of sites; the headless shell has no profiles.

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";

export const WHOLE_CHROMIUM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => existsSync(path));

/** For the title of a describe block: says why it is skipped. */
export const NEEDS_WHOLE_CHROMIUM =
  WHOLE_CHROMIUM === undefined ? " (skipped: there is no Chromium; apt install chromium)" : "";

const BLOCKED = 2;
const BLOCKED_PAIR = "http://127.0.0.1,http://localhost";

export interface StrictVisitor {
  page: Page;
  /** Everything that the pages write to their consoles. */
  complaints: string[];
  close: () => Promise<void>;
}

/** The tool is on "127.0.0.1", in frames of "localhost". */
export async function openStrictVisitor(options: BrowserContextOptions): Promise<StrictVisitor> {
  const profile = mkdtempSync(join(tmpdir(), "gradus-profile-"));
  mkdirSync(join(profile, "Default"));
  const exceptions = { cookies: { [BLOCKED_PAIR]: { setting: BLOCKED } } };
  writeFileSync(
    join(profile, "Default", "Preferences"),
    JSON.stringify({ profile: { content_settings: { exceptions } } }),
  );
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: WHOLE_CHROMIUM!,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // In place of Playwright's own list, with which the whole block is off.
      "--disable-features=LocalNetworkAccessChecks,IsolateOrigins,site-per-process",
      // All frames in one process. Playwright sometimes loses a frame that goes to another process
      // and back at once, as a login does: the server saw all of it, and the test none.
      "--disable-site-isolation-trials",
    ],
    timezoneId: "UTC",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const complaints: string[] = [];
  const listen = (page: Page) => {
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
  };
  context.on("page", listen);
  return {
    page: await context.newPage(),
    complaints,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** The cookies that a server of the tool's site gets back, as a page of its own and in a frame. */
export async function readCookies(page: Page, platformUrl: string) {
  const server = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    if (request.url === "/set") {
      response.setHeader("set-cookie", [
        "plain=1; SameSite=None; Secure; Path=/",
        "apart=1; SameSite=None; Secure; Partitioned; Path=/",
      ]);
      response.end("<script>location.replace('/got')</script>");
    } else response.end(`<p>${request.headers.cookie ?? "none"}</p>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/set`;
  await page.goto(address);
  const alone = await page.locator("p").innerText();
  await page.context().clearCookies();
  await page.goto(`${platformUrl}/keys`);
  await page.setContent(`<iframe src="${address}"></iframe>`);
  const inFrame = await page.frameLocator("iframe").locator("p").innerText();
  server.close();
  return { alone, inFrame };
}
