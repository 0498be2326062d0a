// The start page and the map in Chromium: searching while typing, filtering by keyboard, both
// without JavaScript, the address, going back; the map by keyboard and on a phone; both languages.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPacks } from "../../grader/doors/packs.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { LLM_PRIMER } from "../support/packs.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const { exercises: IDS } = findPacks(LLM_PRIMER).packs[0]!.manifest;
const TOTAL = IDS.length;

describe.skipIf(CHROMIUM === undefined)(`the start page and the map${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let student: MemberSession;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite({ packsFolder: LLM_PRIMER }), openBrowser()]);
    student = await signUp(site, "student");
    site.services.db.$client
      .prepare(
        `insert into drafts (user_id, pack_id, exercise_id, source, revision, saved_at)
         values (?, 'llm-primer', 'fit-a-line', 'export {}', 1, ?)`,
      )
      .run(student.userId, Date.now());
  });
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  const signIn = (page: Page) =>
    page.context().addCookies(
      student.cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: site.url,
      })),
    );
  const rows = (page: Page) => page.locator("ol.exercises > li:visible");
  const titles = (page: Page) => rows(page).locator(".entry-title").allTextContents();
  const count = (page: Page) => page.locator("#filter-count").textContent();
  const searchOf = (page: Page) => new URL(page.url()).search;

  test.each([
    ["zh-CN", "light", 1280],
    ["en", "dark", 1280],
    ["en", "light", 390],
    ["zh-CN", "dark", 390],
  ] as const)(
    "in %s, %s, %i px wide, for visitors and members",
    async (language, colorScheme, width) => {
      const t = makeTranslator(language);
      const { page, complaints, close } = await openVisitor(browser, site.url, language, {
        colorScheme,
        viewport: { width, height: 844 },
      });
      const look = async (where: string) => {
        expect(await seriousErrors(page), where).toEqual([]);
        expect(await sidewaysPx(page), where).toBeLessThanOrEqual(0);
        expect(await page.locator("h1").count(), where).toBe(1);
      };
      for (const who of ["visitor", "member"]) {
        if (who === "member") await signIn(page);
        await page.goto("/");
        await page.getByText(t("startPage.levels.title")).click();
        expect(await page.getByText(t("startPage.levels.five")).isVisible()).toBe(true);
        await look(`/ as ${who}`);
        await page.goto("/map");
        await look(`/map as ${who}`);
      }
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test("a search filters while it is typed, without a request, and is in the address", async () => {
    const { page, complaints, close } = await openVisitor(browser, site.url, "en");
    await page.goto("/");
    expect(await count(page)).toBe(`${TOTAL} of ${TOTAL} exercises`);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    const search = page.getByRole("searchbox", { name: "Search" });
    await search.pressSequentially("MULTIhead");
    expect(await titles(page)).toEqual(["Attention: looking back"]);
    expect(await count(page)).toBe(`1 of ${TOTAL} exercises`);
    await search.fill("线性");
    expect(await titles(page)).toEqual(["Linear regression"]);
    await expect.poll(() => searchOf(page)).toBe("?q=%E7%BA%BF%E6%80%A7");
    // Enter has nothing left to do.
    await search.press("Enter");
    expect(requests).toEqual([]);

    // The same page again, from the address alone.
    await page.reload();
    expect(await titles(page)).toEqual(["Linear regression"]);
    expect(await search.inputValue()).toBe("线性");
    // In the other language it is still this page.
    await page.getByRole("button", { name: "中文" }).click();
    await expect.poll(() => titles(page)).toEqual(["线性回归"]);
    expect(searchOf(page)).toBe("?q=%E7%BA%BF%E6%80%A7");
    expect(complaints).toEqual([]);
    await close();
  });

  test("the examples of the text are one key press away", async () => {
    const { page, complaints, close } = await openVisitor(browser, site.url, "zh-CN");
    await page.goto("/");
    await page.getByRole("checkbox", { name: "只看课文例题" }).focus();
    await page.keyboard.press("Space");
    expect(await rows(page).count()).toBe(4);
    expect(await rows(page).first().locator(".from-text").textContent()).toBe("课文例题");
    await expect.poll(() => searchOf(page)).toBe("?from-text=1");
    await page.reload();
    expect(await rows(page).count()).toBe(4);
    await page.getByRole("link", { name: "显示全部练习" }).press("Enter");
    expect(await rows(page).count()).toBe(TOTAL);
    expect(complaints).toEqual([]);
    await close();
  });

  test("changing the language returns to what was typed since the page was loaded", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en");
    await page.goto("/");
    await page.getByRole("searchbox").fill("perplexity");
    await expect.poll(() => searchOf(page)).toBe("?q=perplexity");
    await page.getByRole("button", { name: "中文" }).click();
    await expect.poll(() => titles(page)).toEqual(["它有多意外？困惑度"]);
    expect(searchOf(page)).toBe("?q=perplexity");
    await close();
  });

  test("an empty result says so, and its link clears the filter", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en");
    await page.goto("/?level=5");
    expect(await titles(page)).toEqual([
      "Train one attention head",
      "Your own tiny language expert",
    ]);
    const search = page.getByRole("searchbox");
    await search.fill("no such exercise");
    expect(await page.getByRole("status").textContent()).toBe("No exercise matches.");
    expect(await page.locator("section.pack:visible").count()).toBe(0);
    await page.getByRole("link", { name: "Show all exercises" }).press("Enter");
    await expect.poll(() => rows(page).count()).toBe(TOTAL);
    expect(await search.evaluate((element) => element.matches(":focus"))).toBe(true);
    expect(await page.getByRole("link", { name: "Show all exercises" }).count()).toBe(0);
    await expect.poll(() => searchOf(page)).toBe("");
    expect(await page.getByRole("combobox", { name: "Level" }).inputValue()).toBe("");
    await close();
  });

  test("a member filters by keyboard alone, continues where they left off, and goes back", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en");
    await signIn(page);
    await page.goto("/");
    await page.getByRole("searchbox").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.type("Level 2");
    await page.keyboard.press("Tab");
    await page.keyboard.type("In");
    expect(await titles(page)).toEqual(["Linear regression"]);
    expect(await count(page)).toBe(`1 of ${TOTAL} exercises`);
    await expect.poll(() => searchOf(page)).toBe("?level=2&state=begun");
    await page
      .getByRole("region", { name: "Continue where you left off" })
      .getByRole("link", { name: "Linear regression" })
      .press("Enter");
    await page.waitForURL("**/exercises/llm-primer/fit-a-line");
    await page.goBack();
    await expect.poll(() => titles(page)).toEqual(["Linear regression"]);
    expect(await page.getByRole("combobox", { name: "State" }).inputValue()).toBe("begun");
    await close();
  });

  test("without JavaScript the form does the same", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en", {
      javaScriptEnabled: false,
    });
    await signIn(page);
    await page.goto("/");
    await page.getByRole("searchbox").fill("count");
    await page.getByRole("combobox", { name: "Level" }).selectOption("2");
    await page.getByRole("button", { name: "Search" }).click();
    await page.waitForURL("**/?q=count&level=2&state=");
    expect(await titles(page)).toEqual(["Count a transformer"]);
    expect(await page.getByRole("searchbox").inputValue()).toBe("count");
    await page.goto("/?state=begun");
    expect(await titles(page)).toEqual(["Linear regression"]);
    await page.getByRole("link", { name: "Show all exercises" }).click();
    await expect.poll(() => rows(page).count()).toBe(TOTAL);
    await close();
  });

  test("the map by keyboard: links in an order in which recommendations come first", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en");
    await signIn(page);
    await page.goto("/");
    await page.getByRole("link", { name: "See the map" }).press("Enter");
    await page.waitForURL("**/map");
    const entries = page.locator("a.map-entry");
    expect(await entries.count()).toBe(TOTAL);
    await entries.first().focus();
    const walked: string[] = [];
    for (let i = 0; i < TOTAL; i += 1) {
      walked.push(await page.locator(":focus").locator(".entry-title").innerText());
      await page.keyboard.press("Tab");
    }
    expect(walked.indexOf("Linear regression")).toBeGreaterThan(
      walked.indexOf("Count the parameters"),
    );
    expect(walked.indexOf("Your own tiny language expert")).toBeGreaterThan(
      walked.indexOf("Build a transformer block"),
    );
    // Rows from top to bottom, each from left to right.
    const boxes = await entries.evaluateAll((all) =>
      all.map((one) => [one.getBoundingClientRect().top, one.getBoundingClientRect().left]),
    );
    const sorted = boxes.toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
    expect(boxes).toEqual(sorted);
    await page
      .getByRole("link", {
        name: /^Linear regression level 2 · about 75 minutes · 15 points · from the text draft/,
      })
      .press("Enter");
    await page.waitForURL("**/exercises/llm-primer/fit-a-line");
    await close();
  });

  test("on a wide window lines end at the exercises, and pass none", async () => {
    const { page, close } = await openVisitor(browser, site.url, "en");
    await page.goto("/map");
    const gaps = await page.locator(".map-lines:not(.past)").evaluateAll((all) =>
      all.map((lines) => {
        const { left, width, bottom } = lines.getBoundingClientRect();
        const row = lines.nextElementSibling!;
        return {
          left,
          width,
          bottom,
          ends: [...lines.innerHTML.matchAll(/ ([\d.]+) 100/g)].map(([, x]) => Number(x) / 1000),
          past: [...row.innerHTML.matchAll(/M([\d.]+) 0V100/g)].map(([, x]) => Number(x) / 1000),
          cards: [...row.querySelectorAll("a")].map((card) => {
            const box = card.getBoundingClientRect();
            return { top: box.top, left: box.left, right: box.right };
          }),
        };
      }),
    );
    const wrong: string[] = [];
    for (const { left, width, bottom, ends, past, cards } of gaps) {
      if (cards.some(({ top }) => Math.abs(top - bottom) > 1)) wrong.push("a gap above a row");
      for (const end of ends) {
        const at = left + end * width;
        const isAtCard = cards.some((card) => Math.abs((card.left + card.right) / 2 - at) < 1.5);
        if (!isAtCard && !past.includes(end)) wrong.push(`a line ends at ${end}`);
      }
      for (const place of past) {
        const at = left + place * width;
        if (cards.some((card) => card.left < at && at < card.right))
          wrong.push(`a line is behind an exercise at ${place}`);
      }
    }
    expect(gaps.flatMap(({ past }) => past).length).toBeGreaterThan(3);
    expect(gaps.flatMap(({ ends }) => ends).length).toBeGreaterThan(TOTAL);
    expect(wrong).toEqual([]);
    await close();
  });

  test.each(["screen", "print"] as const)(
    "on a phone and on paper it is a list (%s)",
    async (media) => {
      const { page, close } = await openVisitor(browser, site.url, "en", {
        viewport: { width: media === "screen" ? 390 : 1280, height: 844 },
      });
      await page.emulateMedia({ media });
      await page.goto("/map");
      expect(await page.locator(".map-lines:visible").count()).toBe(0);
      expect(
        await page.getByText("recommended first: Backpropagation and Optimisers").isVisible(),
      ).toBe(true);
      expect(await page.getByRole("heading", { name: "Stage 5" }).isVisible()).toBe(true);
      const lefts = await page
        .locator("a.map-entry")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
      expect(new Set(lefts).size).toBe(1);
      expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);
      await close();
    },
  );
});
