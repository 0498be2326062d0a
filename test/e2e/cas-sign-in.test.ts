// Signing in by CAS in a real browser, with a server on another site: from the start page, by
// keyboard, in both languages, light and dark, and on a phone.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rosterSeats } from "../../src/db/roster-schema.ts";
import { users } from "../../src/db/schema.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { type CasServer, startCasServer } from "../support/cas-server.ts";
import { casSettings } from "../support/come-by-cas.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PASSWORD = "a long enough password";

describe.skipIf(CHROMIUM === undefined)(`signing in by CAS${NEEDS_CHROMIUM}`, () => {
  let cas: CasServer;
  let site: TestSite;
  let only: TestSite;
  let browser: Browser;
  beforeAll(async () => {
    cas = await startCasServer();
    const open = async (overrides: Parameters<typeof startSite>[0] = {}) => {
      const port = await freePort();
      return startSite({
        port,
        // Another site than the server's 127.0.0.1.
        publicUrl: `http://localhost:${port}`,
        cas: { ...casSettings(cas), name: "示例大学 Example University" },
        ...overrides,
      });
    };
    [site, only, browser] = await Promise.all([open(), open({ ssoOnly: true }), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    await only?.close();
    await cas?.close();
  });

  const name = "示例大学 Example University";
  async function look(page: Page, where: string): Promise<void> {
    expect(await seriousErrors(page), where).toEqual([]);
    expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
    expect(await page.locator("h1").count(), where).toBe(1);
  }

  test.each([
    ["zh-CN", "light", 1280],
    ["en", "dark", 390],
    ["zh-CN", "dark", 390],
    ["en", "light", 1280],
  ] as const)(
    "in %s, %s, %i px wide: from the start page to the course of one's student number, and out again",
    async (language, colorScheme, width) => {
      const t = makeTranslator(language);
      const number = `2026${language === "en" ? 1 : 2}${width}`;
      const { db } = site.services;
      db.insert(users)
        .values({
          id: `teacher-${number}`,
          name: "Teacher",
          email: `teacher-${number}@uni.example`,
          createdAt: new Date(),
          updatedAt: new Date(),
        })
        .run();
      const courseId = createCourse(db, `Course of ${number}`, `teacher-${number}`);
      db.insert(rosterSeats)
        .values({
          id: `seat-${number}`,
          courseId,
          name: "林小雨",
          username: number,
          email: "",
          createdAt: new Date(),
          createdBy: `teacher-${number}`,
        })
        .run();
      cas.person = { user: number, attributes: { displayName: "Lin Xiaoyu" } };
      const { page, complaints, close } = await openVisitor(
        browser,
        site.config.publicUrl,
        language,
        { colorScheme, viewport: { width, height: 844 } },
      );
      await page.goto("/");
      await page.locator(".account a[href^='/sign-in']").click();
      await page.waitForURL("**/sign-in**");
      await look(page, "the sign-in page");
      await page.getByRole("button", { name: t("account.signIn.provider", { name }) }).focus();
      await page.keyboard.press("Enter");
      await page.waitForURL(`${site.config.publicUrl}/`);
      expect(await page.locator(".account a[href='/settings']").textContent()).toBe("Lin Xiaoyu");
      expect((await page.goto(`/courses/${courseId}`))?.status()).toBe(200);
      await page.goto("/settings");
      expect(await page.locator("section[aria-labelledby=sign-ins] strong").textContent()).toBe(
        name,
      );
      await look(page, "settings");

      await page.locator(".account form button").click();
      await page.waitForURL("**/sign-in?done=out");
      await look(page, "signed out");
      await page.getByRole("link", { name: t("institution.signOutThere", { name }) }).click();
      await page.waitForURL(`${cas.url}/logout`);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test.each([
    ["zh-CN", "light", 390],
    ["en", "dark", 1280],
  ] as const)(
    "in %s, %s, %i px wide: a site that accepts nothing else, its owner's form, and a failed sign-in",
    async (language, colorScheme, width) => {
      const t = makeTranslator(language);
      const username = `owner-${language.toLowerCase()}`;
      const { response } = await only.services.auth.api.signUpEmail({
        body: { name: "Olga", email: `${username}@x.example`, password: PASSWORD, username },
        returnHeaders: true,
      });
      only.services.db
        .update(users)
        .set({ siteRole: "owner" })
        .where(eq(users.id, response.user.id))
        .run();
      const { page, complaints, close } = await openVisitor(
        browser,
        only.config.publicUrl,
        language,
        { colorScheme, viewport: { width, height: 844 } },
      );
      for (const path of ["/sign-in", "/sign-up", "/forgot-password"]) {
        await page.goto(path);
        await look(page, path);
      }
      cas.person = { user: "somebody" };
      cas.answer = (answer) => void answer.end("<html></html>");
      await page.goto("/sign-in");
      await page.getByRole("button", { name: t("account.signIn.provider", { name }) }).click();
      await page.waitForURL("**/sign-in?error=cas_garbled");
      cas.answer = undefined;
      expect(await page.locator(".notice.bad").textContent()).toBe(
        t("institution.cas.garbled", { name }),
      );
      await look(page, "a failed sign-in");

      await page.getByRole("link", { name: t("institution.only.owner") }).click();
      await page.waitForURL("**/sign-in?owner=1");
      await look(page, "the owner's form");
      await page.locator("[name=login]").fill(username);
      await page.locator("[name=password]").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForURL(`${only.config.publicUrl}/`);
      expect(await page.locator(".account a[href='/settings']").textContent()).toBe("Olga");
      expect(complaints).toEqual([]);
      await close();
    },
  );
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
