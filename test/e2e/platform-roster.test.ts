// A learning platform's roster in Chromium: the preview, the page after it, a failure, the People
// page. Nothing serious for a screen reader, nothing wider than the window.

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eq } from "drizzle-orm";
import { ltiContexts } from "../../src/db/lti-schema.ts";
import { newId } from "../../src/db/id.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { showToolKeys } from "../../src/lti/tool-keys.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import {
  INSTRUCTOR,
  LEARNER,
  type LtiPlatformDouble,
  MEMBERSHIP,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { addRosterService, makeStudents, type RosterService } from "../support/lti/roster.ts";
import { signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PICTURES = process.env["GRADUS_TEST_PICTURES"];

describe.skipIf(CHROMIUM === undefined)(`a platform's roster${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let platform: LtiPlatformDouble;
  let roster: RosterService;
  beforeAll(async () => {
    platform = await startLtiPlatform();
    roster = addRosterService(platform);
    platform.app.get("/tool-keys", async (c) => c.json(await showToolKeys(site.services.db)));
    platform.tool = { login: "", launch: "", root: "", keys: `${platform.url}/tool-keys` };
    site = await startSite();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await site.close();
    await platform.close();
  });

  test.each([
    ["zh-CN", "light", 1280],
    ["zh-CN", "dark", 390],
    ["en", "light", 390],
    ["en", "dark", 1280],
  ] as const)(
    "in %s, %s, %i px wide",
    async (language, colorScheme, width) => {
      const { db } = site.services;
      const suffix = `${language.toLowerCase()}-${colorScheme}`;
      const owner = await signUp(site, `owner-${suffix}`);
      const outsider = await signUp(site, `outsider-${suffix}`);
      const course = createCourse(
        db,
        language === "en" ? "Machine learning" : "机器学习导论",
        owner.userId,
      );
      addEnrolment(db, course, outsider.userId, "student");
      const clientId = `client-${suffix}`;
      platform.clientId = clientId;
      const platformId = registerPlatform(db, platform, { name: "Moodle" });
      const contextId = newId();
      db.insert(ltiContexts)
        .values({
          id: contextId,
          platformId,
          deploymentId: platform.deploymentId,
          contextId: `course-${suffix}`,
          title: language === "en" ? "Machine learning 2026" : "机器学习导论（2026 秋）",
          label: "ML",
          courseId: course,
          membershipsUrl: roster.urlOf(`course-${suffix}`),
          createdAt: new Date(),
        })
        .run();
      roster.fault = undefined;
      const students = makeStudents(6).map((one) => ({
        ...one,
        email: `${one.user_id}-${suffix}@example.edu`,
      }));
      roster.members = [
        { user_id: "teacher", name: "Zhang Wei", roles: [INSTRUCTOR] },
        ...students,
        { user_id: "x1", roles: [LEARNER] },
        { name: "Ghost", roles: [LEARNER] },
        { user_id: "p1", name: "Parent", roles: [`${MEMBERSHIP}#Mentor`] },
      ];

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
        if (PICTURES !== undefined)
          await page.screenshot({ path: `${PICTURES}/${where}-${suffix}.png`, fullPage: true });
      };

      await page.goto(`/courses/${course}/people`);
      await look("people");
      await page.locator(`a[href="/courses/${course}/people/platform"]`).click();
      await page.waitForSelector(`#roster-${contextId}`);
      await look("before");
      await page.locator("button[value=preview]").click();
      await page.waitForSelector("[name=seen]", { state: "attached" });
      await look("preview");
      await page.locator("button[value=sync]").click();
      await page.waitForSelector(".notice.good");
      expect(await page.locator(`#new-${contextId}`).count()).toBe(1);
      expect(await page.locator("#unknown").count()).toBe(1);
      await look("after");

      roster.members = roster.members.filter(({ user_id: id }) => id !== "s0002");
      await page.locator("button[value=sync]").click();
      await page.waitForSelector(`#gone-${contextId}`);
      await look("gone");
      roster.fault = { kind: "status", status: 403, page: 1 };
      await page.locator("button[value=sync]").click();
      await page.waitForSelector(".notice.bad");
      await look("failed");
      const stored = db.select().from(ltiContexts).where(eq(ltiContexts.id, contextId)).get();
      expect(stored).toMatchObject({ rosterError: "403" });
      expect(complaints).toEqual([]);
      await close();
    },
    120_000,
  );
});
