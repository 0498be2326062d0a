// The editor's comforts in Chromium: formatting, settings, full screen, Vim keys, the symbols of a
// phone, going to a line, and what is said after submitting.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { TINY } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";

const SUM = "/exercises/tiny/sum";
const PATIENT = { timeout: 20_000 };
const RIGHT = readFileSync(join(TINY, "sum", "submissions", "accepted", "reduce.js"), "utf8");
const UGLY =
  "export function total(values){\nlet sum=0\nfor (const v of values) sum+=v\nreturn sum}";
const TIDY =
  "export function total(values) {\n  let sum = 0;\n  for (const v of values) sum += v;\n  return sum;\n}\n";
const THROWS =
  "export function total(values: number[]): number {\n  const box: any = undefined;\n  return box.size;\n}\n";
const LONG = `// ${"long ".repeat(100)}`;
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };

describe.skipIf(CHROMIUM === undefined)(`the editor's comforts${NEEDS_CHROMIUM}`, () => {
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

  async function visit(
    language: "zh-CN" | "en" = "en",
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const { page, complaints, close } = await openVisitor(browser, site.url, language, options);
    onTestFinished(async () => {
      await close();
      expect(complaints).toEqual([]);
    });
    await page.goto(SUM);
    await editorOf(page).waitFor(PATIENT);
    return page;
  }

  const editorOf = (page: Page) => page.locator(".cm-content");
  const textOf = async (page: Page) =>
    (await page.locator(".cm-line").allTextContents()).join("\n");
  async function expectText(page: Page, text: string): Promise<void> {
    await expect.poll(() => textOf(page), PATIENT).toBe(text);
  }
  async function expectState(page: Page, words: string): Promise<void> {
    await expect.poll(() => page.locator("#editor-state").innerText(), PATIENT).toBe(words);
  }
  const notice = (page: Page) => page.locator('[data-notice="format"]');
  const write = (page: Page, text: string) => editorOf(page).fill(text);
  const hasFocus = (page: Page) =>
    page.evaluate<boolean>("document.activeElement.classList.contains('cm-content')");
  const openSettings = (page: Page) => page.locator("#editor-settings summary").click();
  const fontSize = (page: Page) =>
    page.evaluate<string>("getComputedStyle(document.querySelector('.cm-scroller')).fontSize");

  // ---- formatting ------------------------------------------------------------------------------
  test.each([
    ["en", "Format", "Formatted", "Already formatted"],
    ["zh-CN", "格式化", "已格式化", "格式已经正确，无需改动"],
  ] as const)(
    "in %s: Format loads Prettier only then, and is one step to undo",
    async (language, button, done, unchanged) => {
      const page = await visit(language);
      const loaded: string[] = [];
      page.on("request", (request) => {
        if (request.url().includes("/assets/")) loaded.push(request.url());
      });
      await write(page, UGLY);
      expect(loaded).toEqual([]);
      await page.getByRole("button", { name: button, exact: true }).click();
      await expectText(page, TIDY);
      await expectState(page, done);
      expect(loaded.length).toBeGreaterThan(0);
      expect(await hasFocus(page)).toBe(true);
      await page.keyboard.press("Shift+Alt+f");
      await expectState(page, unchanged);
      await page.keyboard.press("ControlOrMeta+z");
      await expectText(page, UGLY);
      await expectState(page, "");
    },
  );

  test("by keyboard, the cursor stays at the same place in the code", async () => {
    const page = await visit();
    await write(page, UGLY);
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("End");
    await page.keyboard.press("Shift+Alt+f");
    await expectText(page, TIDY);
    await page.keyboard.insertText("1");
    await expect.poll(() => textOf(page), PATIENT).toBe(TIDY.replace("sum = 0", "sum = 01"));
  });

  test.each([
    ["en", /line 2 has a syntax error/, "Go to line 2"],
    ["zh-CN", /第 2 行有语法错误/, "跳到第 2 行"],
  ] as const)(
    "in %s: code that does not parse is left alone, and its line is named",
    async (language, words, button) => {
      const page = await visit(language);
      const broken = "const a   = 1\nconst b = = 2\nconst c = 3";
      await write(page, broken);
      await page.keyboard.press("Shift+Alt+f");
      await expect.poll(() => notice(page).innerText(), PATIENT).toMatch(words);
      await expectText(page, broken);
      await page.getByRole("button", { name: button }).click();
      await page.keyboard.insertText("/* here */");
      await expectText(page, broken.replace("const b", "/* here */const b"));
      expect(await notice(page).count()).toBe(0);
    },
  );

  test("offline, it says so, and works when the connection is back", async () => {
    const page = await visit();
    await write(page, UGLY);
    await page.context().setOffline(true);
    await page.keyboard.press("Shift+Alt+f");
    await expect.poll(() => notice(page).innerText(), PATIENT).toMatch(/cannot be reached/);
    await expectText(page, UGLY);
    await page.context().setOffline(false);
    await page.keyboard.press("Shift+Alt+f");
    await expectText(page, TIDY);
    expect(await notice(page).count()).toBe(0);
  });

  // ---- settings --------------------------------------------------------------------------------
  test("the starts of lines come back into view after a long line", async () => {
    const page = await visit();
    const left = () => page.evaluate<number>("document.querySelector('.cm-scroller').scrollLeft");
    await write(page, `// ${"long ".repeat(60)}\n  if (true) {\n}\n`);
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("End");
    await expect.poll(left).toBeGreaterThan(0);
    // At an indented place, not at the start of its line.
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Home");
    await expect.poll(left).toBe(0);
    // A place that cannot be seen from the first column stays in view.
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("End");
    await expect.poll(left).toBeGreaterThan(0);
  });

  test("font size and wrapped lines are remembered", async () => {
    const page = await visit();
    await write(page, LONG);
    const height = async () => (await page.locator(".cm-line").first().boundingBox())!.height;
    const before = await height();
    expect(await fontSize(page)).toBe("14px");
    await openSettings(page);
    await page.getByRole("button", { name: "Larger font" }).click();
    await page.getByLabel("Wrap long lines").check();
    expect(await fontSize(page)).toBe("16px");
    await expect.poll(height, PATIENT).toBeGreaterThan(before * 2);
    // The number beside a line is as high as the line.
    const gutter = page.locator(".cm-lineNumbers .cm-gutterElement").nth(1);
    await expect
      .poll(async () => (await gutter.boundingBox())!.height, PATIENT)
      .toBe(await height());
    await page.reload();
    await editorOf(page).waitFor(PATIENT);
    expect(await fontSize(page)).toBe("16px");
    await expect.poll(height, PATIENT).toBeGreaterThan(before * 2);
    await openSettings(page);
    expect(await page.getByLabel("Wrap long lines").isChecked()).toBe(true);
    await page.getByLabel("Wrap long lines").uncheck();
    await expect.poll(height, PATIENT).toBeLessThan(before * 2);
  });

  test("the settings by keyboard: opened, changed, closed with Escape; Enter submits nothing", async () => {
    const page = await visit();
    await page.locator("#editor-settings summary").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    for (let i = 0; i < 4; i++) await page.keyboard.press("Enter");
    // The smallest of all, and still focused.
    expect(await fontSize(page)).toBe("12px");
    expect(await page.evaluate("document.activeElement.id")).toBe("font-smaller");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await page.locator("#wrap-lines").isChecked()).toBe(true);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    expect(await page.locator("#editor-settings").getAttribute("open")).toBe(null);
    expect(await page.evaluate("document.activeElement.tagName")).toBe("SUMMARY");
    expect(new URL(page.url()).pathname).toBe(SUM);
  });

  test("without storage, the settings apply to this page", async () => {
    const { page, complaints, close } = await openVisitor(browser, site.url, "en");
    onTestFinished(close);
    await page.addInitScript(
      `for (const name of ["localStorage", "sessionStorage"])
        Object.defineProperty(window, name, { get() { throw new Error("denied"); } });`,
    );
    await page.goto(SUM);
    await editorOf(page).waitFor(PATIENT);
    await openSettings(page);
    await page.getByRole("button", { name: "Larger font" }).click();
    expect(await fontSize(page)).toBe("16px");
    expect(complaints).toEqual([]);
  });

  test("Vim keys: on, over a reload, and off; Escape is Vim's, and the way out is explained", async () => {
    const page = await visit();
    const keys = page.locator("#editor-keys");
    expect(await keys.innerText()).toContain("Press Esc, then Tab");
    await openSettings(page);
    await page.getByLabel("Vim keys").check();
    await page.locator(".cm-vim-panel").waitFor(PATIENT);
    expect(await keys.innerText()).toContain("Press Ctrl+M, then Tab");
    await page.reload();
    await page.locator(".cm-vim-panel").waitFor(PATIENT);
    await write(page, "one\ntwo\nthree");
    await page.keyboard.press("Escape");
    await page.keyboard.type("ggdd");
    await expectText(page, "two\nthree");
    await page.keyboard.type("iAt ");
    await page.keyboard.press("Escape");
    // Once more, when Vim has nothing to leave.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    expect(await hasFocus(page)).toBe(true);
    await expect.poll(() => textOf(page), PATIENT).toContain("At two");
    // Vim has left the mode in which letters are text.
    await page.keyboard.type("x");
    await expect.poll(() => textOf(page), PATIENT).toContain("Attwo");
    await page.keyboard.press("Control+m");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.id")).toBe("submit");
    await openSettings(page);
    await page.getByLabel("Vim keys").uncheck();
    await expect.poll(() => page.locator(".cm-vim-panel").count(), PATIENT).toBe(0);
    expect(await keys.innerText()).toContain("Press Esc, then Tab");
    await write(page, "");
    await page.keyboard.type("dd");
    await expectText(page, "dd");
  });

  test("Vim keys that cannot be loaded stay off, which is said", async () => {
    const page = await visit();
    await page.context().setOffline(true);
    await openSettings(page);
    await page.getByLabel("Vim keys").click();
    await expect
      .poll(() => page.locator('[data-notice="vim"]').innerText(), PATIENT)
      .toContain("Vim keys are off");
    expect(await page.getByLabel("Vim keys").isChecked()).toBe(false);
  });

  // ---- full screen -----------------------------------------------------------------------------
  test("full screen: the desk fills the window, the statement can be shown, Escape leaves", async () => {
    const page = await visit();
    const desk = async () => (await page.locator("#desk").boundingBox())!;
    const before = await desk();
    const button = page.getByRole("button", { name: "Full screen" });
    await button.click();
    expect(await desk()).toMatchObject({ x: 0, y: 0, width: 1280 });
    expect(await page.locator("#statement").isVisible()).toBe(false);
    // What lies behind cannot be reached.
    expect(await page.evaluate("document.querySelector('header.site').inert")).toBe(true);
    await page.getByRole("button", { name: "Show exercise" }).click();
    expect(await page.locator("#statement").isVisible()).toBe(true);
    expect(await seriousErrors(page)).toEqual([]);
    await editorOf(page).click();
    await page.keyboard.press("Escape");
    expect(await desk()).toEqual(before);
    expect(await page.evaluate("document.querySelector('header.site').inert")).toBe(false);
    expect(await page.getByRole("button", { name: "Show exercise" }).count()).toBe(0);
    await button.click();
    expect(await button.getAttribute("aria-pressed")).toBe("true");
    await button.click();
    expect(await desk()).toEqual(before);
  });

  test("Escape closes the find panel first, then leaves full screen", async () => {
    const page = await visit();
    await page.getByRole("button", { name: "Full screen" }).click();
    await editorOf(page).click();
    await page.keyboard.press("ControlOrMeta+f");
    await page.locator(".cm-search").waitFor(PATIENT);
    await page.keyboard.press("Escape");
    expect(await page.locator(".cm-search").count()).toBe(0);
    expect(await page.locator(".workbench.full").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await page.locator(".workbench.full").count()).toBe(0);
  });

  test("with Vim keys, Escape in the editor does not leave full screen, and the button does", async () => {
    const page = await visit();
    await openSettings(page);
    await page.getByLabel("Vim keys").check();
    await page.locator(".cm-vim-panel").waitFor(PATIENT);
    const button = page.getByRole("button", { name: "Full screen" });
    await button.click();
    await editorOf(page).click();
    await page.keyboard.press("i");
    for (let i = 0; i < 3; i++) await page.keyboard.press("Escape");
    expect(await page.locator(".workbench.full").count()).toBe(1);
    await button.click();
    expect(await page.locator(".workbench.full").count()).toBe(0);
  });

  // ---- a phone ---------------------------------------------------------------------------------
  test.each([
    ["en", "Opening parenthesis", "Tab (indent)"],
    ["zh-CN", "左圆括号", "Tab（缩进）"],
  ] as const)(
    "in %s: a phone has a row of symbols that leaves the focus in the editor",
    async (language, parenthesis, tab) => {
      const page = await visit(language, PHONE);
      const row = page.getByRole("toolbar");
      expect(await row.count()).toBe(0);
      await write(page, "f");
      await row.waitFor(PATIENT);
      await row.getByRole("button", { name: parenthesis }).tap();
      await expectText(page, "f()");
      await page.keyboard.insertText("1");
      await expectText(page, "f(1)");
      await row.getByRole("button", { name: tab }).tap();
      await expectText(page, "  f(1)");
      expect(await hasFocus(page)).toBe(true);
      expect(await row.getByRole("button").count()).toBe(20);
      expect(await sidewaysPx(page)).toBe(0);
      const { y, height } = (await row.boundingBox())!;
      expect(y + height).toBeCloseTo(780, 0);
      expect(await seriousErrors(page)).toEqual([]);
    },
  );

  test("a wide window with a mouse has no row of symbols", async () => {
    const page = await visit();
    await editorOf(page).click();
    expect(await hasFocus(page)).toBe(true);
    expect(await page.locator("#symbols").isVisible()).toBe(false);
  });

  // ---- going to a line -------------------------------------------------------------------------
  test.each([
    ["en", "line 3"],
    ["zh-CN", "第 3 行"],
  ] as const)("in %s: the line of a thrown error is a button", async (language, line) => {
    const page = await visit(language);
    await write(page, THROWS);
    const button = page.locator(".thrown").first().getByRole("button", { name: line });
    await button.waitFor(PATIENT);
    await button.focus();
    await page.keyboard.press("Enter");
    expect(await hasFocus(page)).toBe(true);
    await page.keyboard.insertText("/* here */");
    await expectText(page, THROWS.replace("  return", "/* here */  return"));
  });

  test("the line of a compile error is a button, with its column", async () => {
    const page = await visit();
    await write(page, "const a = 1;\nexport const total = = 2;\n");
    const button = page
      .locator("#live-test-report .notice")
      .getByRole("button", { name: "Line 2" });
    await button.click(PATIENT);
    await page.keyboard.insertText("/* here */");
    await expect.poll(() => textOf(page), PATIENT).toContain("total = /* here */= 2;");
  });

  test("without the editor, a line is plain text", async () => {
    const page = await visit();
    await write(page, THROWS);
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.waitForURL(/\/submissions\/[0-9a-z]+$/, PATIENT);
    const thrown = page.locator(".thrown").first();
    await thrown.waitFor(PATIENT);
    expect(await thrown.innerText()).toContain("(line 3)");
    expect(await thrown.getByRole("button").count()).toBe(0);
  });

  // ---- submitted -------------------------------------------------------------------------------
  test.each([
    ["en", "All visible tests pass. You can submit.", "You have submitted this code."],
    ["zh-CN", "全部通过，可以提交了。", "这份代码已经提交。"],
  ] as const)("in %s: submitted code is not suggested again", async (language, before, after) => {
    const page = await visit(language);
    const state = () => page.locator("#live-test-state").innerText();
    await write(page, RIGHT);
    await expect.poll(state, PATIENT).toBe(before);
    await page.keyboard.press("ControlOrMeta+Enter");
    await page.waitForURL(/\/submissions\/[0-9a-z]+$/, PATIENT);
    await page.goto(SUM);
    await editorOf(page).waitFor(PATIENT);
    await expect.poll(state, PATIENT).toContain(after);
    await write(page, `${RIGHT}// more`);
    await expect.poll(state, PATIENT).toBe(before);
  });

  // ---- all together ----------------------------------------------------------------------------
  test.each([
    ["light", "en", 1280],
    ["dark", "zh-CN", 390],
  ] as const)(
    "axe finds nothing serious with everything open (%s, %s, %i px)",
    async (colorScheme, language, width) => {
      const page = await visit(language, { colorScheme, viewport: { width, height: 900 } });
      await write(page, THROWS);
      await page.locator(".thrown button").first().waitFor(PATIENT);
      await page.keyboard.press("ControlOrMeta+f");
      await page.locator(".cm-search").waitFor(PATIENT);
      expect(await seriousErrors(page)).toEqual([]);
      await openSettings(page);
      await page.locator("#vim-keys").check();
      await page.locator(".cm-vim-panel").waitFor(PATIENT);
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);
    },
  );
});
