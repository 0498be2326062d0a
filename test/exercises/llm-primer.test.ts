// The pack that comes with Gradus is complete: every exercise, every case of its oracle, every
// statement in both languages. The quality of its tests is for `gradus check` to judge.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findPacks, LANGUAGES, loadExercise } from "../../grader/doors/packs.ts";
import { isRecord } from "../../grader/isolate/codec.ts";
import { findExportOf } from "../../grader/output-fields.ts";
import { outlineStatement, renderStatement } from "../../grader/statement/render-statement.ts";
import { LLM_PRIMER, ORACLE } from "../support/packs.ts";

const pack = findPacks(LLM_PRIMER).packs[0]!;
const ids = pack.manifest.exercises;

test("it has 23 exercises, each after those that it recommends", async () => {
  expect(ids).toHaveLength(23);
  const exercises = await Promise.all(ids.map((id) => loadExercise(pack, id)));
  for (const [i, { manifest }] of exercises.entries()) {
    for (const need of manifest.recommended)
      expect(ids.indexOf(need), `${manifest.id} recommends ${need}`).toBeLessThan(i);
  }
  expect(new Set(exercises.map(({ manifest }) => manifest.uuid)).size).toBe(23);
});

test("every case of the oracle is used by an exercise, unchanged", async () => {
  const stored = new Map<string, string>();
  for (const id of ids) {
    for (const path of readdirSync(join(LLM_PRIMER, id, "data"), {
      recursive: true,
      encoding: "utf8",
    }).filter((name) => name.endsWith(".json"))) {
      const { family, cases } = JSON.parse(
        readFileSync(join(LLM_PRIMER, id, "data", path), "utf8"),
      ) as { family: string; cases: { name: string; expected: unknown; input: unknown }[] };
      for (const { name, input, expected } of cases)
        stored.set(`${family}: ${name}`, JSON.stringify([input, expected]));
    }
  }
  const missing: string[] = [];
  for (const file of readdirSync(join(ORACLE, "public"))) {
    const { family, cases } = JSON.parse(readFileSync(join(ORACLE, "public", file), "utf8")) as {
      family: string;
      cases: { name: string; expected: unknown; input: unknown }[];
    };
    for (const { name, input, expected } of cases ?? [])
      if (stored.get(`${family}: ${name}`) !== JSON.stringify([input, expected]))
        missing.push(`${family}: ${name}`);
  }
  expect(missing).toEqual([]);
  expect(stored.size).toBeGreaterThan(197);
});

describe.each(ids)("%s", (id) => {
  test("names every stored test in both languages", async () => {
    const { groups } = await loadExercise(pack, id);
    const cases = groups.flatMap((group) => group.cases);
    expect(cases.length).toBeGreaterThan(0);
    expect(cases.filter(({ title }) => title === undefined).map(({ name }) => name)).toEqual([]);
    const titles = cases.map(({ title }) => title!);
    for (const language of LANGUAGES)
      expect(new Set(titles.map((title) => title[language])).size, language).toBe(cases.length);
  });

  test("knows which export computes each field of every stored output", async () => {
    const { groups, manifest } = await loadExercise(pack, id);
    const unknown = groups
      .flatMap((group) => group.cases)
      .flatMap(({ name, input, expected }) =>
        (isRecord(expected) ? Object.keys(expected) : [""])
          .filter((field) => findExportOf(manifest, input, field) === null)
          .map((field) => `${name}: ${field}`),
      );
    expect(unknown).toEqual([]);
  });

  test.each(LANGUAGES)(
    "has a statement in %s, with a figure, formulas and an example",
    (language) => {
      const text = readFileSync(join(LLM_PRIMER, id, `statement.${language}.md`), "utf8");
      const count = (kind: string) =>
        outlineStatement(text).filter((part) => part.kind === kind).length;
      expect({
        figures: count("figure") > 0,
        formulas: count("formula") > 0,
        code: count("code") > 0,
      }).toEqual({ figures: true, formulas: true, code: true });
      const html = renderStatement(text, { files: "/f", exercises: "/e" });
      expect(html).not.toContain("katex-error");
      expect(html).toContain('class="katex"');
      const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
      expect(
        language === "zh-CN" ? chinese > 200 : chinese < 60,
        `${chinese} Chinese characters`,
      ).toBe(true);
    },
  );

  test("has enough examples, each beginning with a description, and a hint for its mistakes in both languages", async () => {
    const { examples, misconceptions } = await loadExercise(pack, id);
    const of = (folder: string) => examples.filter((example) => example.folder === folder);
    expect(of("accepted").length).toBeGreaterThanOrEqual(2);
    expect(of("wrong_answer").length).toBeGreaterThanOrEqual(5);
    for (const { fileName, source } of examples) expect(source, fileName).toMatch(/^\/\/ |^\/\*\*/);
    expect(misconceptions.length).toBeGreaterThanOrEqual(5);
    for (const { hint } of misconceptions)
      expect([/\p{Script=Han}/u.test(hint["zh-CN"]), /\p{Script=Han}/u.test(hint.en)]).toEqual([
        true,
        false,
      ]);
  });
});
