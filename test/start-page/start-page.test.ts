// The start page: what visitors, guests and members see first, and which exercises a query shows.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPacks } from "../../grader/doors/packs.ts";
import { packs } from "../../src/db/pack-schema.ts";
import { drafts } from "../../src/db/submission-schema.ts";
import { selectLastWork } from "../../src/start-page/select-last-work.ts";
import { LLM_PRIMER } from "../support/packs.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import { openTeachingSite } from "../support/teaching-site.ts";
import { authorOf } from "../support/submissions-in-place.ts";
import type { Visitor } from "../support/visitor.ts";

const NOW_MS = Date.UTC(2026, 10, 30);
const IDS = findPacks(LLM_PRIMER).packs[0]!.manifest.exercises;

let site: QuietSite;
beforeAll(async () => {
  site = await openQuietSite({ packsFolder: LLM_PRIMER });
});
afterAll(() => site.close());

const page = async (visitor: Visitor, query = "") => (await visitor.get(`/${query}`)).text();
/** The ids of the exercises that are not hidden, in order. */
const shownIn = (html: string) =>
  [...html.matchAll(/<li data-text="[^"]*"[^>]*?( hidden="")?><a class="entry" href="([^"]+)"/g)]
    .filter(([, hidden]) => hidden === undefined)
    .map(([, , href]) => href!.split("/").at(-1));
const shown = async (query: string, visitor = site.visit()) => shownIn(await page(visitor, query));
const count = (html: string) => /role="status"[^>]*>([^<]*)</.exec(html)?.[1];
const saveDraft = (userId: string, exerciseId: string, savedAtMs: number) =>
  site.services.db
    .insert(drafts)
    .values({
      userId,
      packId: "llm-primer",
      exerciseId,
      source: "x",
      revision: 1,
      savedAt: new Date(savedAtMs),
    })
    .run();
const submit = async (visitor: Visitor, exerciseId: string) => {
  const answer = await visitor.post(`/exercises/llm-primer/${exerciseId}/submissions`, {
    source: "export const x = 1;",
  });
  return /\/submissions\/(\w+)$/.exec(answer.headers.get("location") ?? "")![1]!;
};
/** The link, and the badge beside it. */
const lastWork = (html: string) => {
  const section = /<section class="last-work".*?<\/section>/.exec(html)?.[0];
  return section === undefined
    ? undefined
    : [/href="([^"]+)"/.exec(section)?.[1], /class="badge[^>]*>([^<]*)/.exec(section)?.[1]];
};

describe("a visitor", () => {
  test("reads what this is, with a picture and a link to the first exercise", async () => {
    const html = await page(site.visit());
    expect(html).toContain("you write machine learning from scratch");
    expect(html).toContain('role="img"');
    expect(html).toMatch(
      /<a class="button primary" href="\/exercises\/llm-primer\/count-parameters">Start with the first exercise: Count the parameters</,
    );
    expect(html).toContain('<a href="/map">');
    expect(lastWork(html)).toBeUndefined();
  });

  test("has no states to filter by, and a query for one is ignored", async () => {
    const html = await page(site.visit(), "?state=solved");
    expect(html).not.toContain('name="state"');
    expect(shownIn(html)).toHaveLength(IDS.length);
    expect(count(html)).toBe(`${IDS.length} of ${IDS.length} exercises`);
  });

  test("reads all of it in Chinese", async () => {
    const html = await page(site.visit({ language: "zh-CN" }), "?q=fit-a-line");
    expect(html).toContain("从第一道练习开始：数一数参数");
    expect(count(html)).toBe(`共 ${IDS.length} 道练习，显示 1 道`);
    expect(html).toContain("难度说明");
    expect(html).toContain("这道练习是课文里的例题");
  });
});

