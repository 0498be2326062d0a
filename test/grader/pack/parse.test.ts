// Parses manifests and data files. Everything that is wrong is reported, with key and line.

import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseJson, type Parsed, parseYaml } from "../../../grader/pack/parse.ts";
import type { Problem } from "../../../grader/pack/problem.ts";
import { dataFile, exerciseManifest, packManifest } from "../../../grader/pack/schema.ts";
import { TINY } from "../../support/packs.ts";

const manifest = readFileSync(join(TINY, "sum", "exercise.yaml"), "utf8");
const data = readFileSync(join(TINY, "sum", "data", "sample", "shown.json"), "utf8");

function problemsOf(parsed: Parsed<unknown>): Problem[] {
  expect(parsed.ok).toBe(false);
  return parsed.ok ? [] : parsed.problems;
}
const brief = (problems: Problem[]) =>
  problems.map(({ code, key, line }) => `${code} ${key} ${line}`);
const parseManifest = (text: string) => parseYaml(text, "p/e/exercise.yaml", exerciseManifest);
const parseData = (text: string) => parseJson(text, "p/e/data/sample/d.json", dataFile);

describe("a manifest", () => {
  test("that is valid gets its defaults", () => {
    const parsed = parseManifest(manifest);
    const groups = ["all", "all", "proportional"].map((scoring) => ({ scoring, needs: [] }));
    expect(parsed).toMatchObject({
      ok: true,
      value: { id: "sum", recommended: [], imports: [], tolerance: { rtol: 1e-12 }, groups },
    });
  });

  test("with five errors has all five reported, each with key and line", () => {
    const broken = manifest
      .replace("id: sum", "id: Sum")
      .replace("title: { zh-CN: 求和, en: Sum }", "title: { zh-CN: 求和 }")
      .replace("level: 1", "level: 9")
      .replace("memoryMiB: 32", "memoryMiB: much")
      .replace("points: 3,", "point: 3,");
    const problems = problemsOf(parseManifest(broken));
    expect(brief(problems)).toEqual([
      "wrong-value id 1",
      "missing-language title.en 3",
      "wrong-value level 4",
      "wrong-type limits.memoryMiB 8",
      "missing-key groups[1].points 12",
      "unknown-key groups[1].point 12",
    ]);
    expect(problems.map(({ params }) => params)).toEqual([
      { got: "Sum", wanted: "kebab-case" },
      { language: "en" },
      { got: "9", wanted: "<= 5" },
      { expected: "number", got: "string" },
      { key: "points", expected: "number" },
      { key: "point" },
    ]);
    for (const { file } of problems) expect(file).toBe("p/e/exercise.yaml");
  });

  test.each<[string, string, string, string]>([
    ["an unknown key at the top", "level: 1", "level: 1\ncolour: red", "unknown-key colour 5"],
    ["two unknown keys", "level: 1", "level: 1\na: 1\nb: 2", "unknown-key a 5,unknown-key b 6"],
    ["a key twice", "level: 1", "level: 1\nlevel: 2", "yaml-syntax  5"],
    ["a bracket that is not closed", "cpuTimeMs: 200", "cpuTimeMs: [200", "yaml-syntax  8"],
    ["a tab for indentation", "  - name: total", "\t- name: total", "yaml-syntax  6"],
    [
      "a group with data and generate",
      "data: sample/shown.json",
      "data: sample/shown.json, generate: { cases: 1 }",
      "wrong-value groups[0] 11",
    ],
    ["a group with neither", ", data: sample/shown.json", "", "wrong-value groups[0] 11"],
    [
      "data outside of sample/ and secret/",
      "sample/shown.json",
      "../shown.json",
      "wrong-value groups[0].data 11",
    ],
    [
      "an import that is a path",
      "level: 1",
      "level: 1\nimports: [../other]",
      "wrong-value imports[0] 5",
    ],
    ["a tolerance below zero", "rtol: 1.0e-12", "rtol: -1", "wrong-value tolerance.rtol 9"],
    ["an infinite tolerance", "rtol: 1.0e-12", "rtol: .inf", "wrong-type tolerance.rtol 9"],
    ["an id that is not a valid name", "id: sum", "id: ../sum", "wrong-value id 1"],
    ["null instead of a text", "en: Sum", "en: ~", "wrong-type title.en 3"],
  ])("with %s is refused at that place", (_name, what, by, told) => {
    const broken = manifest.replace(what, by);
    expect(broken).not.toBe(manifest);
    const problems = brief(problemsOf(parseManifest(broken)));
    // A syntax error may draw others after it.
    expect(told.startsWith("yaml-syntax") ? problems[0] : problems.join()).toBe(told);
  });

  test("that is not a manifest at all is refused", () => {
    for (const text of ["", "- a\n- b\n", "text", "42", "~"])
      expect(problemsOf(parseManifest(text))).toHaveLength(1);
    expect(brief(problemsOf(parseManifest("id: x\n---\nid: y\n")))[0]).toContain("yaml-syntax");
  });

  test("that is an alias bomb is refused before it unfolds", () => {
    const levels = Array.from({ length: 30 }, (_, i) =>
      i === 0 ? 'a0: &a0 "boom"' : `a${i}: &a${i} [${new Array(9).fill(`*a${i - 1}`).join(", ")}]`,
    );
    const [first, ...rest] = problemsOf(parseManifest(levels.join("\n")));
    expect(first).toMatchObject({ code: "yaml-syntax" });
    expect(rest).toEqual([]);
  });

  test("with an alias that contains itself is refused", () => {
    expect(problemsOf(parseManifest("recommended: &a [*a]\n")).length).toBeGreaterThan(0);
  });

  test("cannot bring a prototype with it", () => {
    const parsed = parseManifest(`${manifest}\n__proto__: { polluted: 1 }\n`);
    expect(brief(problemsOf(parsed))).toEqual(["unknown-key __proto__ 19"]);
    expect(({} as { polluted?: number }).polluted).toBe(undefined);
  });

  test("of any text gives a value or problems, never an exception", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[\s&*a:{}[\],'"|>#!%@-]*$/)),
        (text) => {
          expect(parseYaml(text, "f", packManifest).ok).toBe(false);
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.nat(manifest.length),
        fc.string({ unit: "binary", maxLength: 5 }),
        (at, inserted) => {
          const parsed = parseManifest(manifest.slice(0, at) + inserted + manifest.slice(at));
          expect(parsed.ok || parsed.problems.length > 0).toBe(true);
        },
      ),
    );
  });
});

