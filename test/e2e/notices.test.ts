// Notices in Chromium: the badge, the page, the settings by keyboard, the calendar's address and the
// page that stops mails; in both languages and themes, on a phone, and without scripts.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addComment } from "../../src/comments/queries.ts";
import { setExtensions } from "../../src/courses/assignment-pages/save-extensions.ts";
import { noticeMails, noticeSettings } from "../../src/db/notice-schema.ts";
import { users } from "../../src/db/schema.ts";
import { setOverride } from "../../src/gradebook/override-score.ts";
import { makeUnsubscribeToken } from "../../src/inbox/mail/unsubscribe.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { selectNoticeSettings } from "../../src/notices/deliveries.ts";
import { eq } from "drizzle-orm";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

describe.skipIf(CHROMIUM === undefined)(`notices${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let teacher: MemberSession;
  let courseId: string;
  let assignmentId: string;
  beforeAll(async () => {
    [site, browser] = await Promise.all([
      startSite({ mail: { smtpUrl: "smtp://127.0.0.1:1", from: "gradus@example.org" } }),
      openBrowser(),
    ]);
    const { db } = site.services;
    teacher = await signUp(site, "teacher");
    db.update(users).set({ siteRole: "owner" }).where(eq(users.id, teacher.userId)).run();
    courseId = createCourse(db, "Machine learning", teacher.userId);
    assignmentId = makeAssignment(db, {
      courseId,
      rules: { dueAtMs: Date.UTC(2040, 0, 31, 12) },
    });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  async function signIn(page: Page, { cookie }: MemberSession): Promise<void> {
    await page.context().addCookies(
      cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: site.url,
      })),
    );
  }

  /** A student with a comment, an extension and a score. */
  async function makeStudent(name: string): Promise<MemberSession> {
    const { db } = site.services;
    const student = await signUp(site, name);
    const { userId } = student;
    const actorId = teacher.userId;
    addEnrolment(db, courseId, userId);
    addComment(db, {
      actorId,
      courseId,
      assignmentId,
      userId,
      submissionId: null,
      line: null,
      text: "Good.",
    });
    setExtensions(
      db,
      { courseId, assignmentId, actorId },
      [userId],
      { dueAtMs: Date.UTC(2040, 1, 3, 12), extraAttempts: 2 },
      "",
    );
    setOverride(db, { courseId, assignmentId, userId }, { points: 80, reason: "r", actorId });
    return student;
  }

  async function judge(page: Page, name: string): Promise<void> {
    expect(await seriousErrors(page), name).toEqual([]);
    expect(await sidewaysPx(page), name).toBeLessThanOrEqual(0);
    const folder = process.env["GRADUS_SHOTS"];
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/notices-${name}.png`, fullPage: true });
  }

  test.each([
    ["en", "light", 1280],
    ["zh-CN", "dark", 390],
    ["en", "dark", 390],
    ["zh-CN", "light", 1280],
  ] as const)("by keyboard, in %s, %s, %i pixels wide", async (language, colorScheme, width) => {
    const t = makeTranslator(language);
    const name = `${language}-${colorScheme}-${width}`;
    const student = await makeStudent(`ada-${name}`.toLowerCase());
    const options = { colorScheme, viewport: { width, height: 844 } } as const;
    const { page } = await openVisitor(browser, site.url, language, options);
    await signIn(page, student);

    await page.goto("/map");
    expect(await page.locator("header .badge").getAttribute("aria-label")).toBe(
      t("notice.badge", { count: 3 }),
    );
    await page.locator('header a[href="/notices"]').focus();
    await Promise.all([page.waitForURL("**/notices"), page.keyboard.press("Enter")]);
    expect(await page.locator("main li .badge").count()).toBe(3);
    await judge(page, `list-${name}`);
    await page.reload();
    expect(await page.locator("header .badge, main li .badge").count()).toBe(0);

    await page.locator('main a[href="/settings/notices"]').focus();
    await Promise.all([page.waitForURL("**/settings/notices"), page.keyboard.press("Enter")]);
    await judge(page, `settings-${name}`);
    const select = page.getByLabel(t("notice.kind.comment"));
    await select.focus();
    await page.keyboard.press("End");
    const save = page.getByRole("button", { name: t("notice.form.save"), exact: true });
    await save.focus();
    await Promise.all([page.waitForURL("**?done=saved"), page.keyboard.press("Enter")]);
    const { deliveries } = selectNoticeSettings(site.services.db, student.userId);
    expect(deliveries.comment).toBe("off");

    const create = page.getByRole("button", { name: t("notice.calendar.create") });
    await create.focus();
    await Promise.all([page.waitForURL("**/settings/calendar"), page.keyboard.press("Enter")]);
    const address = await page.locator("code.secret").innerText();
    expect(await (await fetch(new URL(new URL(address).pathname, site.url))).text()).toContain(
      "DTSTART:20400203T120000Z",
    );
    await judge(page, `calendar-${name}`);
    await page.context().close();
  });

  test.each([
    ["en", "light"],
    ["zh-CN", "dark"],
  ] as const)(
    "without scripts: mails are stopped by the page of the link, in %s, %s",
    async (language, colorScheme) => {
      const { db } = site.services;
      const student = await makeStudent(`stop-${language}`.toLowerCase());
      const { page } = await openVisitor(browser, site.url, language, {
        colorScheme,
        javaScriptEnabled: false,
        viewport: { width: 390, height: 844 },
      });
      const token = makeUnsubscribeToken(db, student.userId);
      await page.goto(`/unsubscribe?token=${token}`);
      const t = makeTranslator(language);
      await page.getByRole("button", { name: t("notice.unsubscribe.confirm") }).click();
      expect(await page.locator("main").innerText()).toContain(t("notice.unsubscribe.done"));
      expect(selectNoticeSettings(db, student.userId).deliveries.answer).toBe("site");
      await page.context().close();
    },
  );

  test.each([
    ["en", "dark", 390],
    ["zh-CN", "light", 1280],
  ] as const)(
    "the owner sees which mails wait and why, in %s, %s, %i pixels wide",
    async (language, colorScheme, width) => {
      const { db } = site.services;
      const { userId } = await signUp(site, `wait-${language}`.toLowerCase());
      const now = new Date();
      db.insert(noticeMails)
        .values({
          userId,
          schedule: "soon",
          id: userId,
          createdAt: now,
          dueAt: new Date(now.getTime() + 3_600_000),
          tries: 3,
          error: "EAUTH",
        })
        .run();
      db.insert(noticeSettings)
        .values({
          userId,
          deliveries: {},
          dailyHour: 18,
          refusedAddress: `wait-${language}@example.org`.toLowerCase(),
          refusedCode: "550",
          refusedAt: now,
        })
        .run();
      const options = { colorScheme, viewport: { width, height: 844 } } as const;
      const { page } = await openVisitor(browser, site.url, language, options);
      await signIn(page, teacher);
      await page.goto("/manage/mail");
      const t = makeTranslator(language);
      expect(await page.locator("main").innerText()).toContain(t("notice.queue.failure.signIn"));
      await judge(page, `queue-${language}-${colorScheme}-${width}`);
      await page.context().close();
    },
  );
});
