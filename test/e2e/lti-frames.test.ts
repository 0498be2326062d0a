// Gradus in the frame of a learning platform, in Chromium: the platform on "localhost", Gradus on
// "127.0.0.1", which are two sites, and no cookies for sites in frames of others, unless they are
// kept apart for each platform (lti-road.test.ts has none of those either). A teacher links a course
// and adds exercises; a student opens one in a new window and submits. With the platform's storage
// and without, in both languages and themes, on a phone, and without scripts.

import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ltiPlatforms } from "../../src/db/lti-schema.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openVisitor } from "../support/browser.ts";
import { addCoursePages, type CoursePages, type StorageKind } from "../support/lti/course-pages.ts";
import { addDeepLinking, type DeepLinkingDouble } from "../support/lti/deep-linking.ts";
import {
  INSTRUCTOR,
  type Launch,
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { readCookies } from "../support/lti/strict-browser.ts";
import { findTool, openWindow } from "../support/lti/tool-frame.ts";
import { freePort } from "../support/nginx.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PATIENT = { timeout: 60_000 };

describe.skipIf(CHROMIUM === undefined)(`in a platform's frame${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let platform: LtiPlatformDouble;
  let deepLinking: DeepLinkingDouble;
  let pages: CoursePages;
  beforeAll(async () => {
    const port = await freePort();
    const root = `http://127.0.0.1:${port}`;
    [site, platform, browser] = await Promise.all([
      startSite({ port, publicUrl: root }),
      startLtiPlatform(),
      chromium.launch({
        executablePath: CHROMIUM!,
        args: [
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--test-third-party-cookie-phaseout",
          // In place of Playwright's own list, with which the whole block is off. An answer that a
          // test has changed has no address, and may not lead to this machine.
          "--disable-features=LocalNetworkAccessChecks",
        ],
      }),
    ]);
    platform.tool = listToolAddresses(root);
    deepLinking = addDeepLinking(platform);
    pages = addCoursePages(platform);
    registerPlatform(site.services.db, platform);
    await vi.waitUntil(() => site.services.host.state.kind === "ready", PATIENT);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await platform?.close();
    await site?.close(0);
  });

  const personOf = (kind: "teacher" | "student", name: string) =>
    kind === "teacher"
      ? { sub: `teacher-${name}`, name: "Zhang Wei", roles: [INSTRUCTOR] }
      : { sub: `student-${name}`, name: "李晓雨", roles: [LEARNER] };

  async function judge(place: Page | Frame, name: string): Promise<void> {
    // Both evaluate alike.
    expect(await seriousErrors(place as Page), name).toEqual([]);
    expect(await sidewaysPx(place as Page), name).toBeLessThanOrEqual(0);
    const folder = process.env["GRADUS_SHOTS"];
    const page = "page" in place ? place.page() : place;
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/lti-${name}.png`, fullPage: true });
  }

  /** A browser that keeps no cookie of a frame, not even apart for each platform. */
  async function dropFrameCookie(page: Page): Promise<void> {
    await page.context().route(`${platform.tool.login}**`, async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      const { "set-cookie": _, ...headers } = answer.headers();
      await route.fulfill({ response: answer, headers });
    });
  }

  test("Chromium sends no cookies of another site from a frame, but those that it keeps apart", async () => {
    const { page, close } = await openVisitor(browser, platform.url, "en");
    expect(await readCookies(page, platform.url)).toEqual({
      alone: "plain=1; apart=1",
      inFrame: "apart=1",
    });
    await close();
  });

  test.each([
    ["en", "light", 1280, "frame", "kept"],
    ["zh-CN", "dark", 390, "parent", "dropped"],
    ["en", "dark", 390, "none", "dropped"],
    ["zh-CN", "light", 1280, "frame", "dropped"],
  ] as const)(
    "in %s, %s, %i pixels wide, storage: %s, its own cookie: %s",
    async (language, colorScheme, width, storage, cookie) => {
      const t = makeTranslator(language);
      const name = `${language}-${colorScheme}-${width}`;
      const { page, complaints, close } = await openVisitor(browser, platform.url, language, {
        colorScheme,
        viewport: { width, height: 900 },
      });
      if (cookie === "dropped") await dropFrameCookie(page);
      const context = { id: `course-${name}`, title: "Machine learning", label: "ML" };
      const visit = (launch: Launch) => page.goto(pages.page({ context, ...launch }, storage));
      const teacher = personOf("teacher", name);
      const student = personOf("student", name);

      // Before the course is linked, the picker offers a new one, and a window for an old one.
      await visit(deepLinking.ask(teacher));
      let tool = await findTool(page, "button.primary");
      expect(await tool.locator("[name='title']").inputValue()).toBe("Machine learning");
      await judge(tool, `picker-unlinked-${name}`);

      // The teacher links it in a window.
      await visit({ person: teacher });
      await judge(await findTool(page, "a[target='_blank']"), `open-${name}`);
      const window = await openWindow(page);
      await window.locator("button.primary").click();
      await window.waitForURL(/\/courses\/\w{16}$/);
      await window.close();

      // Searches, and creates an assignment.
      await visit(deepLinking.ask(teacher));
      tool = await findTool(page, "#picker-list");
      await tool.locator("#picker-q").fill("no such exercise");
      await tool.locator("#picker-none").waitFor();
      await judge(tool, `picker-none-${name}`);
      await tool.locator("#picker-q").fill("TOTAL");
      await tool.locator("#picker-q").press("Enter");
      await tool.locator("[name='exercise:tiny/sum']").check();
      await tool.locator("[name='points']").fill("x");
      await tool.locator("button.primary").click();
      tool = await findTool(page, "#field-points-error");
      expect(await tool.locator("[name='exercise:tiny/sum']").isChecked()).toBe(true);
      await judge(tool, `picker-error-${name}`);
      await tool.locator("[name='points']").fill("40");
      await tool.locator("button.primary").click();
      await findTool(page, "text=Added 1");

      // Two at once: the one that exists, and another.
      await visit(deepLinking.ask(teacher));
      tool = await findTool(page, "[name^='assignment:']");
      await tool.locator("[name^='assignment:']").check();
      await tool.locator("[name='exercise:tiny/sum']").check();
      await judge(tool, `picker-${name}`);
      await tool.locator("button.primary").click();
      await findTool(page, "text=Added 2");
      const { links } = deepLinking.answers.at(-1)!;
      expect(links.map(({ lineItem }) => lineItem!.scoreMaximum)).toEqual([40, 100]);

      // The student opens the second in a window, and submits.
      const asStudent = await openVisitor(browser, platform.url, language, {
        colorScheme,
        viewport: { width, height: 900 },
      });
      if (cookie === "dropped") await dropFrameCookie(asStudent.page);
      const launched = { person: student, context, custom: links[1]!.custom };
      await asStudent.page.goto(pages.page(launched, storage));
      const exercise = await openWindow(asStudent.page);
      expect(new URL(exercise.url()).searchParams.get("assignment")).toBe(
        links[1]!.custom["assignment"],
      );
      await exercise.locator("#submit").click();
      await exercise.waitForURL(/\/submissions\/\w{16}/, PATIENT);
      expect(await exercise.locator("body").innerText()).toContain("李晓雨");
      await asStudent.close();

      // A student adds nothing.
      await visit(deepLinking.ask(student));
      await judge(
        await findTool(page, `text=${t("ltiDeepLinking.noStaff.title")}`),
        `no-staff-${name}`,
      );
      // What was stored there is taken away.
      await expect.poll(() => page.evaluate("Object.keys(localStorage)")).toEqual([]);
      expect([...complaints, ...asStudent.complaints]).toEqual([]);
      await close();
    },
    240_000,
  );

  /** Whether the frame ends at a page that opens Gradus, and how it looks until then. */
  async function arrive(
    storage: StorageKind,
    { prepare, name }: { prepare: (page: Page) => Promise<void>; name: string },
  ): Promise<{ opens: boolean; text: string }> {
    const { page, close } = await openVisitor(browser, platform.url, "en");
    await prepare(page);
    await page.goto(pages.page({ person: personOf("student", name) }, storage));
    const tool = await findTool(page, "a[target='_blank'], p.muted:has-text('administrator')");
    const opens = (await tool.locator("a[target='_blank']").count()) > 0;
    const text = await tool.locator("body").innerText();
    if (!opens) await judge(tool, `refused-${name}`);
    await close();
    return { opens, text };
  }

  test("a platform whose storage does not answer: the login goes on without", async () => {
    const { opens } = await arrive("silent", { prepare: dropFrameCookie, name: "silent" });
    expect(opens).toBe(true);
  });

  test("storage that has lost the secret: refused", async () => {
    const { opens, text } = await arrive("parent", {
      name: "lost",
      prepare: async (page) => {
        await dropFrameCookie(page);
        // Before the platform signs, its storage is emptied.
        await page.context().route(`${platform.url}/auth**`, async (route) => {
          await page.evaluate("localStorage.clear()");
          await route.continue();
        });
      },
    });
    expect([opens, text]).toEqual([false, expect.stringContaining("began in another browser")]);
  });

  test("the pages between, which are gone at once, look like the others", async () => {
    for (const [language, colorScheme] of [
      ["en", "light"],
      ["zh-CN", "dark"],
    ] as const) {
      const { page, close } = await openVisitor(browser, platform.url, language, {
        colorScheme,
        viewport: { width: 390, height: 844 },
      });
      await dropFrameCookie(page);
      // The platform takes its time.
      const hold = Promise.withResolvers<void>();
      await page.context().route(`${platform.url}/auth**`, async (route) => {
        await hold.promise;
        await route.continue();
      });
      await page.goto(pages.page({ person: personOf("student", language) }, "silent"));
      await judge(await findTool(page, "#lti-go-on"), `storing-${language}`);
      hold.resolve();
      const tool = await findTool(page, "a[target='_blank']");
      expect(await tool.locator("#lti-go-on").count()).toBe(0);
      await close();
    }
  });

  test("after a minute, words take the place of the link; Canvas learns the height", async () => {
    for (const [language, colorScheme] of [
      ["en", "light"],
      ["zh-CN", "dark"],
    ] as const) {
      const t = makeTranslator(language);
      const { page, close } = await openVisitor(browser, platform.url, language, {
        colorScheme,
        viewport: { width: 390, height: 844 },
      });
      site.services.db.update(ltiPlatforms).set({ family: "canvas" }).run();
      await page.clock.install();
      await page.goto(pages.page({ person: personOf("student", language) }, "none"));
      const tool = await findTool(page, "a[target='_blank']");
      await expect
        .poll(() => page.evaluate<{ subject: string; height: number }[]>("heard"))
        .toContainEqual({ subject: "lti.frameResize", height: expect.any(Number) as number });
      await page.clock.fastForward(50_000);
      expect(await tool.locator("a[target='_blank']").count()).toBe(1);
      await page.clock.fastForward(10_000);
      await tool.getByText(t("ltiDeepLinking.open.over")).waitFor();
      expect(await tool.locator("a[target='_blank']").count()).toBe(0);
      await judge(tool, `over-${language}`);
      site.services.db.update(ltiPlatforms).set({ family: "moodle" }).run();
      await close();
    }
  });

  test("without scripts, by links and buttons", async () => {
    const { page, close } = await openVisitor(browser, platform.url, "en", {
      javaScriptEnabled: false,
    });
    const context = { id: "without-scripts", title: "No scripts" };
    const teacher = personOf("teacher", "plain");
    const goOn = async () => {
      // The platform's page, ours between, and the platform's again.
      await page.locator("form button").click();
      await (await findTool(page, "#lti-go-on")).locator("#lti-go-on").click();
      await (await findTool(page, "button:has-text('Continue')")).locator("button").click();
    };
    await page.goto(pages.page({ ...deepLinking.ask(teacher), context }, "parent"));
    await goOn();
    let tool = await findTool(page, "#picker-list");
    await tool.locator("[name='exercise:tiny/sum']").check();
    await tool.locator("#picker-q").fill("no such exercise");
    await tool.locator("#picker-search button").click();
    tool = await findTool(page, "#picker-q[value='no such exercise']");
    expect(await tool.locator("[name='exercise:tiny/sum']").isChecked()).toBe(true);
    await tool.locator("button.primary").click();
    tool = await findTool(page, "input[name='JWT'] ~ p button");
    await judgeStill(page, "back-plain");
    await tool.locator("button").click();
    await findTool(page, "text=Added 1");
    const { custom } = deepLinking.answers.at(-1)!.links[0]!;
    await page.goto(
      pages.page({ person: personOf("student", "plain"), context, custom }, "parent"),
    );
    await goOn();
    const exercise = await openWindow(page);
    expect(exercise.url()).toContain(`assignment=${custom["assignment"]}`);
    await close();
  });

  /** axe needs scripts. */
  async function judgeStill(page: Page, name: string): Promise<void> {
    const folder = process.env["GRADUS_SHOTS"];
    if (folder !== undefined) await page.screenshot({ path: `${folder}/lti-${name}.png` });
  }
});
