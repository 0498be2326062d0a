// A platform is registered in Chromium, both ways, by keyboard: the pages of the site owner, and the
// page that a platform of another site shows in a frame.

import type { Browser, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ltiDeployments, ltiInvitations, ltiPlatforms } from "../../src/db/lti-schema.ts";
import { users } from "../../src/db/schema.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { makeInvitation } from "../../src/lti/registration/invitations.ts";
import { addRegistration, type RegistrationDouble } from "../support/lti/registration.ts";
import { type LtiPlatformDouble, startLtiPlatform } from "../support/lti/platform.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

/** Of `signUp`. */
const PASSWORD = "long enough a password";
const PHONE = { width: 390, height: 800 };

describe.skipIf(CHROMIUM === undefined)(`registration of platforms${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let platform: LtiPlatformDouble;
  let registration: RegistrationDouble;
  let owner: MemberSession;
  beforeAll(async () => {
    [site, browser, platform] = await Promise.all([startSite(), openBrowser(), startLtiPlatform()]);
    registration = addRegistration(platform);
    owner = await signUp(site, "owner");
    site.services.db.update(users).set({ siteRole: "owner" }).run();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await Promise.all([site?.close(0), platform?.close()]);
  });
  beforeEach(() => {
    site.services.db.delete(ltiPlatforms).run();
    site.services.db.delete(ltiInvitations).run();
  });
  const rows = () => site.services.db.select().from(ltiPlatforms).all();

  /** Signed in as the site owner. */
  async function openOwner(
    language: "zh-CN" | "en",
    colorScheme: "light" | "dark",
    options: { javaScriptEnabled?: boolean } = {},
  ) {
    const visitor = await openVisitor(browser, site.url, language, {
      viewport: PHONE,
      colorScheme,
      ...options,
    });
    const cookies = owner.cookie.split("; ").map((pair) => {
      const at = pair.indexOf("=");
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: site.url };
    });
    await visitor.page.context().addCookies(cookies);
    return visitor;
  }

  async function expectGood(page: Page) {
    expect(await seriousErrors(page)).toEqual([]);
    expect(await sidewaysPx(page)).toBe(0);
  }

  /** Presses the key in the element that has the focus. */
  async function press(page: Page, selector: string, key = "Enter") {
    await page.locator(selector).focus();
    await page.keyboard.press(key);
  }

  test.each([
    ["zh-CN", "light"],
    ["en", "dark"],
  ] as const)("by hand, in %s and the %s theme", async (language, theme) => {
    const t = makeTranslator(language);
    const { page, complaints, close } = await openOwner(language, theme);
    await page.goto("/manage");
    await press(page, 'a[href="/manage/platforms"]');
    await page.waitForURL("**/manage/platforms");
    await expectGood(page);
    for (const family of ["canvas", "blackboard", "sakai", "other"]) {
      await page.goto(`/manage/platforms/new/${family}`);
      await expectGood(page);
    }
    await page.goto("/manage/platforms");
    await press(page, 'a[href="/manage/platforms/new/moodle"]');
    await page.waitForURL("**/new/moodle");
    await page.locator("[name=name]").fill("Physics");
    await page.locator("[name=clientId]").fill("c1");
    await page.locator("[name=root]").fill("ftp://moodle");
    await page.keyboard.press("Enter");
    await page.locator('[name=root][aria-invalid="true"]').waitFor();
    // The first wrong field has the focus.
    expect(await page.evaluate("document.activeElement.name")).toBe("root");
    await expectGood(page);
    await page.locator("[name=root]").fill("moodle.example.edu");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/manage/platforms/*?done=added");
    expect(await page.locator("[role=status]").first().innerText()).toBe(
      t("ltiRegistration.done.added"),
    );
    expect(rows()).toMatchObject([{ issuer: "https://moodle.example.edu", name: "Physics" }]);

    // A launch came from a deployment that nobody has accepted.
    const platformId = rows()[0]!.id;
    site.services.db
      .insert(ltiDeployments)
      .values({ platformId, deploymentId: "5:a".repeat(30), firstSeenAt: new Date() })
      .run();
    await page.reload();
    await expectGood(page);
    await press(page, 'form[action$="/deployments"] button');
    await page.waitForURL("**?done=accepted*");
    await press(page, "[name=acceptsDeployments]", "Space");
    await press(page, 'form[action$="/accepting"] button');
    await page.waitForURL("**?done=saved*");
    expect(rows()[0]!.acceptsDeployments).toBe(true);

    await press(page, 'a[href$="/edit"]');
    await page.locator("[name=name]").fill("Optics");
    await expectGood(page);
    await page.locator("[name=confirmation]").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await page.waitForURL("**?done=saved");
    expect(rows()[0]!.name).toBe("Optics");

    await press(page, 'a[href$="/remove"]');
    await page.locator("[name=confirmation]").fill(PASSWORD);
    await expectGood(page);
    await page.keyboard.press("Enter");
    await page.waitForURL("**?done=removed");
    await expectGood(page);
    await press(page, 'form[action$="/restore"] button');
    await page.waitForURL("**?done=restored");
    expect(rows()[0]!.removedAt).toBe(null);
    expect(complaints).toEqual([]);
    await close();
  });

  test.each([
    ["zh-CN", "dark", true],
    ["en", "light", true],
    ["en", "light", false],
  ] as const)(
    "by the platform, in its frame, in %s and the %s theme, with scripts: %s",
    async (language, theme, javaScriptEnabled) => {
      const t = makeTranslator(language);
      const { page, complaints, close } = await openOwner(language, theme, { javaScriptEnabled });
      await page.goto("/manage/platforms");
      await page.locator("[name=name]").fill("Physics");
      await page.keyboard.press("Enter");
      const shown = await page.locator("code.secret").innerText();
      // The tests' site has another address than its settings say.
      const address = `${site.url}${new URL(shown).pathname}`;
      expect(address).toContain("/lti/register/");
      if (javaScriptEnabled) await expectGood(page);

      await page.goto(`${platform.url}/admin?address=${encodeURIComponent(address)}`);
      const frame = await findFrame(page);
      await frame.locator("h1").getByText(t("ltiRegistration.page.title")).waitFor();
      // The page itself, as the frame shows it.
      const button = frame.locator("button");
      await button.focus();
      await page.keyboard.press("Enter");
      await frame.locator("h1").getByText(t("ltiRegistration.page.done.title")).waitFor();
      if (javaScriptEnabled) await page.locator("#closed").getByText("closed").waitFor();
      expect(rows()).toMatchObject([{ name: "Physics", issuer: platform.url, family: "moodle" }]);

      await page.goto("/manage/platforms");
      await page.locator('a[href^="/manage/platforms/"]').getByText("Physics").waitFor();
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test("a page of another site cannot show it without the platform", async () => {
    const { page, close } = await openOwner("en", "light");
    await page.goto(`${platform.url}/admin?address=${encodeURIComponent(`${site.url}/manage`)}`);
    const frame = await findFrame(page);
    expect(frame.url()).toContain("chrome-error:");
    await close();
  });

  test.each(["zh-CN", "en"] as const)("the page alone is accessible, in %s", async (language) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, close } = await openVisitor(browser, site.url, language, {
        viewport: PHONE,
        colorScheme,
      });
      const secret = makeInvitation(site.services.db, owner.userId, "Physics");
      await page.goto(`/lti/register/${secret}`);
      await expectGood(page);
      const start = registration.start(`${site.url}/lti/register/${secret}`);
      await page.goto(start);
      await page.locator("button").waitFor();
      expect(await page.locator("dl").innerText()).toContain("Physics");
      await expectGood(page);
      await close();
    }
  });
});

/** The frame of the tool. */
async function findFrame(page: Page): Promise<Frame> {
  const handle = await page.locator("iframe").elementHandle();
  const frame = await handle?.contentFrame();
  if (frame == null) throw new Error("there is no frame");
  return frame;
}
