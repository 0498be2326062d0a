// Both languages have all texts, with the same parameters, and every code that the grader can send
// has words.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hasWords, readEnvironmentLanguage, makeTranslator } from "../../src/i18n/index.ts";
import { wording } from "../../src/i18n/wording.ts";
import { ROOT } from "../support/packs.ts";

interface Words {
  [key: string]: string | Words;
}

function flatten(words: Words, prefix = ""): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
}

const PLURAL = /_(?:one|other)$/;
const withoutPlural = (key: string) => key.replace(PLURAL, "");
const parametersOf = (text: string) =>
  new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!));

const languages = { "zh-CN": flatten(wording["zh-CN"]), en: flatten(wording.en) };
const chinese = new Map(languages["zh-CN"]);
const english = new Map(languages.en);

describe("the languages", () => {
  test("have the same keys, except for plural endings", () => {
    const keys = (language: "zh-CN" | "en") =>
      [...new Set(languages[language].map(([key]) => withoutPlural(key)))].sort();
    expect(keys("en")).toEqual(keys("zh-CN"));
    expect(keys("en").length).toBeGreaterThan(200);
  });

  test("have the plural forms that they need", () => {
    const bases = new Set(
      languages["zh-CN"].filter(([key]) => PLURAL.test(key)).map(([key]) => withoutPlural(key)),
    );
    expect(bases.size).toBeGreaterThan(0);
    for (const base of bases) {
      expect(english.has(`${base}_one`) && english.has(`${base}_other`), base).toBe(true);
      expect(chinese.has(`${base}_one`) || chinese.has(base), `${base} in zh-CN`).toBe(false);
    }
    expect(
      languages.en.filter(([key]) => PLURAL.test(key) && !bases.has(withoutPlural(key))),
    ).toEqual([]);
  });

  test("have the same parameters in each pair", () => {
    for (const [key, text] of languages.en) {
      const other = chinese.get(key) ?? chinese.get(key.replace(/_one$/, "_other"))!;
      const [mine, theirs] = [parametersOf(text), parametersOf(other)];
      // "one thing is wrong with it" needs no number.
      for (const names of key.endsWith("_one") ? [mine, theirs] : []) names.delete("count");
      expect(mine, `${key}: ${text} / ${other}`).toEqual(theirs);
    }
  });

  test.each(["zh-CN", "en"] as const)(
    "%s has no empty text, no stray spaces and no broken parameter",
    (language) => {
      for (const [key, text] of languages[language]) {
        expect(text.trim(), key).not.toBe("");
        expect(text, key).toBe(text.trim());
        expect(text.replaceAll(/\{\{\w+\}\}/g, "x"), key).not.toMatch(/[{}]|\$t\(|  /);
      }
    },
  );

  test("are not mixed up: no Chinese in English, no English sentence in Chinese", () => {
    for (const [key, text] of languages.en)
      expect(text, key).not.toMatch(/[\u3000-\u9fff\uff00-\uffef]/);
    for (const [key, text] of languages["zh-CN"]) {
      // Commands, code and file names stay as they are.
      const prose = text.replaceAll(/\{\{\w+\}\}|export function|gradus \w+|--\w+/g, "");
      expect(prose, key).not.toMatch(/[A-Za-z]+(?:[ ,]+[A-Za-z]+){2,}/);
      // The rest contains Chinese, or no words at all; two names of the language itself are the
      // same in both.
      expect(
        ["null", "symbol", "API"].includes(text) ||
          !/[A-Za-z]/.test(prose) ||
          /[\u4e00-\u9fff]/.test(text),
        `${key}: ${text}`,
      ).toBe(true);
    }
  });

  test("punctuate as their readers expect", () => {
    for (const [key, text] of languages["zh-CN"])
      expect(text, key).not.toMatch(/[\u4e00-\u9fff][,;:?!.](?:[^\w]|$)/);
  });
});

/** The texts of a union type: type Name = "a" | "b"; or an array that one is made from. */
function codesOf(file: string, name: string): string[] {
  const source = readFileSync(join(ROOT, file), "utf8");
  const body = new RegExp(`(?:type|const) ${name} =\\s*([^;]+);`).exec(source)?.[1];
  const codes = [...(body ?? "").matchAll(/"([^"]+)"/g)].map(([, code]) => code!);
  if (codes.length === 0) throw new Error(`${file} has no ${name}`);
  return codes;
}

describe("every code has words", () => {
  test.each([
    ["grader/report.ts", "MessageCode", "", 15],
    ["grader/report.ts", "Verdict", "verdict.", 8],
    ["grader/pack/problem.ts", "ProblemCode", "problem.", 20],
    ["grader/check/finding.ts", "FindingCode", "check.", 10],
    ["grader/compare/mismatch.ts", "MismatchNote", "note.", 20],
    ["grader/returned-kind.ts", "RETURNED_KINDS", "returned.", 16],
    ["grader/compare/mismatch.ts", "MismatchKind", "failure.", 6],
    ["grader/walls/parent/launch-plans.ts", "WALLS", "wall.", 4],
  ])("%s: %s", (file, name, prefix, atLeast) => {
    const codes = codesOf(file, name);
    expect(codes.length).toBeGreaterThanOrEqual(atLeast);
    expect(codes.filter((code) => !hasWords(prefix + code) || !english.has(prefix + code))).toEqual(
      [],
    );
  });

  test("also those that a case and a group have besides the verdicts", () => {
    for (const key of ["verdict.not-run", "verdict.skipped"]) expect(hasWords(key), key).toBe(true);
    for (const verdict of codesOf("grader/report.ts", "Verdict").filter((code) =>
      code.endsWith("-limit-exceeded"),
    ))
      expect(hasWords(`explain.${verdict}`), verdict).toBe(true);
  });

  test("also every type that a message can name", () => {
    for (const type of [
      "number",
      "string",
      "boolean",
      "array",
      "object",
      "null",
      "undefined",
      "function",
      "symbol",
      "cycle",
    ])
      expect(hasWords(`type.${type}`), type).toBe(true);
  });
});

describe("a translator", () => {
  test("inserts parameters unchanged, whatever they contain", () => {
    const detail = "<b>&amp;</b> {{line}} $t(verdict.accepted) 中文 $& \\";
    expect(makeTranslator("en")("judge.slots", { detail })).toBe(
      `The submission could not be run: ${detail}`,
    );
    expect(makeTranslator("zh-CN")("judge.slots", { detail })).toBe(
      `未能运行这份提交。错误原文：${detail}`,
    );
  });

  test("distinguishes singular and plural", () => {
    expect(makeTranslator("en")("list.points", { count: 1 })).toBe("1 point");
    expect(makeTranslator("en")("list.points", { count: 2 })).toBe("2 points");
    expect(makeTranslator("en")("list.points", { count: 0 })).toBe("0 points");
    // The texts are remembered by then.
    expect(makeTranslator("en")("list.points", { count: 1 })).toBe("1 point");
    expect(makeTranslator("en")("list.points", { count: 3 })).toBe("3 points");
    expect(makeTranslator("zh-CN")("list.points", { count: 1 })).toBe("1 分");
  });

  test("has words for existing keys only", () => {
    expect(hasWords("verdict.accepted")).toBe(true);
    for (const key of [
      "verdict",
      "verdict.",
      "verdict.nothing",
      "",
      "nothing",
      "verdict.accepted.length",
      "constructor.name",
      "type.constructor.name",
      "type.__proto__",
    ])
      expect(hasWords(key), key).toBe(false);
  });
});

test.each<[Record<string, string | undefined>, "zh-CN" | "en"]>([
  [{}, "en"],
  [{ LANG: "zh_CN.UTF-8" }, "zh-CN"],
  [{ LANG: "zh_TW" }, "zh-CN"],
  [{ LANG: "zh-Hans" }, "zh-CN"],
  [{ LANG: "C.UTF-8" }, "en"],
  [{ LANG: "de_DE.UTF-8" }, "en"],
  [{ LANG: "en_US.UTF-8", LC_MESSAGES: "zh_CN.UTF-8" }, "zh-CN"],
  [{ LANG: "zh_CN.UTF-8", LC_MESSAGES: "en_GB" }, "en"],
  [{ LANG: "zh_CN.UTF-8", LC_MESSAGES: "zh_CN.UTF-8", LC_ALL: "C" }, "en"],
  [{ LANG: "zh_CN.UTF-8", LC_MESSAGES: "", LC_ALL: "" }, "zh-CN"],
  [{ LANG: "zh_CN.UTF-8", LC_ALL: undefined }, "zh-CN"],
])("the environment %j asks for %s", (env, language) => {
  expect(readEnvironmentLanguage(env)).toBe(language);
});
