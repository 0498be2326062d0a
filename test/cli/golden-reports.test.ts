// The reports of selected submissions, word for word, in both languages. `npm run regenerate`
// rewrites them; git diff shows what changed.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import stringWidth from "string-width";
import { beforeAll, describe, expect, test } from "vitest";
import { ROOT, TINY } from "../support/packs.ts";
import type { GeneratedFiles } from "../support/generators.ts";
import {
  GOLDEN_REPORTS,
  REPORTS,
  renderGoldenReports,
  withoutTimes,
} from "../support/golden-reports.ts";
import { runGradus } from "../support/run-gradus.ts";

const LANGUAGES = ["en", "zh-CN"];
let rendered: GeneratedFiles;

beforeAll(async () => {
  rendered = await renderGoldenReports();
});

const names = REPORTS.flatMap(({ name }) => LANGUAGES.map((language) => `${name}.${language}.txt`));

describe("the report equals the golden file, and fits its columns", () => {
  test.each(names)("%s", (name) => {
    const text = rendered[`${GOLDEN_REPORTS}/${name}`]!;
    expect(text).toBe(readFileSync(join(ROOT, GOLDEN_REPORTS, name), "utf8"));
    for (const line of text.split("\n")) expect(stringWidth(line), line).toBeLessThanOrEqual(100);
  });
});

test("every golden report belongs to a submission", () => {
  expect(readdirSync(join(ROOT, GOLDEN_REPORTS)).sort()).toEqual(names.toSorted());
});

test.each(LANGUAGES)("gradus grade prints the same text (%s)", async (language) => {
  const { file } = REPORTS.find(({ name }) => name === "sum-prints-escapes")!;
  const run = await runGradus(["grade", "sum", file, "--packs", TINY, "--lang", language]);
  expect(withoutTimes(run.stdout)).toBe(
    rendered[`${GOLDEN_REPORTS}/sum-prints-escapes.${language}.txt`],
  );
});
