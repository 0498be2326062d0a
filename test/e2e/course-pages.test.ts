// The pages of a course in a real browser, for its staff and a student, on a phone, in both
// languages: axe finds nothing serious, nothing is wider than the window, and the console is empty.
// The pages of people, roster and regrades have their own tests beside this one.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addComment } from "../../src/comments/queries.ts";
import { setExtensions } from "../../src/courses/assignment-pages/save-extensions.ts";
import { setOverride } from "../../src/gradebook/override-score.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { makeSimilarPair } from "../support/make-similar-pair.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { addCourse, enrol, RULES, type Sent, send } from "../support/statistics-world.ts";

const HOUR_MS = 3_600_000;
/** The points of the groups of tiny/sum. */
const POINTS = { shown: 2, fresh: 3, hidden: 5 };

describe.skipIf(CHROMIUM === undefined)(`a course's pages${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let teacher: MemberSession;
  let student: MemberSession;
  let staffPages: string[];
  let studentPages: string[];

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
    [teacher, student] = [await signUp(site, "Teacher"), await signUp(site, "Student")];
    const { db } = site.services;
    const nowMs = Date.now();
    // Still open for the student, who has an extension, and past due for everyone else.
    const { courseId, assignmentId } = addCourse(db, {
      points: 100,
      rules: {
        ...RULES,
        dueAtMs: nowMs - HOUR_MS,
        late: { kind: "deduction", percent: 10, per: "day", floorPercent: 50 },
      },
    });
    db.$client
      .prepare(
        `update assignments set solutions = 'afterPassing',
          announcement = 'Group C: https://example.org/a-rather-long-address/that-has-no-blank-in-it' where id = ?`,
      )
      .run(assignmentId);
    for (const [{ userId }, role] of [
      [teacher, "owner"],
      [student, "student"],
    ] as const)
      addEnrolment(db, courseId, userId, role);
    const attempt = (hoursAgo: number, hidden: number): Sent => ({
      atMs: nowMs - hoursAgo * HOUR_MS,
      verdict: hidden === 1 ? "accepted" : "wrong-answer",
      groups: Object.entries(POINTS).map(([id, points]) =>
        id === "hidden"
          ? { id, points, share: hidden, verdict: hidden === 1 ? "accepted" : "wrong-answer" }
          : { id, points, share: 1, verdict: "accepted" },
      ),
      misconception: hidden === 0 ? "skips-the-first" : null,
    });
    const [submission] = send(db, assignmentId, student.userId, [attempt(30, 1), attempt(29, 0)]);
    const others = Array.from({ length: 11 }, (_, i) =>
      enrol(db, courseId, `Student with a long name, number ${i}`, {
        section: i % 2 === 0 ? "A" : "B",
      }),
    );
    for (const [i, userId] of others.entries())
      if (i > 0)
        send(
          db,
          assignmentId,
          userId,
          Array.from({ length: 1 + (i % 6) }, (_, k) =>
            attempt(20 - k, i % 3 === 0 ? 1 : (i % 3) / 5),
          ),
        );
    const by = { courseId, assignmentId, actorId: teacher.userId };
    setExtensions(
      db,
      by,
      [student.userId],
      { dueAtMs: nowMs + 24 * HOUR_MS, extraAttempts: 1 },
      "ill",
    );
    // Has no score, but a mark.
    setExtensions(db, by, [others[0]!], { dueAtMs: null, extraAttempts: 1 }, "");
    setOverride(
      db,
      { ...by, userId: others[1]! },
      { points: 88, reason: "explained it at the board", actorId: teacher.userId },
    );
    for (const place of [
      { submissionId: submission!, line: 1 },
      { submissionId: null, line: null },
    ])
      addComment(db, { ...by, userId: student.userId, ...place, text: "Why?" });
    const pair = makeSimilarPair(db, { courseId, assignmentId, userIds: [others[1]!, others[2]!] });

    const course = `/courses/${courseId}`;
    const assignment = `${course}/assignments/${assignmentId}`;
    staffPages = [
      course,
      `${course}/settings`,
      `${course}/gradebook`,
      `${course}/gradebook/${assignmentId}/${student.userId}`,
      `${course}/gradebook/${assignmentId}/${others[1]!}`,
      `${course}/gradebook/import`,
      `${course}/statistics`,
      `${course}/regrades`,
      `${course}/audit`,
      `${course}/assignments/new`,
      assignment,
      `${assignment}/extensions`,
      `${assignment}/solutions`,
      `${assignment}/statistics`,
      `${assignment}/similarity`,
      pair,
      `/submissions/${submission}`,
    ];
    studentPages = [
      course,
      `/exercises/tiny/sum?assignment=${assignmentId}`,
      `/submissions/${submission}`,
      `${assignment}/solutions`,
      "/settings/delete",
    ];
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  test.each([
    ["zh-CN", "light"],
    ["en", "dark"],
  ] as const)("in %s, %s", async (language, colorScheme) => {
    const { page, complaints, close } = await openVisitor(browser, site.url, language, {
      colorScheme,
      viewport: { width: 390, height: 844 },
    });
    for (const [{ cookie }, pages] of [
      [teacher, staffPages],
      [student, studentPages],
    ] as const) {
      await page.context().clearCookies();
      await page.context().addCookies(
        cookie.split("; ").map((pair) => ({
          name: pair.slice(0, pair.indexOf("=")),
          value: pair.slice(pair.indexOf("=") + 1),
          url: site.url,
        })),
      );
      for (const path of pages) {
        const where = `${path} as ${pages === staffPages ? "staff" : "student"}`;
        expect((await page.goto(path))?.status(), where).toBe(200);
        if (path.endsWith("/gradebook")) await page.waitForSelector(".grid-body .grid-row");
        expect(await seriousErrors(page), where).toEqual([]);
        expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
        expect(await page.getAttribute("html", "lang"), where).toBe(language);
        expect(await page.locator("h1").count(), where).toBe(1);
      }
    }
    expect(complaints).toEqual([]);
    await close();
  });
});
