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
  gradeGoldenReports,
  type GradedReport,
  renderInColumns,
  REPORTS,
  renderGoldenReports,
  withoutTimes,
} from "../support/golden-reports.ts";
import { runGradus } from "../support/run-gradus.ts";

const LANGUAGES = ["en", "zh-CN"] as const;
let graded: GradedReport[];
let rendered: GeneratedFiles;

beforeAll(async () => {
  graded = await gradeGoldenReports();
  rendered = await renderGoldenReports(graded);
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
  const run = await runGradus([
    "grade",
    "sum",
    file,
    "--packs",
    TINY,
    "--as",
    "author",
    "--lang",
    language,
  ]);
  expect(withoutTimes(run.stdout)).toBe(
    rendered[`${GOLDEN_REPORTS}/sum-prints-escapes.${language}.txt`],
  );
});

/** Text that was cut ends in dots, perhaps after a mark. */
const CUT = /…/;
/** What the program sum-prints-too-much prints is longer than a line. */
const LONG = /\.{40}/;
/** Drawings are made for the width. */
const DRAWN = /^[*·o│└─█]+$/;
/** Latin words and numbers; a break is allowed beside Chinese. */
const listWords = (text: string) =>
  text.split(/[\s\p{Script=Han}\u3000-\u303f\uff00-\uffef“”]+/u).filter((word) => word !== "");

test.each([60, 80, 120])("no line is wider than %d columns, and no word is broken", (columns) => {
  for (const language of LANGUAGES) {
    for (const one of graded) {
      const text = renderInColumns(one, language, columns);
      for (const line of text.split("\n"))
        expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
      const whole = new Set(listWords(renderInColumns(one, language, 1000)));
      const broken = listWords(text).filter(
        (word) => !whole.has(word) && ![CUT, LONG, DRAWN].some((kind) => kind.test(word)),
      );
      expect(broken, `${one.name} in ${language}`).toEqual([]);
    }
  }
});

test("titles of groups are never cut", () => {
  for (const language of LANGUAGES) {
    for (const one of graded) {
      const text = renderInColumns(one, language, 60).replaceAll(/\s/g, "");
      if (one.report.messages.length > 0) continue;
      for (const { title } of one.report.groups)
        for (const word of listWords(title[language])) expect(text).toContain(word);
    }
  }
});
