// The page of a withdrawn exercise, with the reader's draft, in Chromium.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const DRAFT = "export const total = (values: number[]) => 1; // my draft\n";

describe.skipIf(CHROMIUM === undefined)(`a withdrawn exercise${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let student: MemberSession;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
    student = await signUp(site, "student");
    const { $client } = site.services.db;
    // As after a publication without the exercise `gone`, which had the files of `sum`.
    $client.exec(
      `insert into exercises (pack_id, id, hash, position, published_at, withdrawn_at)
       select pack_id, 'gone', hash, 9, published_at, published_at from exercises where id = 'sum'`,
    );
    $client
      .prepare(
        `insert into drafts (user_id, pack_id, exercise_id, source, revision, saved_at)
         values (?, 'tiny', 'gone', ?, 1, 1)`,
      )
      .run(student.userId, DRAFT);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  test.each([
    ["en", "light", 1280],
    ["zh-CN", "dark", 390],
  ] as const)("in %s, %s, %i px wide", async (language, colorScheme, width) => {
    const t = makeTranslator(language);
    const { page, complaints, close } = await openVisitor(browser, site.url, language, {
      colorScheme,
      viewport: { width, height: 844 },
    });
    await page.context().addCookies(
      student.cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: site.url,
      })),
    );
    const answer = await page.goto("/exercises/tiny/gone");
    expect(answer!.status()).toBe(410);
    expect(await page.getByText(t("editor.withdrawn.gone")).isVisible()).toBe(true);
    await expect.poll(() => page.locator("pre.solution .tok-comment").count()).toBe(1);
    expect(await page.locator("pre.solution").innerText()).toContain("my draft");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: t("submission.download") }).press("Enter");
    expect((await download).suggestedFilename()).toBe("draft.ts");
    expect(await seriousErrors(page)).toEqual([]);
    expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await close();
  });
});
