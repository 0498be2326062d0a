// Questions in Chromium: a student asks at a test, at a line and about a hidden group by keyboard,
// staff find and answer it, the student reads the answer; in both languages and themes, on a phone,
// and without scripts.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createCourse } from "../../src/membership/create-course.ts";
import { LIMITS } from "../../src/http/throttle.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import { seriousErrors, sidewaysPx } from "../support/accessibility.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { type MemberSession, signUp } from "../support/session.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PATIENT = { timeout: 60_000 };
const SOURCE = `// Adds up, but skips the first one.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 1; i < values.length; i += 1) sum += values[i]!; // wider than a phone
  return sum;
}
`;
const FOCUSED = "document.activeElement.closest('.question')?.id ?? document.activeElement.name";

describe.skipIf(CHROMIUM === undefined)(`questions to the staff${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let teacher: MemberSession;
  let course: string;
  let assignment: string;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startSite(), openBrowser()]);
    const { db, host } = site.services;
    teacher = await signUp(site, "teacher");
    course = createCourse(db, "Machine learning", teacher.userId);
    assignment = makeAssignment(db, { courseId: course });
    await vi.waitUntil(() => host.state.kind === "ready", PATIENT);
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close(0);
  });

  async function signIn(page: Page, { cookie }: MemberSession): Promise<void> {
    await page.context().addCookies(
      cookie.split("; ").map((pair) => ({
        name: pair.slice(0, pair.indexOf("=")),
        value: pair.slice(pair.indexOf("=") + 1),
        url: site.url,
      })),
    );
  }

  /** A student of the course, and the address of their submission, which is graded. */
  async function submit(name: string): Promise<{ student: MemberSession; path: string }> {
    const { db } = site.services;
    const student = await signUp(site, name);
    addEnrolment(db, course, student.userId);
    const answer = await student.ask(`/exercises/tiny/sum/submissions?assignment=${assignment}`, {
      method: "POST",
      body: new URLSearchParams({ source: SOURCE }),
    });
    const path = new URL(answer.headers.get("location")!, site.url).pathname;
    const isGraded = db.$client.prepare("select 1 from gradings where submission_id = ?");
    await vi.waitUntil(() => isGraded.get(path.split("/").at(-1)) !== undefined, PATIENT);
    return { student, path };
  }

  async function judge(page: Page, name: string): Promise<void> {
    expect(await seriousErrors(page), name).toEqual([]);
    expect(await sidewaysPx(page), name).toBeLessThanOrEqual(0);
    const folder = process.env["GRADUS_SHOTS"];
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/questions-${name}.png`, fullPage: true });
  }

  /** Writes into the form that has the focus, and sends it by the keyboard alone. */
  async function write(page: Page, text: string): Promise<void> {
    expect(await page.evaluate("document.activeElement.tagName")).toBe("TEXTAREA");
    await page.keyboard.type(text);
    await page.keyboard.press("Tab");
    const before = page.url();
    const isNew = ({ href, hash }: URL) => href !== before && /^#question-\w{16}$/.test(hash);
    await Promise.all([page.waitForURL(isNew), page.keyboard.press("Enter")]);
    // The keyboard continues at the question.
    await expect.poll(() => page.evaluate(FOCUSED)).toBe(new URL(page.url()).hash.slice(1));
  }

  test.each([
    ["en", "light", 1280],
    ["zh-CN", "dark", 390],
    ["en", "dark", 390],
    ["zh-CN", "light", 1280],
  ] as const)(
    "by keyboard, in %s, %s, %i pixels wide",
    async (language, colorScheme, width) => {
      const t = makeTranslator(language);
      const name = `${language}-${colorScheme}-${width}`;
      const { student, path } = await submit(`ada-${name}`.toLowerCase());
      const options = { colorScheme, viewport: { width, height: 844 } } as const;
      const asStudent = await openVisitor(browser, site.url, language, options);
      const asStaff = await openVisitor(browser, site.url, language, options);
      await signIn(asStudent.page, student);
      await signIn(asStaff.page, teacher);
      const { page } = asStudent;
      await page.goto(path);

      // At a failing test.
      const summary = page.locator(".case details.ask > summary").first();
      await summary.focus();
      await page.keyboard.press("Enter");
      await judge(page, `form-${name}`);
      await page.keyboard.press("Tab");
      await write(page, "Why is `total([1])` not 1?");
      const thread = page.locator(".case .question");
      expect(await thread.innerText()).toContain(t("question.state.waiting"));
      expect(await thread.locator("code").innerText()).toBe("total([1])");

      // At a line, by its number.
      await page.locator("#ask-line").focus();
      await page.keyboard.type("4");
      await Promise.all([page.waitForURL(/ask=4#question-text$/), page.keyboard.press("Enter")]);
      expect(await page.locator("#line-4 + tr #question-text").count()).toBe(1);
      await judge(page, `line-form-${name}`);
      await write(page, "Does this loop begin right?");
      expect(await page.locator("#line-4 + tr .question").count()).toBe(1);

      // The student's own list, and back to the place.
      await page.goto(`/courses/${course}`);
      await page.locator(".course-nav a", { hasText: t("course.place.questions") }).focus();
      await Promise.all([page.waitForURL(/\/questions$/), page.keyboard.press("Enter")]);
      expect(await page.locator(".question-rows li").count()).toBe(2);
      await judge(page, `own-list-${name}`);
      await page.goto(path);

      // About a hidden group, as a whole.
      const hidden = page.locator(".group", { hasText: t("report.hidden") });
      await hidden.locator("details.ask > summary").focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await write(page, "What is in here?");
      expect(await hidden.locator(".question").count()).toBe(1);
      await judge(page, `asked-${name}`);

      // Staff find it from the course.
      const staff = asStaff.page;
      await staff.goto(`/courses/${course}`);
      await staff.locator(".course-nav a", { hasText: t("course.place.questions") }).focus();
      await Promise.all([staff.waitForURL(/\/questions$/), staff.keyboard.press("Enter")]);
      await judge(staff, `list-${name}`);
      await staff.locator(".question-rows a[href*='#question-']").last().focus();
      await Promise.all([staff.waitForURL(/#question-/), staff.keyboard.press("Enter")]);
      await staff.goto(`${path}${new URL(page.url()).hash}`);
      await staff.locator(".case .question details.ask > summary").focus();
      await staff.keyboard.press("Enter");
      await staff.keyboard.press("Tab");
      await write(staff, "Look at the index that it begins with.");
      await judge(staff, `answered-${name}`);

      // The student learns of it, and marks it as done.
      await page.goto("/courses");
      const news = page.locator("[aria-labelledby='new-answers'] a");
      expect(await news.count()).toBe(1);
      await judge(page, `news-${name}`);
      await news.focus();
      await Promise.all([
        page.waitForURL(/\/submissions\/.*#question-/),
        page.keyboard.press("Enter"),
      ]);
      expect(await thread.innerText()).toContain("Look at the index");
      expect(await thread.innerText()).toContain(t("question.state.answered"));
      await judge(page, `read-${name}`);
      await thread.getByRole("button", { name: t("question.done") }).focus();
      await Promise.all([page.waitForResponse(/\/state$/), page.keyboard.press("Enter")]);
      await expect.poll(() => thread.innerText()).toContain(t("question.state.done"));
      await judge(page, `done-${name}`);
      await page.goto("/courses");
      expect(await news.count()).toBe(0);
      expect([...asStudent.complaints, ...asStaff.complaints]).toEqual([]);
      await asStudent.close();
      await asStaff.close();
    },
    120_000,
  );

  test("without scripts; a text that is refused stays in its form", async () => {
    const { student, path } = await submit("ben");
    const { page, close } = await openVisitor(browser, site.url, "en", {
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    await signIn(page, student);
    await page.goto(path);
    // A click on the number of a line, for those with a mouse.
    await page.locator("#line-2 .line-number a").click();
    const form = page.locator("#line-2 + tr form");
    const text = "Is this the name\nthat you expect?";
    const { throttle } = site.services;
    for (let i = 0; i < LIMITS.messageAccount.times; i += 1)
      await throttle.take("messageAccount", student.userId);
    await form.locator("textarea").fill(text);
    await form.locator("button.primary").click();
    expect(await form.locator(".error").innerText()).toContain("too many messages");
    expect(await form.locator("textarea").inputValue()).toBe(text);
    expect(await sidewaysPx(page)).toBeLessThanOrEqual(0);
    await throttle.clear("messageAccount", student.userId);
    await form.locator("button.primary").click();
    const thread = page.locator("#line-2 + tr .question");
    expect(await thread.innerText()).toContain(text);
    await thread.locator("details.ask > summary").click();
    await thread.locator("textarea").fill("I think so.");
    await thread.getByRole("button", { name: "Send" }).click();
    expect(await thread.innerText()).toContain("I think so.");
    await thread.getByRole("button", { name: "Mark as done" }).click();
    expect(await thread.innerText()).toContain("Reopen");
    await close();
  }, 120_000);
});
