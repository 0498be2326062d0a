// Takes the pictures of the site in docs/images from a running one: npm run pictures. Needs
// chromium. Each page in both languages, light and dark.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openBrowser, openVisitor } from "./support/browser.ts";
import { LLM_PRIMER, ROOT } from "./support/packs.ts";
import { startSite } from "./support/site.ts";

const WRONG = readFileSync(
  join(LLM_PRIMER, "fit-a-line", "submissions", "wrong_answer", "always-fits-an-intercept.ts"),
  "utf8",
);
const WINDOW = { width: 1280, height: 860 };

const site = await startSite({ packsFolder: LLM_PRIMER });
const browser = await openBrowser();
try {
  for (const language of ["en", "zh-CN"] as const)
    for (const colorScheme of ["light", "dark"] as const) await takePictures(language, colorScheme);
} finally {
  await browser.close();
  await site.close();
}

async function takePictures(
  language: "en" | "zh-CN",
  colorScheme: "light" | "dark",
): Promise<void> {
  const { page, close } = await openVisitor(browser, site.url, language, {
    colorScheme,
    viewport: WINDOW,
  });
  const take = async (name: string) => {
    await page.evaluate("document.fonts.ready");
    await page.screenshot({
      path: join(ROOT, "docs", "images", `${name}-${colorScheme}.${language}.png`),
    });
    console.log(`took docs/images/${name}-${colorScheme}.${language}.png`);
  };

  // Some way into the pack, so that the list shows progress.
  for (const [exercise, file] of [
    ["count-parameters", "reference.ts"],
    ["count-a-network", "reference.ts"],
    ["gradient-descent", "starter.ts"],
  ] as const) {
    await send(page, exercise, readFileSync(join(LLM_PRIMER, exercise, file), "utf8"));
    await page.waitForSelector(".group-points");
  }
  await page.goto("/exercises/llm-primer/fit-a-line");
  await page.waitForSelector(".cm-content");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(WRONG);
  await page.keyboard.press("Control+Home");
  await page.waitForSelector("#live-test-report .case");
  await page.waitForLoadState("networkidle");
  await take("exercise");
  await page.keyboard.press("Control+Enter");
  await page.waitForSelector(".verdict-line.bad");
  await take("report");
  await page.goto("/");
  await take("list");
  await close();
}

/** Sends the form of an exercise's page with this code, as it would be sent without a script. */
async function send(
  page: Awaited<ReturnType<typeof openVisitor>>["page"],
  exercise: string,
  source: string,
): Promise<void> {
  await page.goto(`/exercises/llm-primer/${exercise}`);
  await page.waitForSelector(".cm-content");
  await page.locator(".cm-content").click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(source);
  await page.keyboard.press("Control+Enter");
  await page.waitForURL("**/submissions/*");
}
