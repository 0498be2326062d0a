// The summary of a pack in Chromium, with real slots: the reader's own model writes, by keyboard and
// without scripts, and a certificate is made, printed and withdrawn.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser } from "../support/browser.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";
import { makeWritingPack, SUMS, TRAINS } from "../support/writing-pack.ts";

const PATIENT = { timeout: 60_000 };
const END = "/packs/tiny/end";
const PHONE = { width: 390, height: 800 };
const TEXT = "#written .written";

describe.skipIf(CHROMIUM === undefined)(`the summary of a pack${NEEDS_CHROMIUM}`, () => {
  let pack: ReturnType<typeof makeWritingPack>;
  let site: TestSite;
  let browser: Browser;
  let ada: MemberSession;
  beforeAll(async () => {
    pack = makeWritingPack();
    [site, browser] = await Promise.all([
      startSite({ liveTestShare: 1, packsFolder: pack.folder }),
      openBrowser(),
    ]);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", PATIENT);
    ada = await signUp(site, "ada");
    await solve(ada);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
    pack?.remove();
  });

  async function solve({ ask }: MemberSession) {
    const sent = await ask("/exercises/tiny/sum/submissions", {
      method: "POST",
      body: new URLSearchParams({ source: `${SUMS}${TRAINS}` }),
    });
    const address = sent.headers.get("location")!;
    await vi.waitUntil(
      async () => (await (await ask(`${address}/state`)).text()).includes('"done"'),
      PATIENT,
    );
    return address;
  }

  async function open(options: BrowserContextOptions = {}, { cookie } = ada) {
    const context = await browser.newContext({
      baseURL: site.url,
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    await context.addCookies(
      cookie.split("; ").map((pair) => {
        const at = pair.indexOf("=");
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: site.url };
      }),
    );
    return { page: await context.newPage(), close: () => context.close() };
  }

  /** Until all characters are visible. */
  async function waitForText(page: Page): Promise<string> {
    await page.waitForSelector(TEXT, PATIENT);
    await expect.poll(() => page.locator("#written .to-come").count(), PATIENT).toBe(0);
    return page.locator(TEXT).innerText();
  }

  test.each([
    ["en", "light", { width: 1280, height: 900 }],
    ["zh-CN", "dark", PHONE],
  ] as const)(
    "the model writes by itself, and again by keyboard, in %s and the %s theme",
    async (locale, colorScheme, viewport) => {
      const t = makeTranslator(locale);
      const { page, close } = await open({ locale, colorScheme, viewport });
      await page.goto(END);
      const first = await waitForText(page);
      expect(await page.locator("#written").getAttribute("aria-live")).toBe("polite");
      expect(await page.locator(".choices li").count()).toBeGreaterThan(2);
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);

      // Another text: the same settings with the next seed.
      const another = page.locator("button[name='another']");
      await another.focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => page.locator("[name='seed']").inputValue()).toBe("48271000");
      expect(await waitForText(page)).not.toBe(first);
      expect(await page.evaluate("document.activeElement.name")).toBe("another");

      // Back to the first seed: the first text.
      await page.locator("[name='seed']").fill("1000");
      await page.keyboard.press("Enter");
      await expect.poll(() => waitForText(page), PATIENT).toBe(first);

      // A beginning that the model does not know, and one that it knows.
      await page.locator("[name='start']").fill("Q");
      await page.keyboard.press("Enter");
      await expect
        .poll(() => page.locator("#written").innerText(), PATIENT)
        .toContain(t("packEnd.problem.unknown", { character: "Q" }));
      const known = locale === "en" ? "ab" : "小";
      await page.locator("[name='start']").fill(known);
      await page.locator("[name='temperature']").fill("0");
      await page.keyboard.press("Enter");
      await expect.poll(() => page.locator(`${TEXT} .given`).count(), PATIENT).toBe(1);
      expect(await waitForText(page)).toMatch(new RegExp(`^${known}`));
      await page.locator(".written-steps summary").focus();
      await page.keyboard.press("Enter");
      expect(await page.locator(".written-steps tbody tr").count()).toBeGreaterThan(0);
      await page.locator(".alphabet summary").first().click();
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);

      await page.context().setOffline(true);
      await page.locator("#writing button.primary").click();
      await expect
        .poll(() => page.locator("#written").innerText(), PATIENT)
        .toBe(t("packEnd.model.offline"));
      await close();
    },
    120_000,
  );

  test("the text appears character by character, or at once for those who want no motion", async () => {
    const { page, close } = await open();
    await page.goto(END);
    await page.waitForSelector(`${TEXT} .added span`, PATIENT);
    await close();
    const still = await open({ reducedMotion: "reduce" });
    await still.page.goto(END);
    await still.page.waitForSelector(TEXT, PATIENT);
    expect(await still.page.locator(`${TEXT} .added span`).count()).toBe(0);
    await still.close();
  }, 120_000);

  test("without scripts, on the same page", async () => {
    const { page, close } = await open({ javaScriptEnabled: false, viewport: PHONE });
    await page.goto(END);
    expect(await page.locator(TEXT).count()).toBe(0);
    await page.locator("[name='start']").fill("ba");
    await page.locator("#writing button.primary").click();
    expect(await page.locator(TEXT).innerText()).toMatch(/^ba/);
    expect(await page.locator("[name='start']").inputValue()).toBe("ba");
    await page.locator("button[name='another']").click();
    expect(await page.locator("[name='seed']").inputValue()).toBe("48271000");
    expect(await sidewaysPx(page)).toBe(0);
    await close();
  }, 120_000);

  test("the page of the last submission leads here", async () => {
    const ben = await signUp(site, "ben");
    const address = await solve(ben);
    const { page, close } = await open({}, ben);
    await page.goto(address);
    await page.locator(`#status a[href="${END}"]`).click();
    expect(await waitForText(page)).not.toBe("");
    await close();
  }, 120_000);

  test.each([
    ["en", "light", "Self-study; identity not checked."],
    ["zh-CN", "dark", "自学；未核实身份。"],
  ] as const)(
    "a certificate by keyboard at 390 px, in %s: made, read by anyone, printed, withdrawn",
    async (locale, colorScheme, note) => {
      const { page, close } = await open({ locale, colorScheme, viewport: PHONE });
      await page.goto(END);
      await waitForText(page);
      // A name that is refused keeps the place.
      await page.locator("#field-name").focus();
      await page.keyboard.press("Enter");
      await page.waitForURL("**/packs/tiny/certificates", PATIENT);
      await expect
        .poll(() => page.evaluate("document.activeElement.id"), PATIENT)
        .toBe("field-name");
      expect(await page.locator("#field-name").getAttribute("aria-invalid")).toBe("true");
      await page.keyboard.type("Ada 李安");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/certificates/*", PATIENT);
      const address = page.url();
      expect(await page.locator(".certificate").innerText()).toContain(note);
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);

      // On paper: one page in both sizes, black on white, without the frame of the site.
      for (const format of ["A4", "Letter"]) {
        const pdf = (await page.pdf({ format })).toString("latin1");
        expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
      }
      await page.emulateMedia({ media: "print" });
      expect(await page.locator("header.site").isVisible()).toBe(false);
      expect(await page.locator(".certificate-actions").isVisible()).toBe(false);
      expect(await page.evaluate("getComputedStyle(document.documentElement).colorScheme")).toBe(
        "light",
      );
      await page.emulateMedia({ media: "screen" });

      // Someone else reads it without an account, and can choose the language there.
      const other = await browser.newContext({ baseURL: site.url, locale: "en" });
      const reader = await other.newPage();
      await reader.goto(address);
      expect(await reader.locator(".certificate-name").innerText()).toBe("Ada 李安");
      expect(await reader.locator("main a").count()).toBe(0);
      await reader.locator("footer button[value='zh-CN']").click();
      await reader.waitForSelector("html[lang='zh-CN']");
      expect(reader.url()).toBe(address);

      await page.locator(".certificate-actions a").focus();
      await page.keyboard.press("Enter");
      await page.waitForURL("**/settings#certificates", PATIENT);
      expect(await sidewaysPx(page)).toBe(0);
      await page.locator("form[action$='/withdraw'] button").focus();
      await page.keyboard.press("Enter");
      await page.waitForURL("**/settings?done=certificate*", PATIENT);
      expect((await reader.goto(address))!.status()).toBe(404);
      await other.close();
      await close();
    },
    120_000,
  );
});
