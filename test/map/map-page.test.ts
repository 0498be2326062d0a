// The map: a list in which each exercise comes after those it recommends, with the reader's state.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LLM_PRIMER } from "../support/packs.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";
import { openTeachingSite } from "../support/teaching-site.ts";
import type { Visitor } from "../support/visitor.ts";

let site: QuietSite;
beforeAll(async () => {
  site = await openQuietSite({ packsFolder: LLM_PRIMER });
});
afterAll(() => site.close());

const map = async (visitor: Visitor) => (await visitor.get("/map")).text();
const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
/** The text of each link to an exercise, by its id, in order. */
const linksIn = (html: string) =>
  new Map(
    [...html.matchAll(/<a class="map-entry[^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/g)].map(
      ([, href, text]) => [href!.split("/").at(-1)!, textOf(text!)],
    ),
  );

describe("the map of a pack", () => {
  test("has every exercise once, after those it recommends", async () => {
    const order = [...linksIn(await map(site.visit())).keys()];
    const { offers } = site.services.catalogue.packs[0]!;
    expect(order.toSorted()).toEqual(offers.map(({ id }) => id).sort());
    for (const { id, exercise } of offers)
      for (const other of exercise.manifest.recommended)
        expect(order.indexOf(other), `${other} before ${id}`).toBeLessThan(order.indexOf(id));
  });

  test("says in words what each recommends, and draws it only as decoration", async () => {
    const html = await map(site.visit());
    expect(html).toContain(
      "recommended first: Gradient descent, Dense layers, Loss functions, and Backpropagation on single numbers",
    );
    expect(html.match(/<svg/g)!.length).toBeGreaterThan(3);
    expect(html.match(/<svg/g)).toHaveLength(html.match(/<svg[^>]*aria-hidden="true"/g)!.length);
  });

  test("in Chinese has Chinese titles and words", async () => {
    const html = await map(site.visit({ language: "zh-CN" }));
    expect(linksIn(html).get("fit-a-line")).toBe("线性回归 难度 2约 75 分钟15 分课文例题");
    expect(html).toContain("建议先完成：数一数参数");
    expect(html).toContain("第 2 阶段");
  });
});

describe("a reader's state", () => {
  test("is not shown to visitors, who have none", async () => {
    const html = await map(site.visit());
    expect(linksIn(html).get("count-parameters")).toBe(
      "Count the parameters level 1about 25 minutes12 pointsfrom the text",
    );
    expect(html).not.toContain("<meter");
  });

  test("is in words: begun by a guest, and not started", async () => {
    const guest = site.visit();
    await guest.post("/exercises/llm-primer/attention/submissions", { source: "export {};" });
    const links = linksIn(await map(guest));
    expect(links.get("attention")).toMatch(/being graded$/);
    expect(links.get("count-parameters")).toMatch(/○ not started$/);
  });

  test("has the score, also of a solved exercise", async () => {
    const teaching = await openTeachingSite();
    const student = await teaching.enrol("student");
    teaching.attempt(student, 4);
    expect(linksIn(await map(student)).get("sum")).toMatch(/best 4 of 10$/);
    teaching.attempt(student, 10);
    const html = await map(student);
    expect(linksIn(html).get("sum")).toMatch(/✓ accepted 10 of 10$/);
    expect(html).toContain("1 of 1 done");
    teaching.close();
  });
});

test("the navigation leads to the map, and marks it as the current page", async () => {
  const html = await map(site.visit());
  expect(html).toContain('<a href="/map" aria-current="page">');
  expect(await (await site.visit().get("/")).text()).toContain('<a href="/map">Map</a>');
});
