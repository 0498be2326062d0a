// The start page and /courses of a user in two courses that share an exercise, in a real browser:
// in both languages, light and dark, on a phone; by keyboard; and changing the language or signing
// in preserves the assignment.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addComment } from "../../src/comments/queries.ts";
import { archiveCourse } from "../../src/courses/change-course.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { newId } from "../../src/db/id.ts";
import { users } from "../../src/db/schema.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const DAY_MS = 24 * 3_600_000;

describe.skipIf(CHROMIUM === undefined)(`a user's own courses${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let teacher: MemberSession;
  let student: MemberSession;
  let autumn: string;
  const work: string[] = [];

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
    const { db } = site.services;
    [teacher, student] = [await signUp(site, "teacher"), await signUp(site, "student")];
    db.$client
      .prepare("update users set site_role = 'courseCreator' where id = ?")
      .run(teacher.userId);
    const join = (courseId: string) => addEnrolment(db, courseId, student.userId);
    const now = Date.now();
    const courses = [
      ["机器学习，2026 年秋", "Asia/Shanghai"],
      ["Machine learning from scratch, spring 2027, with a rather long title", "Europe/Berlin"],
      ["Over", "UTC"],
    ] as const;
    for (const [i, [title, timeZone]] of courses.entries()) {
      const course = createCourse(db, title, teacher.userId, { timeZone });
      join(course);
      if (i === 0) autumn = course;
      work.push(
        makeAssignment(db, {
          courseId: course,
          title: i === 0 ? "求和" : "Sum of a list",
          rules: { dueAtMs: now + (i + 1) * DAY_MS },
        }),
      );
      if (i === 1)
        makeAssignment(db, {
          courseId: course,
          title: "Past due, and still worth something",
          rules: { dueAtMs: now - DAY_MS, late: { kind: "free" } },
        });
      if (i === 2) archiveCourse(db, teacher.userId, course, true);
    }
    addComment(db, {
      actorId: teacher.userId,
      courseId: autumn,
      assignmentId: work[0]!,
      userId: student.userId,
      submissionId: null,
      line: null,
      text: "Well done.",
    });
    const unused = newId();
    db.insert(users)
      .values({
        id: unused,
        name: "Never Here",
        email: "never@example.org",
        createdAt: new Date(),
        updatedAt: new Date(),
        madeByCourse: autumn,
      })
      .run();
    addEnrolment(db, autumn, unused);
    db.$client
      .prepare("update users set site_role = 'owner' where id = ?")
      .run((await signUp(site, "owner")).userId);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const signIn = async (page: Page, { cookie }: MemberSession) => {
    await page.context().clearCookies();
    await page.context().addCookies(
      cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: site.url,
      })),
    );
  };

  test.each([
    ["zh-CN", "light", 390],
    ["en", "dark", 390],
    ["en", "light", 1280],
    ["zh-CN", "dark", 1280],
  ] as const)("in %s, %s, %i pixels wide", async (language, colorScheme, width) => {
    const { page, complaints, close } = await openVisitor(browser, site.url, language, {
      colorScheme,
      viewport: { width, height: 844 },
    });
    const pages = [
      [student, ["/", "/courses"]],
      [teacher, ["/", "/courses", `/courses/${autumn}/people/unused`]],
    ] as const;
    for (const [person, paths] of pages) {
      await signIn(page, person);
      for (const path of paths) {
        const where = `${path} as ${person === student ? "student" : "staff"}`;
        expect((await page.goto(path))?.status(), where).toBe(200);
        expect(await seriousErrors(page), where).toEqual([]);
        expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
        expect(await page.locator("h1").count(), where).toBe(1);
        const folder = process.env["GRADUS_SHOTS"];
        if (folder !== undefined)
          await page.screenshot({
            path: `${folder}/${where.replaceAll("/", "_")}-${language}-${colorScheme}-${width}.png`,
            fullPage: true,
          });
      }
    }
    expect(complaints).toEqual([]);
    await close();
  });

  test("by keyboard from the header to what is due; changing language and appearance preserves the assignment", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en");
    await signIn(page, student);
    await page.goto("/");
    await page
      .getByRole("navigation", { name: "Main" })
      .getByRole("link", { name: "Courses" })
      .press("Enter");
    await page.waitForURL("**/courses");
    await page
      .getByRole("region", { name: "Due next" })
      .getByRole("link", { name: "求和" })
      .press("Enter");
    await page.waitForURL(`**/exercises/tiny/sum?assignment=${work[0]!}`);
    for (const name of ["中文", "深色"]) {
      await page.getByRole("button", { name, exact: true }).press("Enter");
      await page.waitForLoadState();
      expect(new URL(page.url()).search).toBe(`?assignment=${work[0]!}`);
    }
    expect(await page.locator("html").getAttribute("data-theme")).toBe("dark");
    await close();
  });

  test("signing in from an assignment's page returns to it", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en");
    await page.goto(`/exercises/tiny/sum?assignment=${work[1]!}`);
    await page.getByRole("banner").getByRole("link", { name: "Sign in" }).click();
    await page.getByLabel("Email or username").fill("student@example.org");
    await page.getByLabel("Password").fill("long enough a password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(`**/exercises/tiny/sum?assignment=${work[1]!}`);
    expect(await page.getByRole("complementary", { name: "Assignment" }).textContent()).toContain(
      "Machine learning from scratch",
    );
    await close();
  });
});
