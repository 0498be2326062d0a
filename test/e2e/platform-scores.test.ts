// The page of the scores that go to learning platforms, in Chromium: by keyboard, in both languages
// and themes, on a phone.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { ltiLineItems, ltiScores, ltiSendings } from "../../src/db/lti-schema.ts";
import { HOUR_MS } from "../../src/durations.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { addContext } from "../support/lti/add-context.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

describe.skipIf(CHROMIUM === undefined)(`scores on platforms${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let teacher: MemberSession;
  let course: string;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
    // The platform behind these rows is nowhere.
    site.services.gradeSender.stop();
    const { db } = site.services;
    teacher = await signUp(site, "teacher");
    const student = await signUp(site, "li");
    course = createCourse(db, "Machine learning", teacher.userId, { timeZone: "Asia/Shanghai" });
    addEnrolment(db, course, student.userId);
    const now = new Date();
    const contextId = addContext(db, course, { title: "CS 229: Machine learning" });
    const score = {
      points: 92.5,
      maxPoints: 100,
      isPending: false,
      submittedAt: now.getTime(),
      comment: "",
    };
    const addCell = (
      title: string,
      row: Partial<typeof ltiScores.$inferInsert>,
      fields: Partial<Parameters<typeof makeAssignment>[1]> = {},
    ) => {
      const assignmentId = makeAssignment(db, { courseId: course, title, ...fields });
      const cell = { contextId, assignmentId, userId: student.userId };
      db.insert(ltiScores)
        .values({ ...cell, subject: "li", ...row })
        .run();
      db.insert(ltiSendings)
        .values({ ...cell, at: now, score, outcome: row.error ?? "sent" })
        .run();
      return cell;
    };
    const sent = addCell("Linear regression", { sent: score, sentTimestamp: now });
    const column = { contextId, url: "http://127.0.0.1:9/1", createdAt: now };
    db.insert(ltiLineItems)
      .values({ ...column, assignmentId: sent.assignmentId })
      .run();
    const gone = addCell("Logistic regression", { error: "lineItemMissing" });
    db.insert(ltiLineItems)
      .values({ ...column, assignmentId: gone.assignmentId, missingAt: now })
      .run();
    addCell("Backpropagation", { error: "unreachable", dueAt: new Date(now.getTime() + HOUR_MS) });
    addContext(db, course, { title: "", sendsScores: false, contextId: "second" });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  test.each([
    ["en", "light", 1280],
    ["zh-CN", "dark", 390],
    ["en", "dark", 390],
    ["zh-CN", "light", 1280],
  ] as const)("in %s, %s, %i pixels wide", async (language, colorScheme, width) => {
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
    await page.goto(`/courses/${course}/gradebook`);
    await page.locator("a", { hasText: t("ltiGrades.toPage") }).focus();
    await Promise.all([page.waitForURL(/\/platform$/), page.keyboard.press("Enter")]);
    const text = await page.locator("main").innerText();
    expect(text).toContain(t("ltiGrades.failure.columnMissing", { code: "" }));
    expect(text).toContain(t("ltiGrades.column.missing"));
    expect(text).toContain("92.5/100");
    await page.locator("details.unlink > summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await seriousErrors(page)).toEqual([]);
    expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);
    const folder = process.env["GRADUS_SHOTS"];
    if (folder !== undefined)
      await page.screenshot({
        path: `${folder}/platform-scores-${language}-${colorScheme}-${width}.png`,
        fullPage: true,
      });
    await page
      .locator("button", { hasText: t("ltiGrades.switchOff") })
      .first()
      .focus();
    await Promise.all([page.waitForURL(/done=off$/), page.keyboard.press("Enter")]);
    expect(await page.locator(".notice.good").innerText()).toBe(t("ltiGrades.switchedOff"));
    await page
      .locator("button", { hasText: t("ltiGrades.switchOn") })
      .first()
      .focus();
    await Promise.all([page.waitForURL(/done=on$/), page.keyboard.press("Enter")]);
    expect(complaints).toEqual([]);
    // As before, for the next visitor.
    site.services.db.$client.exec(
      `update lti_contexts set sends_scores = (title <> '');
      update lti_scores set error = 'lineItemMissing', due_at = null
      where assignment_id = (select assignment_id from lti_line_items where missing_at is not null)`,
    );
    await close();
  });
});