describe("a data file", () => {
  const expected = (number: string) => data.replace('"expected":6', `"expected":${number}`);
  const read = (number: string): unknown => {
    const parsed = parseData(expected(number));
    return parsed.ok ? parsed.value.cases[0]!.expected : parsed.problems;
  };

  test("keeps every digit of an integer beyond 2^53", () => {
    expect(read("174604259328")).toBe(174604259328);
    expect(read("9007199254740993")).toBe(9007199254740993n);
    expect(read("-123456789012345678901234567890")).toBe(-123456789012345678901234567890n);
    expect(read("[1,[36893488147419103233]]")).toEqual([1, [36893488147419103233n]]);
    fc.assert(
      fc.property(fc.bigInt(), (n) => {
        expect(BigInt(read(String(n)) as number | bigint)).toBe(n);
      }),
    );
  });

  test("does not change large numbers that are not integers", () => {
    expect(read("1e300")).toBe(1e300);
    expect(read("9007199254740993.5")).toBe(9007199254740994);
    expect(read("-0")).toBe(-0);
  });

  test("with a syntax error has its line reported", () => {
    const [first] = problemsOf(parseData(data.replace('"expected":0,', '"expected":0,,')));
    expect(first).toMatchObject({ code: "json-syntax", line: 3 });
    expect(problemsOf(parseData(""))[0]).toMatchObject({ code: "json-syntax" });
    expect(problemsOf(parseData(`${data} x`))[0]).toMatchObject({ code: "json-syntax" });
  });

  test("with something missing or unknown has its place reported", () => {
    expect(
      brief(problemsOf(parseData(data.replace('"name":"empty",', '"nmae":"empty",')))),
    ).toEqual(["missing-key cases[1].name 3", "unknown-key cases[1].nmae 3"]);
    expect(brief(problemsOf(parseData(data.replace('"rtol":1e-12', '"rtol":"1e-12"'))))).toEqual([
      "wrong-type tolerance.rtol 1",
    ]);
    expect(brief(problemsOf(parseData(data.replace(/"definition":"[^"]*",/, ""))))).toEqual([
      "missing-key definition 1",
    ]);
    expect(brief(problemsOf(parseData(data.replace('"expected":0,', ""))))).toEqual([
      "missing-key cases[1].expected 3",
    ]);
    expect(brief(problemsOf(parseData(data.replace('"input":[],', ""))))).toEqual([
      "missing-key cases[1].input 3",
    ]);
  });

  test("without cases is refused", () => {
    expect(brief(problemsOf(parseData(data.replace(/\[\n[^]*\n\]/, "[]"))))).toEqual([
      "wrong-value cases 1",
    ]);
  });

  test("names all types that are allowed if there are several", () => {
    const problems = problemsOf(
      parseJson('{"a":null}', "f", z.strictObject({ a: z.union([z.string(), z.number()]) })),
    );
    expect(problems).toEqual([
      {
        code: "wrong-value",
        file: "f",
        key: "a",
        line: 1,
        params: { got: "null", wanted: "string | number" },
      },
    ]);
  });
});
