// What the editor offers, in Chromium and by keyboard: lists of names, signatures, types; without the
// server's answer, offline, with Vim keys, and switched off.

import type { Browser, BrowserContextOptions, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { startSite, type TestSite } from "../support/site.ts";

const SUM = "/exercises/tiny/sum";
const ASSIST = "**/assist";
const PATIENT = { timeout: 20_000 };
const BEGUN = "export function total(values: number[]) {\n  return values";
const PHONE = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
/** The editor clears what it announces after a fifth of a second. */
const RECORD_ANNOUNCEMENTS = `{
  const element = document.querySelector(".cm-announced");
  globalThis.heard = [];
  const record = () => {
    const text = element.textContent.trim();
    if (text !== "") globalThis.heard.push(text);
  };
  new MutationObserver(record).observe(element, { childList: true, subtree: true });
}`;
const VIEWS = [
  ["light", "en", 1280],
  ["dark", "zh-CN", 390],
  ["dark", "en", 1280],
  ["light", "zh-CN", 390],
] as const;

describe.skipIf(CHROMIUM === undefined)(`what the editor offers${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;

  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ liveTestShare: 1 }), openBrowser()]);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", { timeout: 30_000 });
    // Its start takes longer than any answer.
    const question = { source: "[].", fileName: "a.ts", about: "completion", offset: 3 } as const;
    await site.services.host.grader!.assistCode(question);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  async function visit(
    language: "zh-CN" | "en" = "en",
    options: BrowserContextOptions = {},
    text = "",
  ): Promise<Page> {
    const { page, complaints, close } = await openVisitor(browser, site.url, language, options);
    onTestFinished(async () => {
      await close();
      expect(complaints).toEqual([]);
    });
    await page.goto(SUM);
    await page.locator(".cm-content").waitFor(PATIENT);
    await page.evaluate(RECORD_ANNOUNCEMENTS);
    await page.locator(".cm-content").fill(text);
    await page.keyboard.press("ControlOrMeta+End");
    return page;
  }

  const list = (page: Page) => page.locator(".cm-tooltip-autocomplete");
  const note = (page: Page) => page.locator(".cm-note");
  const option = (page: Page, name: string) =>
    list(page)
      .getByRole("option")
      .filter({ has: page.locator(".cm-completionLabel", { hasText: new RegExp(`^${name}$`) }) })
      .first();
  const textOf = async (page: Page) =>
    (await page.locator(".cm-line").allTextContents()).join("\n");
  const heard = (page: Page) => page.evaluate<string[]>("globalThis.heard");
  const focused = (page: Page) => page.evaluate<string>("document.activeElement.id");
  const isInEditor = (page: Page) =>
    page.evaluate<boolean>("document.activeElement.classList.contains('cm-content')");
  /** A list that has just opened accepts no key, in case it was meant for the text. */
  async function accept(page: Page, key: "Enter" | "Tab"): Promise<void> {
    await page.waitForTimeout(200);
    await page.keyboard.press(key);
  }
  const openSettings = (page: Page) => page.locator("#editor-settings summary").click();

  // ---- lists -----------------------------------------------------------------------------------
  test.each(VIEWS)(
    "after a dot, the members with their types: %s, %s, %i px",
    async (colorScheme, language, width) => {
      const page = await visit(language, { colorScheme, viewport: { width, height: 780 } }, BEGUN);
      await page.keyboard.type(".");
      const at = option(page, "at");
      await at.waitFor(PATIENT);
      // T is known only to the type checker.
      expect(await at.innerText()).toContain("(index: number): number | undefined");
      const words = { en: "Suggestions", "zh-CN": "补全列表" }[language];
      expect(await list(page).getByRole("listbox").getAttribute("aria-label")).toBe(words);
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);
      await page.keyboard.type("redu");
      await expect
        .poll(() => page.locator(".cm-content").getAttribute("aria-activedescendant"), PATIENT)
        .not.toBe(null);
      await option(page, "reduce").and(page.locator("[aria-selected]")).waitFor(PATIENT);
      await accept(page, "Enter");
      await expect.poll(() => textOf(page), PATIENT).toBe(`${BEGUN}.reduce`);
      expect(await list(page).count()).toBe(0);
    },
  );

  test.each([
    ["en", "loop over rows"],
    ["zh-CN", "逐行遍历"],
  ] as const)(
    "in %s: names of the exercise, and snippets, without the server",
    async (language, words) => {
      const page = await visit(language, {}, "");
      const asked: string[] = [];
      page.on("request", (request) => {
        if (request.url().endsWith("/assist")) asked.push(request.url());
      });
      await page.keyboard.type("tot");
      await option(page, "total").waitFor(PATIENT);
      expect(await option(page, "total").innerText()).toContain("number[]");
      await accept(page, "Tab");
      await expect.poll(() => textOf(page), PATIENT).toBe("total");
      await page.keyboard.type(";\nfor");
      const loop = list(page).getByRole("option").filter({ hasText: words });
      await loop.click(PATIENT);
      await page.keyboard.type("x");
      await page.keyboard.press("Tab");
      await page.keyboard.type("X");
      await expect.poll(() => textOf(page), PATIENT).toContain("for (const x of X) {");
      expect(asked).toEqual([]);
    },
  );

  test("Ctrl+Space and Alt+/ list everything that fits, with types", async () => {
    const page = await visit("en", {}, "const numbers: number[] = [];\nnum");
    for (const key of ["Control+Space", "Alt+/"]) {
      await page.keyboard.press(key);
      await expect.poll(() => option(page, "numbers").innerText(), PATIENT).toContain("number[]");
      await page.keyboard.press("Escape");
      await expect.poll(() => list(page).count(), PATIENT).toBe(0);
    }
  });

  test("Enter after a whole name begins a new line", async () => {
    const page = await visit("en", {}, "const value = 1;\n");
    await page.keyboard.type("value");
    await option(page, "value").and(page.locator("[aria-selected]")).waitFor(PATIENT);
    await page.keyboard.press("Enter");
    await page.keyboard.insertText("next");
    await expect.poll(() => textOf(page), PATIENT).toBe("const value = 1;\nvalue\nnext");
  });

  test("no list where a new name is written, in a text, or in a comment", async () => {
    const page = await visit();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/assist")) asked.push(request.url());
    });
    for (const text of ["const tot", ' = "tot', '"; // tot', ".tot"]) {
      await page.keyboard.type(text);
      expect(await list(page).count()).toBe(0);
    }
    // What would have come, has come before this.
    await page.keyboard.type("\ntot");
    await option(page, "total").waitFor(PATIENT);
    expect(asked).toEqual([]);
  });

  // ---- without an answer -----------------------------------------------------------------------
  test("when the server is busy, the editor's own list stands, and nothing complains", async () => {
    const page = await visit("en", {}, BEGUN);
    await page.route(ASSIST, (route) => route.fulfill({ json: { state: "busy" } }));
    await page.keyboard.type(".");
    await option(page, "map").waitFor(PATIENT);
    expect(await option(page, "at").innerText()).toContain("T | undefined");
    expect(await page.locator("#notices").innerText()).toBe("");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Backspace");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+i");
    await note(page).waitFor(PATIENT);
    expect(await note(page).innerText()).toContain("not available right now");
  });

  test("a question is dropped at the next key", async () => {
    const page = await visit("en", {}, BEGUN);
    const held: Route[] = [];
    const dropped: string[] = [];
    page.on("requestfailed", (request) => dropped.push(request.failure()!.errorText));
    await page.route(ASSIST, (route) => void held.push(route));
    await page.keyboard.type(".");
    await expect.poll(() => held.length, PATIENT).toBe(1);
    await page.keyboard.type("r");
    await expect.poll(() => dropped, PATIENT).toContain("net::ERR_ABORTED");
  });

  test("offline, the names of the text are offered", async () => {
    const page = await visit("en", {}, "const numbers = 1;\n");
    await page.context().setOffline(true);
    await page.keyboard.type("numb");
    await expect.poll(() => option(page, "numbers").count(), PATIENT).toBe(1);
    await page.context().setOffline(false);
  });

  // ---- signatures and types --------------------------------------------------------------------
  test.each(VIEWS)(
    "the signature of a call, with the parameter: %s, %s, %i px",
    async (colorScheme, language, width) => {
      const page = await visit(language, { colorScheme, viewport: { width, height: 780 } }, BEGUN);
      await page.keyboard.type(".slice(");
      const marked = note(page).locator("strong");
      await expect.poll(() => marked.innerText(), PATIENT).toBe("start?: number");
      expect(await note(page).getAttribute("role")).toBe("tooltip");
      await expect
        .poll(() => heard(page), PATIENT)
        .toContainEqual(expect.stringContaining("slice("));
      await page.keyboard.type("1, ");
      await expect.poll(() => marked.innerText(), PATIENT).toBe("end?: number");
      await expect.poll(() => heard(page), PATIENT).toContain("end?: number");
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);
      // The line that is written stays visible.
      const line = (await page.locator(".cm-activeLine").boundingBox())!;
      const { y, height } = (await note(page).boundingBox())!;
      expect(y + height <= line.y + line.height / 4 || y >= line.y + line.height).toBe(true);
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => note(page).count(), PATIENT).toBe(0);
    },
  );

  test("Escape closes a list or a signature, and Tab then leaves the editor", async () => {
    const page = await visit("en", {}, BEGUN);
    await page.keyboard.type(".");
    await option(page, "at").waitFor(PATIENT);
    await page.keyboard.press("Escape");
    expect(await list(page).count()).toBe(0);
    await page.keyboard.press("Tab");
    expect([await isInEditor(page), await focused(page)]).toEqual([false, "submit"]);
    await page.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("at(");
    await note(page).waitFor(PATIENT);
    await page.keyboard.press("Escape");
    expect(await note(page).count()).toBe(0);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("submit");
    // Asked for again, and closed by leaving.
    await page.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+Shift+Space");
    await note(page).waitFor(PATIENT);
    await page.locator("#try-code").focus();
    await expect.poll(() => note(page).count(), PATIENT).toBe(0);
  });

  test.each(VIEWS)(
    "the type of a name by keyboard, and by mouse: %s, %s, %i px",
    async (colorScheme, language, width) => {
      const page = await visit(language, { colorScheme, viewport: { width, height: 780 } }, BEGUN);
      await page.keyboard.press("Control+k");
      await page.keyboard.press("Control+i");
      await expect.poll(() => note(page).innerText(), PATIENT).toBe("(parameter) values: number[]");
      await expect.poll(() => heard(page), PATIENT).toContain("(parameter) values: number[]");
      expect(await seriousErrors(page)).toEqual([]);
      expect(await sidewaysPx(page)).toBe(0);
      await page.keyboard.press("ArrowLeft");
      await expect.poll(() => note(page).count(), PATIENT).toBe(0);
      await page.keyboard.press("ControlOrMeta+Home");
      await page.keyboard.press("Control+k");
      await page.keyboard.press("Control+i");
      const nothing = { en: "no name with a type", "zh-CN": "没有可显示类型" };
      // "export" is a keyword.
      await expect
        .poll(() => note(page).innerText(), PATIENT)
        .toContain(nothing[language].slice(-4));
      await page.keyboard.press("Escape");
      await page.getByText("total", { exact: true }).locator("visible=true").first().hover();
      await expect.poll(() => note(page).innerText(), PATIENT).toContain("function total");
    },
  );

  // ---- settings --------------------------------------------------------------------------------
  test.each([
    ["en", "Suggest while typing", PHONE],
    ["zh-CN", "输入时自动补全", {}],
  ] as const)(
    "in %s: switched off, nothing opens by itself, over a reload",
    async (language, label, options) => {
      const page = await visit(language, options, BEGUN);
      await openSettings(page);
      await page.getByLabel(label).uncheck();
      expect(await seriousErrors(page)).toEqual([]);
      const type = async () => {
        await page.locator(".cm-content").fill(BEGUN);
        await page.keyboard.press("ControlOrMeta+End");
        await page.keyboard.type(".slice(va");
        expect([await list(page).count(), await note(page).count()]).toEqual([0, 0]);
        await page.keyboard.press("Control+Space");
        await option(page, "values").waitFor(PATIENT);
        expect(await note(page).count()).toBe(0);
      };
      await type();
      await page.reload();
      await page.locator(".cm-content").waitFor(PATIENT);
      await type();
      await openSettings(page);
      await page.getByLabel(label).check();
      await page.locator(".cm-content").fill(BEGUN);
      await page.keyboard.press("ControlOrMeta+End");
      await page.keyboard.type(".");
      await option(page, "at").waitFor(PATIENT);
    },
  );

  test("with Vim keys, a list opens in insert mode, and Escape closes it and leaves the mode", async () => {
    const page = await visit("en", {}, "const numbers = 1;\n");
    await openSettings(page);
    await page.getByLabel("Vim keys").check();
    await page.locator(".cm-vim-panel").waitFor(PATIENT);
    await page.locator(".cm-content").focus();
    await page.keyboard.type("Gonumb");
    await option(page, "numbers").waitFor(PATIENT);
    await page.keyboard.press("Escape");
    await expect.poll(() => list(page).count(), PATIENT).toBe(0);
    await page.keyboard.type("dd");
    await expect.poll(() => textOf(page), PATIENT).toMatch(/^const numbers = 1;\n*$/);
  });
});
