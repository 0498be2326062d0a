// Addresses in statements: figures and links to other exercises lead below the site's base path.

import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createStatementMaker, type Statements } from "../../src/catalogue/statements.ts";
import { parseSiteAddress } from "../../src/site-address.ts";
import { renderStatement } from "../../grader/statement/render-statement.ts";
import { load, LLM_PRIMER, temporaryFolder } from "../support/packs.ts";

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
