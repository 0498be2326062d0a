// Addresses in statements: figures and links to other exercises lead below the site's base path.
// What the reference answers for their knobs is stored.

import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Knobs } from "../../src/catalogue/knobs-data.ts";
import { createStatementMaker, type Statements } from "../../src/catalogue/statements.ts";
import { parseSiteAddress } from "../../src/site-address.ts";
import { extractKnobs, renderStatement } from "../../grader/statement/render-statement.ts";
import { EXERCISES, load, LLM_PRIMER, temporaryFolder } from "../support/packs.ts";
import { openQuietSite } from "../support/quiet-site.ts";

describe("a statement", () => {
  test("links to its figures and to other exercises below the base path of the site, and is rendered again if the site has moved", async () => {
    const found = await load(LLM_PRIMER, "attention");
    const exercise = {
      ...found,
      statements: { ...found.statements, en: `${found.statements.en}\n\n[another](../softmax)\n` },
    };
    const folder = temporaryFolder();
    const of = async (publicUrl: string) => {
      const maker = createStatementMaker(
        folder,
        {
          renderStatements: async (texts) =>
            texts.map(({ text, targets }) => ({
              ok: true,
              html: renderStatement(text, targets),
              knobs: null,
            })),
          answerKnobs: () => Promise.resolve(null),
        },
        parseSiteAddress(publicUrl),
      );
      const [statements] = (await maker.render([exercise])) as Statements[];
      return [...statements!.en.matchAll(/(?:href|src)="(\/[^"]*)"/g)].map(
        ([, address]) => address!,
      );
    };
    const plain = await of("https://example.org");
    expect(plain).toEqual(
      expect.arrayContaining([
        "/exercises/llm-primer/softmax",
        expect.stringMatching(/^\/exercises\/llm-primer\/attention\/figures\//),
      ]),
    );
    expect(await of("https://example.org/gradus")).toEqual(
      plain.map((address) => `/gradus${address}`),
    );
    expect(await of("https://example.org")).toEqual(plain);
    // A power failure may cut a file short.
    for (const name of readdirSync(join(folder, "statements")))
      writeFileSync(join(folder, "statements", name), '{"en": "<p>cut sh');
    expect(await of("https://example.org")).toEqual(plain);
  });
});

describe("the knobs of a statement", () => {
  const ANSWER: Knobs = {
    x: [1, 2],
    y: [2, 4],
    range: { w: [0, 3], b: [-1, 1] },
    start: { w: 0, b: 0 },
    best: { w: 2, b: 0 },
    paths: [],
  };

  test("are answered once, and again if the answer is missing or damaged", async () => {
    const exercise = await load(LLM_PRIMER, "fit-a-line");
    const folder = temporaryFolder();
    const answers: (Knobs | null | undefined)[] = [undefined, null];
    const asked: string[] = [];
    const make = () =>
      createStatementMaker(
        folder,
        {
          renderStatements: async (texts) =>
            texts.map(({ text, targets }) => ({
              ok: true,
              html: renderStatement(text, targets),
              knobs: extractKnobs(text),
            })),
          answerKnobs: (_, block) => {
            asked.push(block);
            return Promise.resolve(answers.length > 0 ? answers.shift() : ANSWER);
          },
        },
        parseSiteAddress("https://example.org"),
      );
    const [statements] = (await make().render([exercise])) as Statements[];
    const { knobs } = statements!;
    expect(knobs).toContain("points: {");
    for (const language of ["en", "zh-CN"] as const)
      expect(statements![language]).toContain('<div id="knobs" class="knobs"></div>');
    expect(((await make().render([exercise])) as Statements[])[0]).toEqual(statements);
    const files = new Set(readdirSync(join(folder, "statements")));

    // Neither "not now" nor "never" is stored.
    expect(await make().answerKnobs(exercise, knobs!)).toBeUndefined();
    expect(await make().answerKnobs(exercise, knobs!)).toBeNull();
    expect(await make().answerKnobs(exercise, knobs!)).toEqual(ANSWER);
    expect(asked).toEqual([knobs, knobs, knobs]);
    expect(await make().answerKnobs(exercise, knobs!)).toEqual(ANSWER);
    expect(asked).toHaveLength(3);

    const stored = readdirSync(join(folder, "statements")).find((name) => !files.has(name));
    rmSync(join(folder, "statements", stored!));
    expect(await make().answerKnobs(exercise, knobs!)).toEqual(ANSWER);
    expect(asked).toHaveLength(4);
    writeFileSync(join(folder, "statements", stored!), '{"x":[1,2],"y":["</script>"]}');
    expect(await make().answerKnobs(exercise, knobs!)).toEqual(ANSWER);
    expect(asked).toHaveLength(5);
    // Another version asks for itself.
    await make().answerKnobs({ ...exercise, hash: "0".repeat(64) }, knobs!);
    expect(asked).toHaveLength(6);
  });

  test("without an answer, the page has the figure and no script for them", async () => {
    const site = await openQuietSite({ packsFolder: EXERCISES });
    try {
      const page = await site.visit().get("/exercises/llm-primer/fit-a-line");
      const html = await page.text();
      expect(html).not.toMatch(/knobs-data|assets\/knobs/);
      expect(html).toContain("figures/fit.svg");
      expect(site.services.catalogue.hasUnrendered).toBe(true);
    } finally {
      site.close();
    }
  });
});
