// The page: who is counted, its text when there are no data, and that its pictures comply with the
// site's policy.

import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignments, enrolments } from "../../src/db/schema.ts";
import type { GroupOutcome } from "../../src/db/submission-schema.ts";
import { extensions, overrides } from "../../src/db/teaching-schema.ts";
import { recordHintView } from "../../src/hints/hint-views.ts";
import { recomputeScores } from "../../src/scoring/recompute-scores.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import { addCourse, enrol, RULES, send } from "../support/statistics-world.ts";

const NOW = Date.now();
const HOUR_MS = 3_600_000;
const GROUPS = [
  ["shown", 2],
  ["fresh", 3],
  ["hidden", 5],
] as const;
const outcome = (...shares: number[]) =>
  GROUPS.map(([id, points], i): GroupOutcome & { points: number } => ({
    id,
    points,
    verdict: shares[i] === 1 ? "accepted" : "wrong-answer",
    share: shares[i]!,
  }));
const right = (hoursAgo: number) => ({
  atMs: NOW - hoursAgo * HOUR_MS,
  verdict: "accepted" as const,
  groups: outcome(1, 1, 1),
});
const wrong = (hoursAgo: number, fields: { misconception?: string; shares?: number[] } = {}) => ({
  atMs: NOW - hoursAgo * HOUR_MS,
  verdict: "wrong-answer" as const,
  groups: outcome(...(fields.shares ?? [1, 0, 0.2])),
  misconception: fields.misconception ?? null,
});

let site: QuietSite;
let staff: Awaited<ReturnType<QuietSite["signUp"]>>;
beforeAll(async () => {
  site = await openQuietSite();
  staff = await site.signUp("staff", { siteRole: "owner" });
});
afterAll(() => site.close());

