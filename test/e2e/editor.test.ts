// The exercise page in Chromium: typing, results, drafts in every trouble, keyboard only, a phone,
// no JavaScript.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { submissions } from "../../src/db/submission-schema.ts";
import { sessions } from "../../src/db/auth-schema.ts";
import { selectOptionalDraft } from "../../src/exercises/drafts.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { TINY } from "../support/packs.ts";
import { cookiesOf, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const SUM = "/exercises/tiny/sum";
const RIGHT = readFileSync(join(TINY, "sum", "submissions", "accepted", "reduce.js"), "utf8");
const WRONG = readFileSync(
  join(TINY, "sum", "submissions", "wrong_answer", "skips-the-first.ts"),
  "utf8",
);
const STARTER = readFileSync(join(TINY, "sum", "starter.ts"), "utf8");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATIENT = { timeout: 20_000 };

describe.skipIf(CHROMIUM === undefined)(`the exercise page${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ liveTestShare: 1 }), openBrowser()]);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", { timeout: 30_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  /**
   * A separate browser, on the exercise. At the end its console must be empty: no script or style
   * was refused.
   */
  async function visit({
    language = "en",
    cookie,
    ...options
  }: { language?: "zh-CN" | "en"; cookie?: string } & BrowserContextOptions = {}): Promise<Page> {
    const { page, complaints, close } = await openVisitor(browser, site.url, language, options);
    onTestFinished(async () => {
      await close();
      expect(complaints).toEqual([]);
    });
    if (cookie !== undefined) await useCookies(page, cookie);
    await page.goto(SUM);
    if (options.javaScriptEnabled !== false) await editorOf(page).waitFor(PATIENT);
    return page;
  }

  const useCookies = (page: Page, cookie: string) =>
    page.context().addCookies(
      cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: site.url,
      })),
    );
  const editorOf = (page: Page) => page.locator(".cm-content");
  const textOf = async (page: Page) =>
    (await page.locator(".cm-line").allTextContents()).join("\n");
  async function write(page: Page, text: string): Promise<void> {
    await editorOf(page).click();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(text);
  }
  /** As a user does who has written that much. */
  const paste = (page: Page, text: string) =>
    page.evaluate(`(() => {
      const data = new DataTransfer();
      data.setData("text/plain", ${JSON.stringify(text)});
      const init = { clipboardData: data, bubbles: true, cancelable: true };
      document.querySelector(".cm-content").dispatchEvent(new ClipboardEvent("paste", init));
    })()`);
  async function expectText(page: Page, text: string): Promise<void> {
    await expect.poll(async () => (await textOf(page)).trim(), PATIENT).toBe(text.trim());
  }
  async function expectDraftState(page: Page, words: string | RegExp): Promise<void> {
    await expect.poll(() => page.locator("#draft-state").textContent(), PATIENT).toMatch(words);
  }
  const notice = (page: Page, name: string) => page.locator(`[data-notice="${name}"]`);
  const draftOf = (userId: string) =>
    selectOptionalDraft(site.services.db, { userId, packId: "tiny", exerciseId: "sum" });

  test.each([
    [
      "en",
      "Visible tests",
      /^\d of 2 visible groups pass$/,
      "All visible tests pass. You can submit.",
    ],
    ["zh-CN", "公开测试", /^2 组中通过 \d 组$/, "全部通过，可以提交了。"],
  ] as const)(
    "in %s: the strip of results follows the typing, and the security policy refuses nothing",
    async (language, title, some, all) => {
      const before = site.services.db.select().from(submissions).all().length;
      const page = await visit({ language });
      expect(await page.locator(".results h2").textContent()).toBe(title);
      expect(await page.locator(".strip-group.notRun").count()).toBe(2);
      await write(page, WRONG);
      await page.locator(".strip-group.failed").first().waitFor(PATIENT);
      await expect
        .poll(() => page.locator("#live-test-state").textContent(), PATIENT)
        .toMatch(some);
      await page.locator("#live-test-report .case").first().waitFor(PATIENT);
      await write(page, RIGHT);
      await expect.poll(() => page.locator("#live-test-state").textContent(), PATIENT).toBe(all);
      expect(await page.locator(".strip-group.passed").count()).toBe(2);
      await page.keyboard.press("ControlOrMeta+f");
      await page.locator(".cm-search").waitFor(PATIENT);
      expect(site.services.db.select().from(submissions).all().length).toBe(before);
    },
  );

  test("a compile error is marked in the margin", async () => {
    const page = await visit();
    await write(
      page,
      "export function total(values: number[]): number {\n  return values.length + ;\n}\n",
    );
    await page.locator(".cm-lint-marker-error").waitFor(PATIENT);
    await page.locator(".cm-lint-marker-error").hover();
    await expect
      .poll(() => page.locator(".cm-tooltip .cm-diagnosticText").textContent(), PATIENT)
      .toMatch(/^Line 2, column 26/);
  });

  test.each([
    ["en", /not assignable/, "Line 2"],
    ["zh-CN", /不能将类型/, "第 2 行"],
  ] as const)(
    "in %s: type errors are marked in the margin, and listed with a link to their line",
    async (language, words, place) => {
      const page = await visit({ language });
      await write(
        page,
        "export function total(values: number[]): number {\n  return values.length.toFixed();\n}\n",
      );
      await page.locator(".cm-lint-marker-error").waitFor(PATIENT);
      await page.locator(".cm-lint-marker-error").hover();
      await expect
        .poll(() => page.locator(".cm-tooltip .cm-diagnosticText").textContent(), PATIENT)
        .toMatch(words);
      expect(await page.locator("#type-problems li").allTextContents()).toEqual([
        expect.stringMatching(words),
      ]);
      await page.getByRole("button", { name: place }).click();
      await page.keyboard.insertText("/* here */");
      await expect.poll(() => textOf(page), PATIENT).toContain("  /* here */return");
    },
  );

  test("a visitor's draft survives a reload, and is moved to the account at sign-in", async () => {
    const page = await visit();
    await write(page, "// a visitor's");
    await expectDraftState(page, "Draft stored in this browser");
    await page.reload();
    await expectText(page, "// a visitor's");
    const ada = await signUp(site, "up-ada");
    await useCookies(page, ada.cookie);
    await page.reload();
    await expectText(page, "// a visitor's");
    await expect.poll(() => draftOf(ada.userId)?.source, PATIENT).toBe("// a visitor's");
    await page.context().clearCookies();
    await page.reload();
    // It belongs to the account now.
    await expectText(page, STARTER);
  });

  test("a visitor's draft that differs from the account's leads to a question", async () => {
    const ada = await signUp(site, "differs-ada");
    const first = await visit({ cookie: ada.cookie });
    await write(first, "// the account's");
    await expectDraftState(first, "Draft saved");
    for (const [choice, kept] of [
      ["Keep the one in my account", "// the account's"],
      ["Keep the one in this browser", "// this browser's"],
    ] as const) {
      const page = await visit();
      await write(page, "// this browser's");
      await expectDraftState(page, "Draft stored in this browser");
      await useCookies(page, ada.cookie);
      await page.reload();
      await notice(page, "visitor").waitFor(PATIENT);
      await expectText(page, "// the account's");
      await page.getByRole("button", { name: choice }).click();
      await expectText(page, kept);
      await expect.poll(() => draftOf(ada.userId)?.source, PATIENT).toBe(kept);
    }
  });

  test("a member's draft appears in another browser", async () => {
    const ada = await signUp(site, "two-browsers-ada");
    const page = await visit({ cookie: ada.cookie });
    await write(page, "// typed at home");
    await expectDraftState(page, "Draft saved");
    const elsewhere = await visit({ cookie: ada.cookie });
    expect((await textOf(elsewhere)).trim()).toBe("// typed at home");
  });

  test("two tabs of a visitor: the second shows a warning, and neither is overwritten before the visitor has chosen", async () => {
    const page = await visit();
    const other = await page.context().newPage();
    await other.goto(SUM);
    await editorOf(other).waitFor(PATIENT);
    await write(page, "// first tab");
    await notice(other, "conflict").waitFor(PATIENT);
    await write(other, "// second tab");
    await other.getByRole("button", { name: "Use the other version" }).click();
    await expectText(other, "// first tab");
    expect(await notice(other, "conflict").count()).toBe(0);
    await other.keyboard.press("ControlOrMeta+z");
    await expectText(other, "// second tab");
  });

  test("two devices of a member: the older shows a warning, and can keep its own draft", async () => {
    const ada = await signUp(site, "devices-ada");
    const [here, there] = [
      await visit({ cookie: ada.cookie }),
      await visit({ cookie: ada.cookie }),
    ];
    await write(there, "// there");
    await expectDraftState(there, "Draft saved");
    await write(here, "// here");
    await notice(here, "conflict").waitFor(PATIENT);
    expect(draftOf(ada.userId)?.source).toBe("// there");
    await here.getByRole("button", { name: "Keep this version" }).click();
    await expectDraftState(here, "Draft saved");
    expect(draftOf(ada.userId)?.source).toBe("// here");
  });

  test("reset to the starter can be undone, by its button and by the keyboard", async () => {
    const page = await visit();
    for (const undo of [
      () => page.getByRole("button", { name: "Undo" }).click(),
      () => page.keyboard.press("ControlOrMeta+z"),
    ]) {
      await write(page, "// a morning's work");
      await page.getByRole("button", { name: "Reset to starter" }).click();
      await expectText(page, STARTER);
      expect(await notice(page, "reset").count()).toBe(1);
      await undo();
      await expectText(page, "// a morning's work");
    }
  });

  test("a session that ends during typing: the code is preserved, and back after signing in", async () => {
    const ada = await signUp(site, "expired-ada");
    const page = await visit({ cookie: ada.cookie });
    await write(page, "// before");
    await expectDraftState(page, "Draft saved");
    site.services.db.delete(sessions).where(eq(sessions.userId, ada.userId)).run();
    await write(page, "// before, and after");
    await notice(page, "session").waitFor(PATIENT);
    expect(await page.getByRole("link", { name: "Sign in" }).last().getAttribute("href")).toBe(
      `/sign-in?next=${encodeURIComponent(SUM)}`,
    );
    expect(draftOf(ada.userId)?.source).toBe("// before");
    // Signed out, the page shows nothing of an account's.
    await page.context().clearCookies();
    await page.goto(SUM);
    await expectText(page, STARTER);
    const { headers } = await site.services.auth.api.signInEmail({
      body: { email: "expired-ada@example.org", password: "long enough a password" },
      returnHeaders: true,
    });
    await useCookies(page, cookiesOf(headers));
    await page.goto(SUM);
    await expectText(page, "// before, and after");
    await expect.poll(() => draftOf(ada.userId)?.source, PATIENT).toBe("// before, and after");
  });

  test("a lost connection is shown, and typing is saved afterwards", async () => {
    const ada = await signUp(site, "offline-ada");
    const page = await visit({ cookie: ada.cookie });
    await page.context().setOffline(true);
    await write(page, "// in a tunnel");
    await expectDraftState(page, /Not saved: you are offline/);
    await page.context().setOffline(false);
    await expectDraftState(page, "Draft saved");
    expect(draftOf(ada.userId)?.source).toBe("// in a tunnel");
  });

  test("300 KB of code is reported at once, and not saved, tested or sent", async () => {
    const page = await visit();
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() !== "GET")
        sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    await paste(page, `// ${"x".repeat(99)}\n`.repeat(3000));
    await expectDraftState(page, /302 KiB.*256 KiB/);
    await page.getByRole("button", { name: "Submit" }).click();
    await expect
      .poll(() => page.locator("#live-test-state").textContent(), PATIENT)
      .toMatch(/code is too large/);
    expect(sent).toEqual([]);
    expect(new URL(page.url()).pathname).toBe(SUM);
    // Nothing must ask whether to leave when the test ends.
    await write(page, "// little");
    await expectDraftState(page, "Draft stored in this browser");
  });

  test("continues from an attempt, and Undo restores the draft", async () => {
    const ada = await signUp(site, "from-ada");
    const page = await visit({ cookie: ada.cookie });
    await write(page, RIGHT);
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.waitForURL(/\/submissions\/[0-9a-z]+$/, PATIENT);
    const id = page.url().split("/").at(-1)!;
    await page.goto(SUM);
    await editorOf(page).waitFor(PATIENT);
    await write(page, "// something else");
    await expectDraftState(page, "Draft saved");
    await page.goto(`${SUM}?from=${id}`);
    await notice(page, "loaded").waitFor(PATIENT);
    await expectText(page, RIGHT);
    expect(new URL(page.url()).search).toBe("");
    await page.getByRole("button", { name: "Undo" }).click();
    await expectText(page, "// something else");
  });

  test("keyboard only: into the editor, typing, out of it, and Submit", async () => {
    const page = await visit();
    const focused = () => page.evaluate<string>("document.activeElement.className");
    for (let presses = 0; !(await focused()).includes("cm-content"); presses++) {
      if (presses > 40) throw new Error("Tab does not lead to the editor");
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText("// by hand");
    // Tab indents until the user presses Escape.
    await page.keyboard.press("Tab");
    expect(await focused()).toContain("cm-content");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.id")).toBe("submit");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/submissions\/[0-9a-z]+$/, PATIENT);
    expect(site.services.db.select().from(submissions).all().at(-1)?.source).toContain(
      "// by hand",
    );
  });

  test("the divider moves with the arrow keys, and stays where it was left", async () => {
    const page = await visit();
    const divider = page.getByRole("separator");
    const before = Number(await divider.getAttribute("aria-valuenow"));
    await divider.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    expect(Number(await divider.getAttribute("aria-valuenow"))).toBe(before + 10);
    const widthOf = async () => (await page.locator("#statement").boundingBox())!.width;
    const width = await widthOf();
    await page.reload();
    await editorOf(page).waitFor(PATIENT);
    expect(await widthOf()).toBeCloseTo(width, 0);
    await page.getByRole("separator").press("Home");
    expect(await widthOf()).toBeLessThan(width);
  });

  test("on a phone: one above the other, no wider than the screen, with a jump link", async () => {
    const page = await visit({ language: "zh-CN", viewport: { width: 390, height: 560 } });
    const top = async (selector: string) => (await page.locator(selector).boundingBox())!.y;
    expect(await top("#desk")).toBeGreaterThan(await top("#statement"));
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
      390,
    );
    await page.getByRole("link", { name: "代码", exact: true }).click();
    await expect.poll(() => top("#desk"), PATIENT).toBeLessThan(100);
    await write(page, WRONG);
    await page.locator(".strip-group.failed").first().waitFor(PATIENT);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(
      390,
    );
  });

  test("without JavaScript the form still submits", async () => {
    const page = await visit({ javaScriptEnabled: false });
    expect(await page.locator("noscript p, .notice").first().textContent()).toContain(
      "JavaScript is off",
    );
    await page.locator("textarea#source").fill(RIGHT);
    await page.getByRole("button", { name: "Submit" }).click();
    await page.waitForURL(/\/submissions\/[0-9a-z]+$/, PATIENT);
  });

  test.each([
    ["light", "en", 1280],
    ["dark", "zh-CN", 390],
  ] as const)("axe finds no errors (%s, %s, %i px)", async (colorScheme, language, width) => {
    const page = await visit({ language, colorScheme, viewport: { width, height: 900 } });
    await write(page, WRONG);
    await page.locator(".strip-group.failed").first().waitFor(PATIENT);
    await page
      .getByRole("button", { name: language === "en" ? "Reset to starter" : "恢复起始代码" })
      .click();
    await notice(page, "reset").waitFor(PATIENT);
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const { violations } = await (
        globalThis as unknown as {
          axe: {
            run: () => Promise<{
              violations: { id: string; impact: string; nodes: { html: string }[] }[];
            }>;
          };
        }
      ).axe.run();
      return violations.map(
        ({ id, impact, nodes }) =>
          `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
      );
    });
    expect(found).toEqual([]);
  });
});
