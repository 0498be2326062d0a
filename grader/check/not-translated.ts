// Text that was not translated: one language is a copy of the other, as a whole or in a sentence.

import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES, type Language } from "../pack/schema.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { listLocalizedTexts } from "./localized-texts.ts";
import { findDifferentNumbers } from "./same-numbers.ts";
import type { Both, Section } from "./statement-text.ts";

/** A name or title may be the same in both languages; a sentence of this many words may not. */
const SENTENCE_WORDS = 5;
const HAN = /\p{Script=Han}/gu;

export function checkCopies(exercise: Exercise, statements: Both<Section[]>): Finding[] {
  return LANGUAGES.flatMap((language) => {
    const blocks = statements[language].flatMap(({ prose }) => prose);
    const foreign = blocks.filter(({ text }) => isForeign(text, language, SENTENCE_WORDS));
    return foreign.map(({ text, line }) =>
      bindFinding(exercise)(
        "not-translated",
        `statement.${language}.md`,
        { language, text: shorten(text) },
        { line },
      ),
    );
  });
}

/** Chinese text without a Chinese character, or English text that is mostly Chinese. */
function isForeign(text: string, language: Language, words: number): boolean {
  const han = text.match(HAN)?.length ?? 0;
  const latin = text.match(/[A-Za-z][A-Za-z'’-]+/g)?.length ?? 0;
  return language === "zh-CN" ? han === 0 && latin >= words : han > latin && han >= words;
}

function shorten(text: string): string {
  const [line] = text.trim().split("\n");
  return line!.length > 60 ? `${line!.slice(0, 60)}…` : line!;
}

/** Titles and hints. They are short, so two untranslated words are enough. */
export function checkWords(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  return listLocalizedTexts(exercise).flatMap(({ file, text, place }): Finding[] => {
    const copied = LANGUAGES.find(
      (language) =>
        isForeign(text[language], language, 2) &&
        (language === "en" ||
          text.en === text["zh-CN"] ||
          isForeign(text[language], language, SENTENCE_WORDS)),
    );
    if (copied !== undefined) {
      // Two words may be a name.
      const severity = isForeign(text[copied], copied, SENTENCE_WORDS) ? "error" : "warning";
      const params = { language: copied, text: shorten(text[copied]) };
      return [finding("not-translated", file, params, { ...place(copied), severity })];
    }
    const differing = findDifferentNumbers(text);
    return differing === undefined
      ? []
      : [finding("number-differs", file, { zh: differing["zh-CN"], en: differing.en }, place())];
  });
}
