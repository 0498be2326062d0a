// A number in one language must appear in the other too: in the same paragraph, in digits, in
// words, in code or in a formula.

import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES, type Language, type Localized } from "../pack/schema.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { readNumbers, type SaidNumbers } from "./numbers-in-text.ts";
import { type Both, otherLanguage, type ProseBlock, type Section } from "./statement-text.ts";

export function checkSameNumbers(exercise: Exercise, pair: Both<Section>): Finding[] {
  const isPaired = pair.en.prose.length === pair["zh-CN"].prose.length;
  const inCode = (section: Section) =>
    [...section.formulas, ...section.code].map(({ text }) => text).join("\n");
  const findings: Finding[] = [];
  for (const language of LANGUAGES) {
    const [own, other] = [pair[language], pair[otherLanguage(language)]];
    const section = listNumbers(
      [...other.prose.flatMap(({ text, code }) => [text, ...code]), inCode(other)].join("\n"),
    );
    for (const [i, block] of own.prose.entries()) {
      const said = isPaired
        ? listNumbers([other.prose[i]!.text, ...other.prose[i]!.code].join("\n"))
        : section;
      const missing = readNumbers(block.text).digits.find(
        ({ value }) => !said.has(value) && !said.has(value / 100) && !said.has(value * 100),
      );
      if (missing === undefined) continue;
      findings.push(
        describeDifference(
          exercise,
          language,
          block,
          missing.written,
          isPaired ? other.prose[i] : undefined,
        ),
      );
    }
  }
  // A number that differs between the languages is one mistake, so it is reported once.
  return findings.filter(
    ({ file, params }, i) =>
      !findings.some(
        (one, k) =>
          k < i &&
          one.file !== file &&
          one.params["zh"] === params["zh"] &&
          one.params["en"] === params["en"] &&
          params["zh"] !== "–" &&
          params["en"] !== "–",
      ),
  );
}

function listNumbers(text: string): Set<number> {
  const { digits, words }: SaidNumbers = readNumbers(text);
  return new Set([...words, ...digits.map(({ value }) => value)]);
}

function describeDifference(
  exercise: Exercise,
  language: Language,
  block: ProseBlock,
  written: string,
  other: ProseBlock | undefined,
): Finding {
  const own = listNumbers([block.text, ...block.code].join("\n"));
  const instead =
    other === undefined
      ? undefined
      : readNumbers(other.text).digits.find(({ value }) => !own.has(value))?.written;
  const said: Both<string> =
    language === "en"
      ? { en: written, "zh-CN": instead ?? "–" }
      : { en: instead ?? "–", "zh-CN": written };
  const line =
    block.line +
    Math.max(
      0,
      block.text.split("\n").findIndex((text) => text.includes(written.split(" ")[0]!)),
    );
  return bindFinding(exercise)(
    "number-differs",
    `statement.${language}.md`,
    { zh: said["zh-CN"], en: said.en },
    { line },
  );
}

/** The numbers that only one language has; undefined if there are none. */
export function findDifferentNumbers(text: Localized): Both<string> | undefined {
  const said: Both<string[]> = { "zh-CN": [], en: [] };
  for (const language of LANGUAGES) {
    const other = listNumbers(text[otherLanguage(language)]);
    said[language] = readNumbers(text[language])
      .digits.filter(({ value }) => !other.has(value))
      .map(({ written }) => written);
  }
  if (said.en.length === 0 && said["zh-CN"].length === 0) return undefined;
  return { "zh-CN": said["zh-CN"].join(", ") || "–", en: said.en.join(", ") || "–" };
}
