// A course from its creation to its marks, in a real browser: an assignment, a late student, an
// extension, a score set by hand and removed, the export, fixed tests that are previewed, applied
// and undone; and an audit log entry for each change. The teacher reads English, the student
// Chinese.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousErrors } from "../support/accessibility.ts";
import { CHROMIUM, NEEDS_CHROMIUM, openBrowser, openVisitor } from "../support/browser.ts";
import { edit, TINY } from "../support/packs.ts";
import { startSite, type TestSite } from "../support/site.ts";

const PASSWORD = "correct horse battery";
/** Off by 1e-14: only a mistyped tolerance notices. */
const NEARLY =
  "export const total = (values: number[]): number => values.reduce((a, b) => a + b, 1e-14);\n";
const STRICT = '"input":[7],"expected":7,"tolerance":{"rtol":0,"atol":1e-16}';
const MENDED = '"input":[7],"expected":7';

describe.skipIf(CHROMIUM === undefined)(`teaching${NEEDS_CHROMIUM}`, () => {
  let site: TestSite;
  let browser: Browser;
  let teacher: Awaited<ReturnType<typeof openVisitor>>;
  let student: Awaited<ReturnType<typeof openVisitor>>;
  const packs = join(mkdtempSync(join(tmpdir(), "gradus-teaching-")), "packs");
  const cases = join(packs, "tiny", "sum", "data", "secret", "hidden.json");
  let course: string;
  let assignment: string;
  let cell: string;

  beforeAll(async () => {
    cpSync(TINY, join(packs, "tiny"), { recursive: true });
    edit(cases, MENDED, STRICT);
    [site, browser] = await Promise.all([startSite({ packsFolder: packs }), openBrowser()]);
    teacher = await openVisitor(browser, site.url, "en");
    student = await openVisitor(browser, site.url, "zh-CN");
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await site?.close();
    rmSync(join(packs, ".."), { recursive: true, force: true });
  });

  const press = async (page: Page, selector: string) => {
    await Promise.all([page.waitForLoadState("load"), page.locator(selector).first().click()]);
  };
  const signUp = async (page: Page, path: string, name: string) => {
    await page.goto(path);
    await page.locator("[name=name]").fill(name);
    await page.locator("[name=username]").fill(name.toLowerCase());
    await page.locator("[name=password]").fill(PASSWORD);
    await page.locator("[name=password]").press("Enter");
  };
  /** "2026-03-01T12:00" in the course's time zone, which the browser's is. */
  const localTime = (hours: number) =>
    Temporal.Now.zonedDateTimeISO("Asia/Shanghai")
      .add({ hours })
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" });
  const scoreShown = async () => {
    await student.page.goto(`/courses/${course}`);
    return student.page.locator("#content").innerText();
  };
  const actions = () =>
    site.services.db.$client
      .prepare<[], string>("select action from audit_events order by id")
      .pluck()
      .all();

  test("a course and an assignment that was due yesterday", async () => {
    const { page } = teacher;
    await signUp(page, new URL(site.setupPath!, site.url).pathname, "Teacher");
    await page.waitForURL((url) => !url.pathname.startsWith("/setup"));
    await page.goto("/manage");
    await page.locator("form[action='/manage/courses'] input[name=title]").fill("Sums");
    await press(page, "form[action='/manage/courses'] button");
    await page.waitForURL("**/courses/*");
    course = /courses\/(\w+)/.exec(page.url())![1]!;
    await page.goto(`/courses/${course}/assignments/new`);
    await page.locator("[name='pick:tiny/sum']").check();
    await page.locator("[name=opensAt]").fill(localTime(-96));
    await page.locator("[name=dueAt]").fill(localTime(-12));
    await page.locator("[name=late][value=deduction]").check();
    await page.locator("[name=latePercent]").fill("10");
    await page.locator("[name=points]").fill("100");
    expect(await seriousErrors(page)).toEqual([]);
    await page.locator("[name=points]").press("Enter");
    await page.waitForURL(`**/courses/${course}**`);
    assignment = site.services.db.$client
      .prepare<[], string>("select id from assignments")
      .pluck()
      .get()!;
    expect(await page.locator("#content").innerText()).toContain("Sum");
  });

  test("a student joins and submits late: before, the page shows the deduction, and afterwards the score explains it", async () => {
    const { page: staff } = teacher;
    await staff.goto(`/courses/${course}/people`);
    await press(staff, "form[action*='/links#'] button");
    await staff.waitForURL("**/people#links");
    const link = /\/join\/[0-9a-z]+/.exec(await staff.content())![0];
    const { page } = student;
    await page.goto(link);
    await signUp(
      page,
      (await page.locator("a[href^='/sign-up']").last().getAttribute("href"))!,
      "Lin",
    );
    await page.waitForURL("**/courses/**");
    await page.locator(`a[href*='/exercises/tiny/sum']`).first().click();
    await page.waitForSelector(".cm-content");
    expect(await page.locator(".work-banner").innerText()).toContain("10%");
    await page.locator(".cm-content").focus();
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText(NEARLY);
    await page.keyboard.press("Control+Enter");
    await page.waitForURL("**/submissions/*");
    await page.waitForSelector(".verdict-line.bad");
    expect(await scoreShown()).toMatch(/74\.97 分：.*迟交 1 天，扣 10%/);
    const userId = site.services.db.$client
      .prepare<[], string>("select id from users where username = 'lin'")
      .pluck()
      .get()!;
    cell = `/courses/${course}/gradebook/${assignment}/${userId}`;
  });

  test("an extension removes the deduction", async () => {
    const { page } = teacher;
    await page.goto(`/courses/${course}/assignments/${assignment}/extensions`);
    await page.locator("[name=names]").fill("lin");
    await page.locator("[name=dueAt]").fill(localTime(48));
    await page.locator("[name=reason]").fill("ill");
    await page.locator("[name=reason]").press("Enter");
    await page.waitForLoadState("load");
    expect(await scoreShown()).toMatch(/83\.3 分：/);
  });

  test("a score is set by hand with a reason, and removed", async () => {
    const { page } = teacher;
    await page.goto(cell);
    await page.locator("form[action$='/override'] [name=points]").fill("90");
    await page.locator("[name=reason]").fill("explained it at the board");
    await page.locator("[name=reason]").press("Enter");
    await page.waitForLoadState("load");
    expect(await scoreShown()).toMatch(/90 分：.*explained it at the board/);
    await page.goto(cell);
    await press(page, "form[action$='/override/undo'] button");
    expect(await scoreShown()).toMatch(/83\.3 分：/);
  });

  test("the export contains it", async () => {
    const answer = await teacher.page.request.get(`/courses/${course}/gradebook/export?format=csv`);
    const rows = parse(await answer.text(), { bom: true });
    const lin = rows.find((row) => row.includes("lin"));
    expect(lin?.map(Number)).toContain(83.3);
  });

  test("fixed tests: previewed, applied, undone", async () => {
    edit(cases, STRICT, MENDED);
    const { page } = teacher;
    await page.goto("/manage");
    await press(page, "form[action='/manage/publish'] button");
    await expect.poll(() => site.services.publisher.state.kind, { timeout: 60_000 }).toBe("done");
    await page.goto(`/courses/${course}/regrades`);
    await press(page, `form[action$='/regrades'] button[type=submit]`);
    await page.waitForURL("**/regrades/**");
    await page.waitForSelector("form[action$='/apply']", { timeout: 30_000 });
    const preview = await page.locator("#content").innerText();
    expect(preview).toContain("83.3");
    expect(preview).toContain("100");
    expect(await seriousErrors(page)).toEqual([]);
    // Nothing has happened yet.
    expect(await scoreShown()).toMatch(/83\.3 分：/);
    const before = site.services.db.$client.prepare("select * from scores").all();
    await press(page, "form[action$='/apply'] button[value=all]");
    expect(await scoreShown()).toMatch(/100 分：/);
    await press(page, "form[action$='/undo'] button");
    expect(await scoreShown()).toMatch(/83\.3 分：/);
    expect(site.services.db.$client.prepare("select * from scores").all()).toEqual(before);
  });

  test("the audit log has an entry for every change, in order", async () => {
    expect(actions()).toEqual([
      "course.create",
      "assignment.create",
      "join-link.make",
      "enrolment.join",
      "extension.set",
      "override.set",
      "override.undo",
      "packs.publish",
      "regrade.start",
      "regrade.apply",
      "regrade.undo",
    ]);
    const { page } = teacher;
    await page.goto(`/courses/${course}/audit`);
    expect(await page.locator("table.audit tbody tr").count()).toBe(10);
    expect(await seriousErrors(page)).toEqual([]);
    expect([...teacher.complaints, ...student.complaints]).toEqual([]);
  });
});
