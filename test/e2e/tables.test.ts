// Uploaded tables in Chromium: a roster in an uncertain encoding, with a shifted line; another
// encoding and another column are chosen without scripts; a changed gradebook as a workbook; a
// Canvas gradebook.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { createCourse } from "../../src/membership/create-course.ts";
import { enrolments, users } from "../../src/db/schema.ts";
import { writeExcel } from "../../src/gradebook/write-export.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { ROOT } from "../support/packs.ts";
import { signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const fixture = (name: string) => readFileSync(join(ROOT, "test/fixtures/tables", name));
/** "姓名,用户名,学号,备注" and three lines in GB18030, the second with an extra comma. */
const rosterOf = (number: string) =>
  Buffer.concat([
    fixture("rosters/gbk-rare-names.csv").subarray(0, 9),
    Buffer.from(",login,note\r\n"),
    Buffer.from([0xd5, 0xc5, 0x86, 0xb4]),
    Buffer.from(`,${number},zhangzhe,x\r\n`),
    Buffer.from([0xcd, 0xf5, 0x88, 0xd2]),
    Buffer.from(",, 102,wangkun,x\r\n"),
  ]);

describe.skipIf(CHROMIUM === undefined)(`uploaded tables${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    site = await startSite();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  /** axe is a script too: without scripts it would never return. */
  const look = async (page: Page, where: string, hasScripts: boolean) => {
    expect(hasScripts ? await seriousErrors(page) : [], where).toEqual([]);
    expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
    expect(await page.locator("h1").count(), where).toBe(1);
  };

  test.each<["zh-CN" | "en", "light" | "dark", number, boolean, string]>([
    ["zh-CN", "light", 1280, true, "101"],
    ["en", "dark", 390, true, "201"],
    ["en", "light", 390, false, "301"],
  ])(
    "in %s, %s, %i px wide, with scripts: %s",
    async (language, colorScheme, width, javaScriptEnabled, number) => {
      const { db } = site.services;
      const owner = await signUp(site, `tables-${language.toLowerCase()}-${colorScheme}`);
      const course = createCourse(
        db,
        language === "en" ? "Machine learning" : "机器学习导论",
        owner.userId,
        { language },
      );
      const assignmentId = makeAssignment(db, {
        courseId: course,
        title: language === "en" ? "Warm-up" : "热身",
        points: 10,
      });
      const { page, complaints, close } = await openVisitor(browser, site.url, language, {
        colorScheme,
        viewport: { width, height: 844 },
        javaScriptEnabled,
      });
      await page.context().addCookies(
        owner.cookie.split("; ").map((pair) => ({
          name: pair.slice(0, pair.indexOf("=")),
          value: pair.slice(pair.indexOf("=") + 1),
          url: site.url,
        })),
      );
      const root = `/courses/${course}`;
      const upload = async (path: string, name: string, buffer: Buffer) => {
        await page.goto(root + path);
        await page
          .locator("[name=file]")
          .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
        await page.locator("form:has([name=file]) button").click();
      };

      await upload("/people/import", "roster.csv", rosterOf(number));
      await page.waitForSelector("#import");
      expect(await page.locator(".notice.warn").first().innerText()).toContain("张喆");
      expect(await page.locator("main").innerText()).toMatch(/note/);
      await look(page, "a roster's preview", javaScriptEnabled);
      // Another encoding, and back.
      await page.locator("#field-encoding").selectOption("Windows-1252");
      await page.locator("details.folded form button").click();
      await page.waitForSelector(".notice.warn:has-text('ÕÅ')");
      await page.locator("details.folded:not([open]) > summary").click();
      await page.locator("#field-encoding").selectOption("GB18030");
      // The other of the two columns of one kind.
      await page.locator("[name='column.username']").selectOption("2");
      await page.locator("details.folded form button").click();
      await page.waitForSelector("#new");
      expect(await page.locator("section[aria-labelledby=new] tbody").innerText()).toMatch(
        new RegExp(`张喆\\s+${number}`),
      );
      await look(page, "a roster's preview with another column", javaScriptEnabled);
      // The browser already requires both boxes.
      await page.locator("[name=namesAreRight]").check();
      await page.locator("[name=partial]").check();
      await page.locator("#import button.primary").click();
      await page.waitForSelector("form[action$='/links']");
      const made = db
        .select({ id: users.id, name: users.name, username: users.username })
        .from(enrolments)
        .innerJoin(users, eq(users.id, enrolments.userId))
        .where(eq(enrolments.courseId, course))
        .all()
        .filter(({ id }) => id !== owner.userId);
      expect(made).toEqual([{ id: expect.any(String), name: "张喆", username: number }]);

      const book = await writeExcel(
        [
          ["ID", "Name", `x [${assignmentId}]`, "Bonus"],
          [made[0]!.id, "张喆", 8.25, 1],
          [null, "Average", 8.25, null],
        ],
        "scores",
      );
      await upload("/gradebook/import", "scores.xlsx", book);
      await page.waitForSelector(".import-changes");
      expect(await page.locator(".import-changes tbody").innerText()).toMatch(/8\.25/);
      await look(page, "a gradebook's preview", javaScriptEnabled);

      const canvas =
        `Student,ID,SIS User ID,SIS Login ID,Section,${language === "en" ? "Warm-up" : "热身"} ` +
        "(77),Essay (78)\n" +
        `"喆, 张",9001,S1,${number},A,,\n` +
        "Nobody,9002,S2,nobody,A,,\n";
      await upload("/gradebook/canvas", "canvas.csv", Buffer.from(canvas));
      await page.waitForSelector("form[action$='/canvas/apply']");
      await look(page, "Canvas's gradebook", javaScriptEnabled);
      await page.locator("form[action$='/canvas/apply'] button").click();
      await page.waitForSelector(".notice.good");
      expect(complaints).toEqual([]);
      await close();
    },
    180_000,
  );
});
