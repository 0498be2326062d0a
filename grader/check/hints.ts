// The texts of hints.yaml: formulas parse, links lead somewhere, and both languages show the same
// formulas. A hint is a few lines of text, so headings, pictures and blocks of code are errors.
// Whether it is translated, and free of code of the solution, is checked with the other texts.

import { listFiles } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES, type Language } from "../pack/schema.ts";
import { findUnrendered } from "../statement/find-unrendered.ts";
import { findFormulaError, outlineStatement } from "../statement/render-statement.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { formulaKey } from "./languages-agree.ts";
import { listHintTexts, type LocalizedText } from "./localized-texts.ts";
import { isBrokenLink, MAY_BE_MEANT } from "./statements.ts";

/** By the kind of a part, the word of the message. */
const NOT_IN_HINTS = { heading: "headings", figure: "figures", code: "code" } as const;

export function checkHints(exercise: Exercise): Finding[] {
  const files = listFiles(exercise.folder, "", []);
  return listHintTexts(exercise).flatMap((hint) => [
    ...LANGUAGES.flatMap((language) => checkText(exercise, files, hint, language)),
    ...compareFormulas(exercise, hint),
  ]);
}

function checkText(
  exercise: Exercise,
  files: string[],
  { file, text, place }: LocalizedText,
  language: Language,
): Finding[] {
  const finding = bindFinding(exercise);
  const found = findUnrendered(text[language]).map(({ syntax, text: written }) =>
    finding(
      `markdown-${syntax}`,
      file,
      { text: written },
      { ...place(language), severity: MAY_BE_MEANT.includes(syntax) ? "warning" : "error" },
    ),
  );
  for (const { kind, text: part } of outlineStatement(text[language])) {
    if (kind === "heading" || kind === "figure" || kind === "code")
      found.push(finding("hint-part", file, { what: NOT_IN_HINTS[kind] }, place(language)));
    if (kind === "link" && isBrokenLink(exercise, files, part))
      found.push(finding("broken-link", file, { target: part }, place(language)));
    const error = kind === "formula" ? findFormulaError(part) : undefined;
    if (error !== undefined)
      found.push(finding("formula", file, { formula: part, detail: error }, place(language)));
  }
  return found;
}

function compareFormulas(exercise: Exercise, { file, text, place }: LocalizedText): Finding[] {
  const [zh, en] = LANGUAGES.map((language) =>
    outlineStatement(text[language]).flatMap(({ kind, text: part }) =>
      kind === "formula" && part !== "$" ? [part] : [],
    ),
  ) as [string[], string[]];
  const keys = (formulas: string[]) => formulas.map(formulaKey).sort().join("\n");
  if (keys(zh) === keys(en)) return [];
  const show = (formulas: string[]) => formulas.map((one) => `$${one.trim()}$`).join(", ") || "–";
  return [bindFinding(exercise)("formula-differs", file, { zh: show(zh), en: show(en) }, place())];
}
