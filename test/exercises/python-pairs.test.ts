// The table of Python and TypeScript in rows-and-matrices: each TypeScript expression has the result
// that stands beside it, in both languages.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { LLM_PRIMER } from "../support/packs.ts";

const ROW = /^\| `.+` \| (`+) ?(?<code>.+?) ?\1 \| `(?<result>.+)` \|$/gm;
const GIVEN = { xs: [3, 1, 2], ys: [10, 20, 30], word: "cat" };

test.each(["en", "zh-CN"])("statement.%s.md", (language) => {
  const path = join(LLM_PRIMER, "rows-and-matrices", `statement.${language}.md`);
  const rows = [...readFileSync(path, "utf8").matchAll(ROW)];
  expect(rows.length).toBeGreaterThanOrEqual(10);
  for (const { groups } of rows) {
    const value: unknown = runInNewContext(groups!["code"]!, structuredClone(GIVEN));
    expect(JSON.stringify(value), groups!["code"]).toBe(
      JSON.stringify(JSON.parse(groups!["result"]!)),
    );
  }
});
