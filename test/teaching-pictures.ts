// Takes the pictures of a course in docs/images from the demo: npm run pictures. Needs chromium.
// Its packs are a copy in which one tolerance is mistyped until everything has been graded by it:
// the regrade's preview shows the effect of correcting it.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import type { Language } from "../grader/doors/packs.ts";
import { selectCourseAssignments } from "../src/assignments/assignments.ts";
import { makeDemo } from "../src/demo/make-demo.ts";
import { wordDemo } from "../src/demo/words.ts";
import { makeTranslator } from "../src/i18n/index.ts";
import { openBrowser, openVisitor } from "./support/browser.ts";
import { edit, LLM_PRIMER, ROOT } from "./support/packs.ts";
import { startSite } from "./support/site.ts";

const WINDOW = { width: 1280, height: 860 };
const TIME_ZONE = "Asia/Shanghai";
const TOLERANCE = {
  right: '"coef":{"rtol":1e-09,"atol":6.798756798756801e-14}',
  mistyped: '"coef":{"rtol":1e-19,"atol":6.798756798756801e-24}',
};

const browser = await openBrowser();
try {
  for (const language of ["en", "zh-CN"] as const) await takePictures(browser, language);
} finally {
  await browser.close();
}

async function takePictures(browser: Browser, language: Language): Promise<void> {
  const packsFolder = join(mkdtempSync(join(tmpdir(), "gradus-pictures-")), "llm-primer");
  cpSync(LLM_PRIMER, packsFolder, { recursive: true });
  const cases = join(packsFolder, "fit-a-line", "data", "sample", "scale.json");
  edit(cases, TOLERANCE.right, TOLERANCE.mistyped);
  const site = await startSite({ packsFolder, language, timeZone: TIME_ZONE });
  try {
    while (site.services.host.state.kind === "starting") await setTimeout(50);
    const t = makeTranslator(language);
    const words = wordDemo(t, language);
    const demo = await makeDemo(site.services, words, TIME_ZONE, () => {});
    edit(cases, TOLERANCE.mistyped, TOLERANCE.right);
    const published = await site.services.publisher.publishChecked();
    if (published.kind !== "done" || published.result.published.length !== 1)
      throw new Error(`the corrected tolerance was not published: ${JSON.stringify(published)}`);

    const { page, close } = await openVisitor(browser, site.url, language, {
      viewport: WINDOW,
      timezoneId: TIME_ZONE,
    });
    await signIn(page, demo);
    const course = `/courses/${demo.courseId}`;
    const pathOf = (exercise: string) => {
      const all = selectCourseAssignments(site.services.db, demo.courseId);
      return `${course}/assignments/${all.find(({ exerciseId }) => exerciseId === exercise)!.id}`;
    };
    const take = async (name: string) => {
      await page.evaluate("document.fonts.ready");
      await page.screenshot({ path: join(ROOT, "docs", "images", `${name}.${language}.png`) });
      console.log(`took docs/images/${name}.${language}.png`);
    };

    await page.goto(`${course}/gradebook`);
    await page.waitForSelector(".grid-body .grid-row");
    for (const colorScheme of ["dark", "light"] as const) {
      await page.emulateMedia({ colorScheme });
      await take(`gradebook-${colorScheme}`);
    }
    await page.goto(`${pathOf("gradient-descent")}/statistics`);
    await page
      .locator(".figure")
      .first()
      .evaluate((figure: { scrollIntoView: () => void }) => figure.scrollIntoView());
    await take("statistics-light");
    await page.goto(`${course}/regrades`);
    await page.locator(`form[action$='/regrades'] button[type=submit]`).first().click();
    await page.waitForSelector("form[action$='/apply']", { timeout: 120_000 });
    await take("regrade-light");
    await page.goto(`${pathOf("fit-a-line")}/similarity`);
    await page.locator("main a[href*='/similarity/']").first().click({ timeout: 60_000 });
    await page.waitForLoadState("load");
    await take("similarity-light");
    await close();
  } finally {
    await site.close();
    rmSync(join(packsFolder, ".."), { recursive: true, force: true });
  }
}

async function signIn(
  page: Page,
  { username, password }: { username: string; password: string },
): Promise<void> {
  await page.goto("/sign-in");
  await page.fill("[name=login]", username);
  await page.fill("[name=password]", password);
  await page.locator("form:has([name=password]) button[type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
}
