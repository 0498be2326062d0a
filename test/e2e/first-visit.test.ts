// The first hour of a site: npm start on an empty data folder, the owner's link, a course with a
// join link; then a student who tries an exercise as a guest, signs up through the link, submits
// and reads the report. Keyboard only wherever a student could use it.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../grader/doors/packs.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { LLM_PRIMER, ROOT } from "../support/packs.ts";

const SOLUTION = readFileSync(join(LLM_PRIMER, "count-parameters", "reference.ts"), "utf8");
const WRONG = SOLUTION.replace(/return [^;]*;/, "return [] as never;");

const START_MS = 90_000;

/** npm start, as in the README, on an empty data folder. */
async function npmStart(
  dataFolder: string,
): Promise<{ url: string; said: string; child: ChildProcess }> {
  const child = spawn("npm", ["start"], {
    cwd: ROOT,
    env: { ...process.env, GRADUS_DATA: dataFolder, PORT: "0", LC_ALL: "C" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  for (
    const untilMs = performance.now() + START_MS;
    performance.now() < untilMs && child.exitCode === null;
    await sleep(50)
  ) {
    const url = /Gradus is running at (http:\S+)/.exec(said)?.[1];
    if (url !== undefined && said.includes("/setup/")) return { url, said, child };
  }
  throw new Error(`npm start did not get there: ${said}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  // npm and all its children, like a terminal's Ctrl-C.
  process.kill(-child.pid, "SIGINT");
  await gone;
}

describe.skipIf(CHROMIUM === undefined)(`a new site${NEEDS_CHROMIUM}`, () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof npmStart>>;
  let joinLink: string;
  const dataFolder = mkdtempSync(join(tmpdir(), "gradus-first-"));
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), npmStart(dataFolder)]);
    joinLink = await makeCourse();
  }, START_MS + 60_000);
  afterAll(async () => {
    await browser?.close();
    if (server !== undefined) await end(server.child);
    rmSync(dataFolder, { recursive: true, force: true });
  });

  /**
   * The owner follows the link in the terminal, creates an account and a course, and gets a join
   * link.
   */
  async function makeCourse(): Promise<string> {
    const setup = /http:\/\/\S+\/setup\/\S+/.exec(server.said)?.[0];
    if (setup === undefined) throw new Error(`no link in: ${server.said}`);
    const { page, complaints, close } = await openVisitor(browser, server.url, "en");
    await page.goto(new URL(setup).pathname);
    await page.getByLabel("Name", { exact: false }).first().fill("Olivia Owner");
    await page.locator("[name=username]").fill("olivia");
    await page.locator("[name=password]").fill("correct horse battery");
    await page.locator(".account-form button.primary").click();
    await page.goto("/manage");
    await page
      .locator("form[action='/manage/courses'] input[name=title]")
      .fill("Machine learning 101");
    await page.locator("form[action='/manage/courses'] button").click();
    await page.locator(".course-nav a[href$='/people']").click();
    await page.waitForURL("**/people");
    await page.locator("form[action*='/links#'] button").click();
    await page.waitForURL("**/people#links");
    const link = /\/join\/[0-9a-z]+/.exec(await page.content())?.[0];
    if (link === undefined) throw new Error("no join link among the course's people");
    expect(complaints).toEqual([]);
    // The link worked once.
    expect((await page.goto(new URL(setup).pathname))?.status()).toBe(404);
    await close();
    return link;
  }

  async function replaceCode(page: Page, code: string): Promise<void> {
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(code);
  }

  test.each([
    ["zh-CN", 1280],
    ["en", 1280],
    ["zh-CN", 390],
  ] as const)(
    "a student in %s on a window of %i px: guest, sign-up by the join link, submission, report",
    async (language: Language, width) => {
      const t = makeTranslator(language);
      const { page, complaints, close } = await openVisitor(browser, server.url, language, {
        viewport: { width, height: 844 },
      });
      await page.goto("/");
      await page
        .getByRole("link", { name: language === "en" ? /Count the parameters/ : /数一数参数/ })
        .first()
        .click();
      await page.waitForURL("**/exercises/llm-primer/count-parameters");
      await page.waitForSelector(".cm-content");

      // As a guest: wrong first, and the strip shows it; then right.
      await replaceCode(page, WRONG);
      await page.waitForSelector("#live-test-report .group.failed, #live-test-report .notice.bad");
      await replaceCode(page, SOLUTION);
      await expect
        .poll(() => page.locator("#live-test-report .failed").count(), { timeout: 20_000 })
        .toBe(0);
      await expect
        .poll(() => page.locator("#live-test-state").textContent(), { timeout: 20_000 })
        .toBe(t("editor.liveTests.all"));
      expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);

      // The teacher's join link; the code comes along.
      await page.goto(joinLink);
      await page.locator(`a[href^="/sign-up"]`).last().click();
      await page.locator("[name=name]").fill("Lin Student");
      await page.locator("[name=username]").fill(`lin-${language.toLowerCase()}-${width}`);
      await page.locator("[name=password]").fill("a long enough password");
      await page.locator("[name=password]").press("Enter");
      await page.waitForURL("**/courses/**");
      expect(await page.locator("h1").textContent()).toContain("Machine learning 101");
      await page.goto("/exercises/llm-primer/count-parameters");
      await page.waitForSelector(".cm-content");
      await expect
        .poll(() => page.locator(".cm-content").textContent(), { timeout: 10_000 })
        .toContain("listParameters");
      await expect
        .poll(() => page.locator("#live-test-report .failed").count(), { timeout: 20_000 })
        .toBe(0);

      await page.locator(".cm-content").focus();
      await page.keyboard.press("Control+Enter");
      await page.waitForURL("**/submissions/*");
      await page.waitForSelector(".verdict-line.good");
      const verdict = await page.locator(".verdict-line").textContent();
      expect(verdict).toContain(t("verdict.accepted"));
      expect(verdict).toContain(t("report.points", { score: 12, maxScore: 12 }));
      const groups = await page.locator(".group").count();
      expect(groups).toBeGreaterThan(2);
      expect(await page.locator(".group.passed").count()).toBe(groups);
      expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);

      // It is in the history, and the list shows it as done.
      await page.goto("/submissions");
      expect(await page.locator("table.history tbody tr").count()).toBe(1);
      await page.goto("/");
      expect(await page.locator(".badge.good").first().textContent()).toContain(
        t("site.list.solved"),
      );
      expect(complaints).toEqual([]);
      await close();
    },
  );
});
