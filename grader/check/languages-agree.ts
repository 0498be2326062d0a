// The two languages must agree as far as a program can tell: the same formulas and code in each
// section, the same numbers in each paragraph, and neither is a copy of the other.

import type { Exercise } from "../pack/exercise.ts";
import type { Language } from "../pack/schema.ts";
import { readCodeTokens } from "./code-tokens.ts";
import { KNOBS } from "../statement/find-knobs.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { checkCopies, checkWords } from "./not-translated.ts";
import { checkSameNumbers } from "./same-numbers.ts";
import {
  type Both,
  type CodeBlock,
  otherLanguage,
  type PlacedText,
  readStatement,
  type Section,
} from "./statement-text.ts";

const nameFile = (language: Language) => `statement.${language}.md`;

export function checkLanguagesAgree(exercise: Exercise): Finding[] {
  const statements: Both<Section[]> = {
    "zh-CN": readStatement(exercise.statements["zh-CN"]),
    en: readStatement(exercise.statements.en),
  };
  const findings = [...checkCopies(exercise, statements), ...checkWords(exercise)];
  // If the headings differ, statements.ts reports that, and the sections do not form pairs.
  if (statements.en.length !== statements["zh-CN"].length) return findings;
  // If the number of formulas or code blocks differs, statements.ts reports that. Comparing them
  // would only repeat it.
  const isEqual = (count: (section: Section) => number) => {
    const [zh, en] = [statements["zh-CN"], statements.en].map((sections) =>
      sections.reduce((sum, one) => sum + count(one), 0),
    );
    return zh === en;
  };
  const hasFormulas = isEqual(({ formulas }) => formulas.length);
  const hasCode = isEqual(({ code }) => code.length);
  for (const [i, en] of statements.en.entries()) {
    const pair: Both<Section> = { en, "zh-CN": statements["zh-CN"][i]! };
    if (hasFormulas) findings.push(...compareFormulas(exercise, pair));
    if (hasCode) findings.push(...compareCode(exercise, pair));
    findings.push(...checkSameNumbers(exercise, pair));
  }
  return findings;
}

// ---- formulas and code -------------------------------------------------------------------------

function compareFormulas(exercise: Exercise, pair: Both<Section>): Finding[] {
  const only = (language: Language) =>
    without(pair[language].formulas, pair[otherLanguage(language)].formulas, ({ text }) =>
      formulaKey(text),
    );
  const left: Both<PlacedText[]> = { "zh-CN": only("zh-CN"), en: only("en") };
  const first = left["zh-CN"].length > 0 ? "zh-CN" : "en";
  const [one] = left[first];
  if (one === undefined) return [];
  const show = (language: Language) =>
    left[language].map(({ text }) => `$${text.trim()}$`).join(", ") || "–";
  return [
    bindFinding(exercise)(
      "formula-differs",
      nameFile(first),
      { zh: show("zh-CN"), en: show("en") },
      { line: one.line },
    ),
  ];
}

/** Removes words, spacing and final punctuation, which may differ between languages. */
function plainFormula(formula: string): string {
  return formula
    .replace(/\\(?:text|textrm|textbf|textit|mbox|operatorname\*?)\s*\{[^{}]*\}/g, "\\text{}")
    .replace(/\\(?:[,;:! ]|quad|qquad|limits|displaystyle|left|right|big|Big)(?![A-Za-z])/g, "")
    .replace(/\\[lc]?dots/g, "\\dots")
    .replace(/\s/g, "")
    .replace(/\{([A-Za-z0-9])\}/g, "$1")
    .replace(/[.,;，。；]+$/, "");
}

/** If words join the parts of a formula, the parts may come in another order. */
export function formulaKey(formula: string): string {
  const plain = plainFormula(formula);
  return plain.includes("\\text")
    ? plain.replaceAll("\\text{}", "").split("").sort().join("")
    : plain;
}

function without<T>(from: T[], these: T[], keyOf: (item: T) => string): T[] {
  const counts = new Map<string, number>();
  for (const item of these) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return from.filter((item) => {
    const count = counts.get(keyOf(item)) ?? 0;
    counts.set(keyOf(item), count - 1);
    return count <= 0;
  });
}

function compareCode(exercise: Exercise, { "zh-CN": zh, en }: Both<Section>): Finding[] {
  const findings: Finding[] = [];
  for (const [i, block] of en.code.entries()) {
    const other = zh.code[i];
    if (other === undefined) break;
    // Their data is compared, not their text: knobs.ts.
    if (block.language === KNOBS && other.language === KNOBS) continue;
    const line = findDifferentLine(block, other);
    if (line === undefined) continue;
    const at = (one: CodeBlock) => one.text.split("\n")[line]?.trim() || "–";
    findings.push(
      bindFinding(exercise)(
        "code-differs",
        nameFile("en"),
        { zh: at(other), en: at(block) },
        { line: block.line + line },
      ),
    );
  }
  return findings;
}

/**
 * The first line, from 0, in which two blocks differ by more than the words in comments and
 * strings; undefined if there is none.
 */
function findDifferentLine(a: CodeBlock, b: CodeBlock): number | undefined {
  const [left, right] = [a, b].map(({ text }) => text.trimEnd().split("\n")) as [
    string[],
    string[],
  ];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [one, two] = [left[i], right[i]];
    if (one === undefined || two === undefined) return i;
    // Lines with Chinese words may differ in their words, but not in their numbers.
    const isWorded = HAN_CHARACTER.test(one) || HAN_CHARACTER.test(two);
    if (lineKey(one, isWorded, isCode(a)) !== lineKey(two, isWorded, isCode(a))) return i;
  }
  return undefined;
}

const HAN_CHARACTER = /\p{Script=Han}/u;
const isCode = ({ language }: CodeBlock) =>
  ["ts", "js", "typescript", "javascript", "tsx", "jsx"].includes(language);

/**
 * `isWorded`: ignores words in comments and strings. `isProgram`: the block is code; otherwise all
 * words are ignored.
 */
function lineKey(line: string, isWorded: boolean, isProgram: boolean): string {
  if (!isWorded)
    return readCodeTokens(line, { comments: true })
      .map(({ text }) => text)
      .join(" ");
  const numbers = readCodeTokens(line, { comments: true })
    .filter(({ kind }) => kind === "number")
    .map(({ text }) => text);
  const program = isProgram
    ? readCodeTokens(line).map(({ kind, text }) => (kind === "text" ? "text" : text))
    : [];
  return [...program, ...numbers].join(" ");
}
