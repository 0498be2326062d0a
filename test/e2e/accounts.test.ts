// Accounts in a real browser: by keyboard, in both languages, on a phone, light and dark; several
// browsers of one user; a provider's account.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "../../grader/doors/packs.ts";
import { makeResetLink } from "../../src/auth/one-time-links.ts";
import { makeJoinLink } from "../../src/membership/join-links.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { users } from "../../src/db/schema.ts";
import { sessions } from "../../src/db/auth-schema.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { CLIENT, startIdentityProvider } from "../support/identity-provider.ts";
import { TINY } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PASSWORD = "a long enough password";
const NEW_PASSWORD = "an even longer password";
const SOLUTION = readFileSync(join(TINY, "sum", "submissions", "accepted", "loop.ts"), "utf8");

describe.skipIf(CHROMIUM === undefined)(`accounts${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let course: string;
  let code: string;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
    const { page, close } = await openVisitor(browser, site.url, "en");
    await page.goto(site.setupPath!);
    await fillAccount(page, { name: "Olivia Owner", username: "olivia" });
    await page.waitForURL("**/manage");
    course = createCourse(site.services.db, "Machine learning 101", idOf("olivia"));
    code = makeJoinLink(site.services.db, course);
    await close();
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const idOf = (username: string) =>
    site.services.db.select().from(users).where(eq(users.username, username)).get()!.id;

  async function fillAccount(
    page: Page,
    { name, username }: { name: string; username: string },
  ): Promise<void> {
    await page.locator("[name=name]").fill(name);
    await page.locator("[name=username]").fill(username);
    await page.locator("[name=password]").fill(PASSWORD);
    await page.locator("[name=password]").press("Enter");
  }

  async function signIn(language: Language, login: string, password = PASSWORD) {
    const visitor = await openVisitor(browser, site.url, language);
    await visitor.page.goto("/sign-in");
    await visitor.page.locator("[name=login]").fill(login);
    await visitor.page.locator("[name=password]").fill(password);
    await visitor.page.locator("[name=password]").press("Enter");
    return visitor;
  }

  async function addMember(username: string): Promise<void> {
    await site.services.auth.api.signUpEmail({
      body: {
        name: `Name of ${username}`,
        email: `${username}@example.org`,
        password: PASSWORD,
        username,
      },
    });
    site.services.db
      .delete(sessions)
      .where(eq(sessions.userId, idOf(username)))
      .run();
  }

  /**
   * Presses Tab until the element has the focus, as a user without a mouse does; the focus must be
   * visible at each stop.
   */
  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let i = 0; i < 60; i += 1) {
      if (
        await page
          .locator(selector)
          .first()
          .evaluate((element) => element.matches(":focus"))
      )
        return;
      await page.keyboard.press("Tab");
      const outline = await page.evaluate<string>(
        "document.activeElement === document.body ? 'solid' : getComputedStyle(document.activeElement).outlineStyle",
      );
      expect(
        outline,
        await page.evaluate<string>("document.activeElement.outerHTML.slice(0, 120)"),
      ).not.toBe("none");
    }
    throw new Error(`${selector} is not reached by Tab`);
  }

  test.each(["zh-CN", "en"] as const)(
    "in %s: a guest with a submission joins by the link and signs up, with the keyboard only, and keeps everything",
    async (language) => {
      const t = makeTranslator(language);
      const { page, complaints, close } = await openVisitor(browser, site.url, language);
      await page.goto("/exercises/tiny/sum");
      await page.waitForSelector(".cm-content");
      await page.locator(".cm-content").focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(SOLUTION);
      await page.keyboard.press("Control+Enter");
      await page.waitForURL("**/submissions/*");
      const report = page.url();
      await page.waitForSelector(".verdict-line.good");

      await page.goto(`/join/${code}`);
      expect(await page.locator("h1").textContent()).toContain("Machine learning 101");
      await tabTo(page, `main a[href="/sign-up?join=${code}"]`);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/sign-up?**");
      expect(await page.locator(".muted").first().textContent()).toBe(t("account.guestKeeps"));
      // The cursor is in the first field. First an error: it is shown at its field, and the cursor
      // moves there.
      await page.keyboard.type("Lin 林");
      await tabTo(page, "[name=username]");
      await page.keyboard.type(`lin-${language.toLowerCase()}`);
      await tabTo(page, "[name=password]");
      await page.keyboard.type("short");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#field-password-error");
      expect(await page.locator("#field-password-error").textContent()).toBe(
        t("account.error.passwordShort", { count: 8 }),
      );
      expect(await page.evaluate<string>("document.activeElement.id")).toBe("field-password");
      expect(await page.locator("[name=name]").inputValue()).toBe("Lin 林");
      expect(await page.locator("[name=password]").inputValue()).toBe("");
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForURL(`**/courses/${course}?done=joined`);
      expect(await page.locator(".notice.good").textContent()).toBe(
        t("account.join.done", { course: "Machine learning 101" }),
      );
      await page.goto(report);
      await page.waitForSelector(".verdict-line.good");
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test.each(["zh-CN", "en"] as const)(
    "in %s: signing in returns to the previous page; an error is shown, and the name is preserved",
    async (language) => {
      const t = makeTranslator(language);
      const name = `reader-${language.toLowerCase()}`;
      await addMember(name);
      const { page, complaints, close } = await openVisitor(browser, site.url, language);
      await page.goto("/exercises/tiny/sum");
      await page.locator(".account a[href^='/sign-in']").click();
      await page.waitForURL("**/sign-in?**");
      // The address changes before the page and its focused field are there.
      await page.waitForSelector("[name=login]:focus");
      await page.keyboard.type(name);
      await page.keyboard.press("Tab");
      await page.keyboard.type("not the password");
      await page.keyboard.press("Enter");
      await page.waitForSelector("[role=alert]");
      expect(await page.locator("[role=alert]").textContent()).toBe(t("account.error.wrong"));
      expect(await page.locator("[name=login]").inputValue()).toBe(name);
      expect(await page.evaluate<string>("document.activeElement.id")).toBe("field-password");
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/exercises/tiny/sum");
      expect(await page.locator(".account a[href='/settings']").textContent()).toBe(
        `Name of ${name}`,
      );
      await page.locator(".account form button").click();
      await page.waitForURL(`${site.url}/`);
      expect(await page.locator(".account a[href='/settings']").count()).toBe(0);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test("a password change in one browser signs the other out; signing out everywhere ends both", async () => {
    await addMember("two-browsers");
    const [here, there] = [
      await signIn("en", "two-browsers"),
      await signIn("en", "two-browsers@example.org"),
    ];
    const isIn = async ({ page }: typeof here) => (await page.goto("/settings"))?.status();
    expect([await isIn(here), await isIn(there)]).toEqual([200, 200]);
    expect(await here.page.locator("section[aria-labelledby=sessions] li").count()).toBe(2);
    await here.page.locator("[name=current]").fill(PASSWORD);
    await here.page.locator("[name=password]").fill(NEW_PASSWORD);
    await here.page.locator("[name=password]").press("Enter");
    await here.page.waitForURL("**/settings?done=password**");
    expect([await isIn(here), await isIn(there)]).toEqual([200, 401]);

    const again = await signIn("en", "two-browsers", NEW_PASSWORD);
    expect(await isIn(again)).toBe(200);
    await here.page.goto("/settings");
    await here.page.locator("form[action='/settings/sessions/end'] button").click();
    await here.page.waitForURL("**/sign-in?done=ended");
    expect([await isIn(here), await isIn(again)]).toEqual([401, 401]);
    for (const { close } of [here, there, again]) await close();
  });

  test("a token is created, shown once and revoked; a link for a new password comes from the owner and works once", async () => {
    await addMember("forgetful");
    const member = await signIn("en", "forgetful");
    await member.page.goto("/settings");
    await member.page.locator("[name=token]").fill("laptop");
    await member.page.locator("[name=token]").press("Enter");
    await member.page.waitForSelector("code.secret");
    expect(await member.page.locator("code.secret").textContent()).toMatch(/^gradus_[0-9a-z]{40}$/);
    await member.page.goto("/settings");
    expect(await member.page.locator("code.secret").count()).toBe(0);
    await member.page.locator("section[aria-labelledby=tokens] li button").click();
    await member.page.waitForURL("**/settings?done=token**");

    const owner = await signIn("en", "olivia");
    await owner.page.goto("/manage");
    await owner.page.locator("[name=q]").fill("forgetful@");
    await owner.page.locator("[name=q]").press("Enter");
    await owner.page.waitForURL("**/manage?q=**");
    expect(await owner.page.locator("section[aria-labelledby=people] tbody tr").count()).toBe(1);
    await owner.page.locator("section[aria-labelledby=people] tbody button").click();
    await owner.page.waitForSelector("section[aria-labelledby=people] code.secret");
    const link = new URL(
      (await owner.page.locator("section[aria-labelledby=people] code.secret").textContent())!,
    ).pathname;

    const { page, close } = await openVisitor(browser, site.url, "en");
    await page.goto(link);
    await page.locator("[name=password]").fill(NEW_PASSWORD);
    await page.locator("[name=password]").press("Enter");
    await page.waitForURL("**/sign-in?done=reset");
    expect((await member.page.goto("/settings"))?.status()).toBe(401);
    expect((await page.goto(link))?.status()).toBe(404);
    await close();
    const back = await signIn("en", "forgetful", NEW_PASSWORD);
    await back.page.waitForURL(`${site.url}/`);
    for (const visitor of [member, owner, back]) await visitor.close();
  });

  test.each([
    ["zh-CN", "light", 1280],
    ["en", "dark", 1280],
    ["en", "light", 390],
    ["zh-CN", "dark", 390],
  ] as const)(
    "every page of accounts in %s, %s, %i px wide: nothing serious, nothing wider than the window",
    async (language, colorScheme, width) => {
      const name = `looker-${language.toLowerCase()}-${width}`;
      await addMember(name);
      const visitor = await openVisitor(browser, site.url, language, {
        colorScheme,
        viewport: { width, height: 844 },
      });
      const { page, complaints } = visitor;
      const look = async (where: string) => {
        expect(await seriousErrors(page), where).toEqual([]);
        expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
        expect(await page.locator("h1").count(), where).toBe(1);
      };
      const visit = async (path: string, status = 200) => {
        expect((await page.goto(path))?.status(), path).toBe(status);
        await look(path);
      };
      for (const path of [
        "/sign-in",
        `/sign-up?join=${code}`,
        "/forgot-password",
        `/join/${code}`,
        `/reset/${makeResetLink(site.services.db, idOf(name))}`,
      ])
        await visit(path);
      await visit("/settings", 401);
      await page.goto("/sign-up");
      await page.locator("form.account-form button").click();
      await page.waitForSelector(".error");
      await look("a form with errors");

      for (const login of [name, "olivia"]) {
        await page.goto("/sign-in");
        await page.locator("[name=login]").fill(login);
        await page.locator("[name=password]").fill(PASSWORD);
        await page.locator("[name=password]").press("Enter");
        await page.waitForURL(`${site.url}/`);
        await visit(`/join/${code}`);
        await visit("/settings");
        await page.locator("[name=token]").fill("laptop");
        await page.locator("[name=token]").press("Enter");
        await page.waitForSelector("code.secret");
        await look("settings with a fresh token");
        if (login === "olivia") {
          await visit("/manage");
          await visit("/manage?q=looker");
          await visit(`/courses/${course}`);
        }
        await page.locator(".account form button").click();
        await page.waitForURL(`${site.url}/`);
      }
      expect(complaints).toEqual([]);
      await visitor.close();
    },
  );
});

describe.skipIf(CHROMIUM === undefined)(`a provider's account${NEEDS_CHROMIUM}`, () => {
  test("signs in by the button, through another site and back, within the policy for forms", async () => {
    const provider = await startIdentityProvider();
    // The provider redirects the browser to the site's own address.
    const port = await freePort();
    const site = await startSite({
      port,
      publicUrl: `http://127.0.0.1:${port}`,
      oidc: { issuer: provider.issuer, ...CLIENT, name: "Example University" },
    });
    const browser = await openBrowser();
    provider.person = { sub: "u-1", email: "lin@uni.example", name: "Lin of the University" };
    const { page, complaints, close } = await openVisitor(browser, site.url, "en");
    await page.goto("/sign-in?next=/submissions");
    await page.getByRole("button", { name: "Sign in with Example University" }).click();
    await page.waitForURL("**/submissions");
    expect(await page.locator(".account a[href='/settings']").textContent()).toBe(
      "Lin of the University",
    );
    expect(complaints).toEqual([]);
    await close();
    await browser.close();
    await site.close();
    await provider.close();
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