describe("a query", () => {
  test.each([
    ["?q=Linear+REGRESSION", ["fit-a-line"]],
    ["?q=线性回归", ["fit-a-line"]],
    ["?q=multiheadattention", ["attention"]],
    ["?q=merge-b", ["merge-bytes"]],
    ["?level=1", ["count-parameters", "rows-and-matrices"]],
    ["?level=5", ["train-one-head", "tiny-language-expert"]],
    ["?q=count&level=3", ["count-a-network", "count-bigrams"]],
    ["?q=nothing-like-this", []],
  ])("%s shows %j", async (query, expected) => {
    expect(await shown(query)).toEqual(expected);
  });

  test.each(["?q=&level=&state=", "?q=%20&level=9&state=done&x=1", `?q=${"x".repeat(101)}`])(
    "%s shows all, because none of its values means anything",
    async (query) => {
      expect(await shown(query)).toHaveLength(IDS.length);
    },
  );

  test("is in the fields again, and can be cleared", async () => {
    const html = await page(site.visit(), "?q=%22%3Ccount&level=2");
    expect(html).toContain('value="&quot;&lt;count"');
    expect(html).toMatch(/<option value="2" selected="">/);
    expect(html).toMatch(/<a id="filter-clear" href="\/">/);
    expect(await page(site.visit())).toMatch(/<a id="filter-clear" href="\/" hidden="">/);
  });

  test("without results says so, and hides the pack", async () => {
    const html = await page(site.visit(), "?q=nothing-like-this");
    expect(count(html)).toBe("No exercise matches.");
    expect(html).toMatch(/<section class="pack"[^>]* hidden="">/);
  });

  test("numbers the results as in the pack", async () => {
    expect(await page(site.visit(), "?level=5")).toContain(
      `/tiny-language-expert" data-number="${IDS.indexOf("tiny-language-expert") + 1}"`,
    );
  });
});

describe("where someone left off", () => {
  test("a guest continues, and reads the introduction too", async () => {
    const guest = site.visit();
    const id = await submit(guest, "attention");
    const html = await page(guest);
    expect(lastWork(html)).toEqual(["/exercises/llm-primer/attention", "being graded"]);
    expect(html).toMatch(/<a class="button" href="[^"]*count-parameters">/);
    expect(await shown("?state=begun", guest)).toEqual(["attention"]);
    expect(await shown("?state=new", guest)).toHaveLength(IDS.length - 1);
    saveDraft(authorOf(site.services, id), "perplexity", Date.now() + 60_000);
    expect(lastWork(await page(guest))).toEqual(["/exercises/llm-primer/perplexity", "draft"]);
  });

  test("a member continues with the newest draft or submission, without the introduction", async () => {
    const ada = await site.signUp("ada");
    expect(lastWork(await page(ada))).toBeUndefined();
    saveDraft(ada.userId, "attention", NOW_MS - 2000);
    saveDraft(ada.userId, "perplexity", NOW_MS - 1000);
    saveDraft(ada.userId, "no-longer-offered", NOW_MS);
    const html = await page(ada);
    expect(lastWork(html)).toEqual(["/exercises/llm-primer/perplexity", "draft"]);
    expect(html).not.toContain("fitted-line");
    await submit(ada, "attention");
    expect(
      selectLastWork(site.services.db, ada.userId).map(({ exerciseId }) => exerciseId),
    ).toEqual(["attention", "no-longer-offered", "perplexity"]);
    expect(lastWork(await page(ada))?.[0]).toBe("/exercises/llm-primer/attention");
  });

  test("nobody sees the work of others", async () => {
    const bob = await site.signUp("bob");
    const eve = await site.signUp("eve");
    saveDraft(bob.userId, "attention", NOW_MS);
    expect(lastWork(await page(eve))).toBeUndefined();
  });
});

describe("an exercise of a course", () => {
  test("is continued until it is solved, above the courses", async () => {
    const teaching = await openTeachingSite();
    const student = await teaching.enrol("student");
    teaching.attempt(student, 4);
    const tried = await page(student);
    expect(lastWork(tried)).toEqual(["/exercises/tiny/sum", "best 4 of 10"]);
    expect(tried.indexOf("last-work")).toBeLessThan(tried.indexOf("my-courses"));
    expect(await shown("?state=begun", student)).toEqual(["sum"]);
    teaching.attempt(student, 10);
    const solved = await page(student);
    expect(lastWork(solved)).toBeUndefined();
    expect(solved).toContain("✓ accepted");
    expect(await shown("?state=begun", student)).toEqual([]);
    expect(await shown("?state=solved", student)).toEqual(["sum"]);
    teaching.close();
  });
});

test("without exercises there is nothing to search, and nothing to begin with", async () => {
  const empty = await openQuietSite();
  const { db, catalogue } = empty.services;
  db.update(packs).set({ withdrawnAt: new Date() }).run();
  await catalogue.reload();
  const html = await page(empty.visit());
  expect(html).toContain("There are no exercises yet.");
  expect(html).not.toContain('role="search"');
  expect(html).not.toContain("Start with");
  expect(await (await empty.visit().get("/map")).text()).toContain("There are no exercises yet.");
  empty.close();
});
