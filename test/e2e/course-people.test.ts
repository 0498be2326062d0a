// A course's people, its roster and its settings, in Chromium: nothing serious for a screen reader,
// nothing wider than the window, and a manual import.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import { makeFirstLink } from "../../src/auth/one-time-links.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { users } from "../../src/db/schema.ts";
import { eq } from "drizzle-orm";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const ROSTER = {
  "zh-CN": "姓名,学号,邮箱,班级\n王小明,20260001,xm@example.org,1 班\n李雷,20260002,,2 班\n",
  en: "name,username,email,section\nAda Byron,ada,ada@example.org,Lab 1\nAlan Turing,alan,,Lab 2\n",
};

describe.skipIf(CHROMIUM === undefined)(`a course's people${NEEDS_CHROMIUM}`, () => {
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

  test.each([
    ["zh-CN", "light", 1280],
    ["en", "dark", 390],
  ] as const)(
    "in %s, %s, %i px wide",
    async (language, colorScheme, width) => {
      const { db } = site.services;
      const owner = await signUp(site, `owner-${language.toLowerCase()}`);
      const course = createCourse(
        db,
        language === "en" ? "Machine learning" : "机器学习导论",
        owner.userId,
        { timeZone: "Asia/Shanghai" },
      );
      const student = await signUp(site, `student-${language.toLowerCase()}`);
      addEnrolment(db, course, student.userId, "student", { section: "Lab 1" });
      const { page, complaints, close } = await openVisitor(browser, site.url, language, {
        colorScheme,
        viewport: { width, height: 844 },
      });
      await page.context().addCookies(
        owner.cookie.split("; ").map((pair) => ({
          name: pair.slice(0, pair.indexOf("=")),
          value: pair.slice(pair.indexOf("=") + 1),
          url: site.url,
        })),
      );
      const look = async (where: string) => {
        expect(await seriousErrors(page), where).toEqual([]);
        expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
        expect(await page.locator("h1").count(), where).toBe(1);
      };
      const root = `/courses/${course}`;
      for (const path of ["/people", `/people/${student.userId}`, "/settings", "/people/import"]) {
        expect((await page.goto(root + path))?.status(), path).toBe(200);
        await look(path);
      }

      await page.locator("[name=file]").setInputFiles({
        name: "roster.csv",
        mimeType: "text/csv",
        buffer: Buffer.from(ROSTER[language].replace("\n", "\nA,,wrong\n")),
      });
      await page.locator(".roster-form button").click();
      await page.waitForSelector(".notice.bad");
      await look("a preview with errors");
      await page.goto(`${root}/people/import`);
      await page.locator("[name=text]").fill(ROSTER[language]);
      await page.locator(".roster-form button").click();
      await page.waitForSelector("[name=plan]", { state: "attached" });
      await look("a preview");
      await page.locator(".actions button.primary").click();
      await page.waitForSelector("form[action$='/links']");
      await look("an import that is done");
      const download = page.waitForEvent("download");
      await page.locator("form[action$='/links'] button").click();
      expect((await download).suggestedFilename()).toMatch(/^first-links-\w+\.csv$/);
      await page.goto(`${root}/people?q=${language === "en" ? "Lab" : "班"}`);
      expect(await page.locator("tbody tr").count()).toBe(language === "en" ? 3 : 2);

      // The first link leads to a password.
      const { id } = db
        .select({ id: users.id })
        .from(users)
        .where(eq(users.username, language === "en" ? "ada" : "20260001"))
        .get()!;
      expect((await page.goto(`/reset/${makeFirstLink(db, id)}`))?.status()).toBe(200);

      await page.goto(root);
      await page.locator(".view-as-student button").click();
      await page.waitForSelector(".notice.view-as");
      await look("as a student");
      await page.locator(".notice.view-as button").click();
      await page.waitForSelector(".view-as-student");
      await page.goto(`${root}/settings`);
      await page.locator("form[action$='/archive'] button").click();
      await page.waitForSelector("form[action$='/reopen']");
      await look("settings of a course that is over");
      await page.goto(`${root}/people`);
      await look("people of a course that is over");
      expect(complaints).toEqual([]);
      await close();
    },
    180_000,
  );
});
