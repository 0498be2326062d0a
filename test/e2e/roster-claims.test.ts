// A roster's line that a user claims, in Chromium: the preview, the open seats, the line's link,
// verifying an address, sign-in methods, and merging two accounts. Nothing serious for a screen
// reader, nothing wider than the window.

import type { Browser } from "playwright-core";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeVerifyLink } from "../../src/auth/one-time-links.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { enrolments, users } from "../../src/db/schema.ts";
import { rosterSeats } from "../../src/db/roster-schema.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import {
  CLIENT,
  type IdentityProvider,
  startIdentityProvider,
} from "../support/identity-provider.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

describe.skipIf(CHROMIUM === undefined)(`who a user is${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let provider: IdentityProvider;
  let mail: MailServer;
  beforeAll(async () => {
    provider = await startIdentityProvider();
    mail = await startMailServer();
    site = await startSite({
      oidc: { issuer: provider.issuer, ...CLIENT, name: "Example University" },
      mail: { smtpUrl: mail.url, from: "Gradus <gradus@example.org>" },
    });
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await site.close();
    await mail.close();
    await provider.close();
  });

  test.each([
    ["zh-CN", "light", 1280],
    ["en", "dark", 390],
  ] as const)(
    "in %s, %s, %i px wide",
    async (language, colorScheme, width) => {
      const { db } = site.services;
      const suffix = language.toLowerCase();
      const owner = await signUp(site, `owner-${suffix}`);
      db.update(users).set({ siteRole: "owner" }).where(eq(users.id, owner.userId)).run();
      const course = createCourse(
        db,
        language === "en" ? "Machine learning" : "机器学习导论",
        owner.userId,
      );
      const claimant = await signUp(site, `2026001-${suffix}`);
      db.update(users)
        .set({
          email: `bob-${suffix}@uni.example`,
          username: `2026001-${suffix}`,
          displayUsername: `2026001-${suffix}`,
        })
        .where(eq(users.id, claimant.userId))
        .run();
      const double = await signUp(site, `second-${suffix}`);
      db.insert(enrolments)
        .values(
          [claimant, double].map(({ userId }, i) => ({
            courseId: course,
            userId,
            role: "student" as const,
            section: `Lab ${i}`,
            joinedAt: new Date(),
          })),
        )
        .run();
      db.delete(enrolments)
        .where(and(eq(enrolments.courseId, course), eq(enrolments.userId, claimant.userId)))
        .run();

      const { page, complaints, close } = await openVisitor(browser, site.url, language, {
        colorScheme,
        viewport: { width, height: 844 },
      });
      const become = async (person: { cookie: string }) => {
        await page.context().clearCookies({ name: /session/ });
        await page.context().addCookies(
          person.cookie.split("; ").map((pair) => ({
            name: pair.slice(0, pair.indexOf("=")),
            value: pair.slice(pair.indexOf("=") + 1),
            url: site.url,
          })),
        );
      };
      const look = async (where: string) => {
        expect(await seriousErrors(page), where).toEqual([]);
        expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
        expect(await page.locator("h1").count(), where).toBe(1);
      };
      const root = `/courses/${course}/people`;
      const importRoster = async () => {
        await page.goto(`${root}/import`);
        await page
          .locator("[name=text]")
          .fill(
            "name,username,email,section\n" +
              `Bob Real,2026001-${suffix},bob-${suffix}@uni.example,Lab 1\n` +
              `New,new-${suffix},,\n`,
          );
        await page.locator(".roster-form button").click();
        await page.waitForSelector("[name=plan]", { state: "attached" });
      };

      await become(owner);
      await importRoster();
      await look("preview");
      await page.locator("form#import button").click();
      await page.waitForSelector("form[action$='/links']");
      await look("done");
      await page.goto(root);
      await look("open-seats");
      await page.locator(".seats form[action$='/link'] button").click();
      await page.waitForSelector("code.secret");
      await look("seat-link");
      const link = (await page.locator("code.secret").textContent())!;
      expect((await page.goto(new URL(link).pathname))?.status()).toBe(200);
      await look("seat");

      // Ticked in the preview, the account has the seat.
      await importRoster();
      await page.locator("#claim ~ .table-scroll [type=checkbox]").check();
      await page.locator("form#import button").click();
      await page.waitForSelector(".notice.good");
      expect(
        db.select().from(rosterSeats).where(eq(rosterSeats.courseId, course)).all(),
      ).toMatchObject([{ takenBy: claimant.userId }]);
      await page.goto(`${root}/${claimant.userId}`);
      await look("person");

      await become(claimant);
      await page.goto("/settings");
      await look("settings");
      expect((await page.goto(`/verify/${makeVerifyLink(db, claimant.userId)}`))?.status()).toBe(
        200,
      );
      await look("verify");
      await page.locator("main form button").click();
      await page.waitForSelector(".notice.good");
      expect(
        db
          .select({ is: users.emailVerified })
          .from(users)
          .where(eq(users.id, claimant.userId))
          .get(),
      ).toEqual({ is: true });
      await page.goto("/sign-in?error=sign_in_first");
      await page.context().clearCookies({ name: /session/ });
      await page.goto("/sign-in?error=sign_in_first");
      await look("refused");

      await become(owner);
      await page.goto(`/manage/people/${double.userId}/merge?into=2026001-${suffix}`);
      await page.waitForSelector("#preview");
      await look("merge");
      expect(complaints).toEqual([]);
      await close();
    },
    180_000,
  );
});