async function pageOf(
  { courseId, assignmentId }: { courseId: string; assignmentId: string },
  language: "en" | "zh-CN" = "en",
): Promise<string> {
  const answer = await staff.get(`/courses/${courseId}/assignments/${assignmentId}/statistics`, {
    "accept-language": language,
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

test("opened hints are counted for each function, and the students are named", async () => {
  const { db } = site.services;
  const course = addCourse(db);
  const other = addCourse(db);
  const [ada, ben] = ["Ada Hints", "Ben Hints"].map((name) => enrol(db, course.courseId, name));
  const open = (userId: string, step: "nudge" | "idea", assignmentId: string | null) =>
    recordHintView(
      db,
      { userId, packId: "tiny", exerciseId: "sum" },
      { name: "total", step, assignmentId },
    );
  expect(await pageOf(course)).not.toContain('id="opened-hints"');
  open(ada!, "nudge", course.assignmentId);
  open(ada!, "idea", null);
  open(ben!, "nudge", course.assignmentId);
  open(ben!, "idea", other.assignmentId);
  const page = await pageOf(course);
  const section = page.slice(page.indexOf('id="opened-hints"'));
  expect(
    [...section.matchAll(/<td class="number">(\d+)<\/td>/g)].slice(0, 3).map(([, n]) => n),
  ).toEqual(["2", "1", "0"]);
  expect(section).toContain("2 students have opened hints");
  expect(section.indexOf("Ada Hints")).toBeLessThan(section.indexOf("Ben Hints"));
  expect(await pageOf(course, "zh-CN")).toContain("2 名学生打开过提示");
});

/** The table below a picture, as rows of texts. */
function tableOf(html: string, id: string): string[][] {
  const section = html
    .slice(html.indexOf(`<section class="figure" aria-labelledby="${id}"`))
    .split("</section>")[0]!;
  return [...section.matchAll(/<tr>(.*?)<\/tr>/gs)]
    .slice(1)
    .map(([, row]) =>
      [...row!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell]) =>
        cell!.replaceAll(/<[^>]*>/g, ""),
      ),
    );
}

const factsOf = (html: string) =>
  [...html.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(
    ([, name, value]) => `${name}: ${value}`,
  );

describe("without data", () => {
  test("a course without students says so, and one without submissions has no empty pictures", async () => {
    const course = addCourse(site.services.db);
    expect(await pageOf(course)).toContain("The course has no students yet.");
    enrol(site.services.db, course.courseId, "Ann");
    const html = await pageOf(course);
    expect(html).toContain("There are no submissions yet.");
    expect(html).toContain("No students stand out at the moment.");
    expect(html).not.toContain("<svg");
    expect(await pageOf(course, "zh-CN")).toContain("还没有人提交。");
  });

  test("waiting submissions are mentioned, and not counted", async () => {
    const course = addCourse(site.services.db);
    const ann = enrol(site.services.db, course.courseId, "Ann");
    send(site.services.db, course.assignmentId, ann, [{ atMs: NOW, verdict: null }]);
    const html = await pageOf(course);
    expect(factsOf(html)).toEqual([
      "students who submitted: 1 of 1",
      "submissions: 1",
      "students who passed: 0 of 1",
      "waiting or being graded: 1",
    ]);
    expect(html).toContain("There are no scores yet.");
    expect(html).toContain("Nothing has been graded yet.");
  });
});

describe("figures", () => {
  test("count the course's present students, what they sent for this assignment, and no internal errors", async () => {
    const { db } = site.services;
    const course = addCourse(db);
    const other = addCourse(db);
    const [ann, bob, gone, staffToo] = [
      enrol(db, course.courseId, "Ann"),
      enrol(db, course.courseId, "Bob", { section: "Lab 1" }),
      enrol(db, course.courseId, "Gone"),
      enrol(db, course.courseId, "Assistant", { role: "assistant" }),
    ];
    send(db, course.assignmentId, ann, [
      wrong(30, { misconception: "skips-the-first" }),
      right(28),
    ]);
    send(db, other.assignmentId, ann, [wrong(5)]);
    send(db, course.assignmentId, bob, [{ ...wrong(3), verdict: "judge-error" }, wrong(2)]);
    for (const userId of [gone, staffToo])
      send(db, course.assignmentId, userId, [wrong(3, { misconception: "skips-the-first" })]);
    db.delete(enrolments).where(eq(enrolments.userId, gone)).run();
    const html = await pageOf(course);
    expect(factsOf(html)).toEqual([
      "students who submitted: 2 of 2",
      "submissions: 4",
      "students who passed: 1 of 2",
      "median score: 6.5 of 10",
    ]);
    expect(tableOf(html, "scores").filter(([, count]) => count !== "0")).toEqual([
      ["30% to under 40%", "1", "50%"],
      ["all points", "1", "50%"],
    ]);
    expect(tableOf(html, "groups")).toEqual([
      ["Shown tests", "2", "2", "100%"],
      ["Fresh tests", "1", "2", "50%"],
      ["Hidden tests (hidden)", "1", "2", "50%"],
    ]);
    expect(tableOf(html, "discrimination")).toEqual(
      ["Shown", "Fresh", "Hidden"].map((name) => [`${name} tests`, "none: fewer than 10 students"]),
    );
    expect(tableOf(html, "mistakes")).toEqual([["Indices start at 0.", "1", "1"]]);
    expect(tableOf(html, "pass").filter(([, count]) => count !== "0")).toEqual([
      ["attempt 2", "1", "50%"],
      ["never", "1", "50%"],
    ]);
    expect(tableOf(html, "time").filter(([, count]) => count !== "0")).toEqual([
      ["≤6 hr", "1", "100%"],
    ]);
    expect(tableOf(html, "over-time").map(([, count]) => count)).toEqual(["1", "1", "1"]);
  });

  test("are recomputed when something is submitted, graded or set, and when a student leaves", async () => {
    const { db } = site.services;
    const course = addCourse(db);
    const [ann, bob] = [enrol(db, course.courseId, "Ann"), enrol(db, course.courseId, "Bob")];
    send(db, course.assignmentId, ann, [wrong(3)]);
    const passed = async () =>
      factsOf(await pageOf(course))
        .slice(0, 3)
        .join(", ");
    expect(await passed()).toBe(
      "students who submitted: 1 of 2, submissions: 1, students who passed: 0 of 2",
    );
    send(db, course.assignmentId, ann, [right(2)]);
    expect(await passed()).toBe(
      "students who submitted: 1 of 2, submissions: 2, students who passed: 1 of 2",
    );
    send(db, course.assignmentId, bob, [right(1)]);
    db.delete(enrolments).where(eq(enrolments.userId, ann)).run();
    expect(await passed()).toBe(
      "students who submitted: 1 of 1, submissions: 1, students who passed: 1 of 1",
    );
    db.insert(overrides)
      .values({
        id: "o1",
        assignmentId: course.assignmentId,
        userId: bob,
        points: 4,
        reason: "x",
        createdAt: new Date(),
        createdBy: bob,
      })
      .run();
    recomputeScores(db, course.assignmentId, [bob]);
    const html = await pageOf(course);
    expect(factsOf(html)).toContain("median score: 4 of 10");
    // A score set by staff says nothing about the tests: the best attempt is used for them.
    expect(tableOf(html, "groups").map(([, count]) => count)).toEqual(["1", "1", "1"]);
  });

  test("show how tests discriminate when there are enough students, with the numbers in the reader's language", async () => {
    const { db } = site.services;
    const course = addCourse(db, { points: 2000 });
    for (let i = 0; i < 12; i++)
      send(db, course.assignmentId, enrol(db, course.courseId, `Student ${i}`), [
        wrong(5, { shares: [i > 2 ? 1 : 0, i % 4 === 0 ? 1 : 0, i / 12] }),
      ]);
    const html = await pageOf(course);
    // Python 3, statistics.correlation: of [i > 2] with 3 * [i % 4 == 0] + 5 * i / 12 it is 0.5588,
    // of [i % 4 == 0] with 2 * [i > 2] + 5 * i / 12 it is -0.2110.
    expect(tableOf(html, "discrimination")).toEqual([
      ["Shown tests", "0.56"],
      ["Fresh tests", "-0.21 (negative: check these tests)"],
      ["Hidden tests", "none: all students had the same result"],
    ]);
    expect(html).toMatch(/out of 2,000 points/);
  });
});

test("a course's page has one line for each assignment", async () => {
  const { db } = site.services;
  const course = addCourse(db);
  const page = async () => (await staff.get(`/courses/${course.courseId}/statistics`)).text();
  const [ann, bob] = [enrol(db, course.courseId, "Ann"), enrol(db, course.courseId, "Bob")];
  enrol(db, course.courseId, "Eve");
  const cells = async () =>
    [...(await page()).split("<tbody>")[1]!.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(
      ([, cell]) => cell!.replaceAll(/<[^>]*>/g, ""),
    );
  expect(await cells()).toEqual(["Sum", "0 of 3", "0 of 3", "–"]);
  send(db, course.assignmentId, ann, [wrong(3), right(2)]);
  send(db, course.assignmentId, bob, [wrong(2)]);
  expect(await cells()).toEqual(["Sum", "2 of 3", "1 of 3", "6.5 of 10"]);
  expect(await page()).toContain(
    `href="/courses/${course.courseId}/assignments/${course.assignmentId}/statistics"`,
  );
});

describe("a student who may need help", () => {
  test("is listed with the reasons, and a link to the last attempt", async () => {
    const { db } = site.services;
    const course = addCourse(db, { rules: { ...RULES, dueAtMs: NOW + HOUR_MS } });
    const ann = enrol(db, course.courseId, "Ann <b>", { section: "Lab 2" });
    enrol(db, course.courseId, "Bob");
    const ids = send(
      db,
      course.assignmentId,
      ann,
      [1, 2, 3, 4, 5].map((i) => wrong(10 - i, { misconception: "skips-the-first" })),
    );
    const html = await pageOf(course);
    expect(html).toContain("Ann &lt;b&gt; (Lab 2)");
    expect(html).toContain(
      "not passed in 5 attempts; the last 4 were no better than the earlier best (30%)",
    );
    expect(html).toContain("the last 3 attempts show the same mistake: Indices start at 0.");
    expect(html).toContain(`href="/submissions/${ids.at(-1)}"`);
    expect(html).toMatch(
      /Nothing submitted yet; due [^<]*: 1<\/summary><ul class="names"><li>Bob<\/li>/,
    );
    expect(await pageOf(course, "zh-CN")).toContain(
      "最近 3 次都是同一个错误：数组的下标从 0 开始。",
    );
  });
});

test("an extension that the assignment's due time has passed takes no time from its student", async () => {
  const { db } = site.services;
  const course = addCourse(db, { rules: { ...RULES, dueAtMs: NOW + HOUR_MS } });
  const ann = enrol(db, course.courseId, "Ann");
  db.insert(extensions)
    .values({
      assignmentId: course.assignmentId,
      userId: ann,
      dueAt: new Date(NOW - HOUR_MS),
      createdAt: new Date(NOW - 2 * HOUR_MS),
      createdBy: ann,
    })
    .run();
  const html = await pageOf(course);
  expect(html).toMatch(/Nothing submitted yet; due [^<]*: 1<\/summary>/);
});

describe("pictures", () => {
  test("have a name and a description, and no styles, scripts or colours of their own", async () => {
    const { db } = site.services;
    const course = addCourse(db, { rules: { ...RULES, dueAtMs: NOW } });
    for (let i = 0; i < 12; i++)
      send(db, course.assignmentId, enrol(db, course.courseId, `S${i}`), [
        wrong(9, { misconception: "skips-the-first", shares: [i > 2 ? 1 : 0, 1, i / 12] }),
        ...(i > 6 ? [right(2)] : []),
      ]);
    const pictures = [...(await pageOf(course)).matchAll(/<svg.*?<\/svg>/gs)].map(([svg]) => svg);
    expect(pictures).toHaveLength(7);
    for (const svg of pictures) {
      const id = /aria-labelledby="([\w-]+)-title"/.exec(svg)?.[1];
      expect(svg).toMatch(
        new RegExp(
          `role="img".*<title id="${id}-title">[^<]+</title><desc id="${id}-desc">[^<]+</desc>`,
          "s",
        ),
      );
      expect(svg).not.toMatch(/<style|<script|style="|⚠|NaN|undefined|#[0-9a-f]{3,6}\b|rgb\(/);
      expect(svg.match(/aria-[\w-]+=/g)?.toSorted()).toEqual([
        "aria-describedby=",
        "aria-labelledby=",
      ]);
    }
  });

  test("write text from a pack's author and a teacher as text", async () => {
    const { db } = site.services;
    const course = addCourse(db);
    db.update(assignments)
      .set({ title: "<script>alert(1)</script>" })
      .where(eq(assignments.id, course.assignmentId))
      .run();
    send(db, course.assignmentId, enrol(db, course.courseId, "S"), [
      wrong(2, { misconception: "<img src=x>" }),
    ]);
    const html = await pageOf(course);
    expect(html).not.toMatch(/<script>alert|<img/);
    expect(html).toContain("&lt;img src=x&gt;");
  });
});
