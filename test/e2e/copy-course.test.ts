// Copying a course into a new term in Chromium, by keyboard alone: preview, then create; without
// scripts, in both languages and themes, on a phone.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTranslator } from "../../src/i18n/index.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

describe.skipIf(CHROMIUM === undefined)(`copying a course${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let teacher: MemberSession;
  let course: string;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
    const { db } = site.services;
    teacher = await signUp(site, "teacher");
    db.$client
      .prepare("update users set site_role = 'courseCreator' where id = ?")
      .run(teacher.userId);
    course = createCourse(db, "Machine learning", teacher.userId);
    makeAssignment(db, {
      courseId: course,
      position: 1,
      rules: {
        opensAtMs: Date.parse("2036-09-01T08:00Z"),
        dueAtMs: Date.parse("2036-09-08T23:59Z"),
      },
    });
    makeAssignment(db, { courseId: course, title: "Gone", exerciseId: "gone", position: 2 });
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
      teacher.cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: site.url,
      })),
    );
    await page.goto(`/courses/${course}/settings`);
    await page.getByRole("link", { name: t("copyCourse.toPage") }).press("Enter");
    await page.getByLabel(t("copyCourse.newTitle")).fill("Spring");
    expect(await page.getByLabel(t("copyCourse.from")).inputValue()).toBe("2036-09-01");
    await page.getByLabel(t("copyCourse.to"), { exact: true }).fill("2037-03-02");
    await page.getByRole("button", { name: t("copyCourse.preview") }).press("Enter");
    const create = page.getByRole("button", { name: t("copyCourse.create") });
    await create.waitFor();
    expect(await page.getByRole("status").innerText()).toBe(t("copyCourse.moved", { count: 182 }));
    expect(await page.getByText(t("copyCourse.gone")).isVisible()).toBe(true);
    expect(await seriousErrors(page)).toEqual([]);
    expect(await sidewaysPx(page)).toBe(0);
    const folder = process.env["GRADUS_PICTURES"];
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/copy-${language}.png`, fullPage: true });
    await create.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Spring" }).waitFor();
    expect(await page.locator(".assignments > li").count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });
});
