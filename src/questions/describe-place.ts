// The place of a question in words.

import type { Language, Localized } from "../../grader/doors/packs.ts";
import type { Translate } from "../i18n/index.ts";
import { toOneLine } from "../reports/visible-text.ts";
import { parsePlace } from "./place.ts";

export function describeQuestionPlace(
  t: Translate,
  language: Language,
  { place, title }: { place: string; title: Localized | null },
): string {
  const found = parsePlace(place);
  if (found?.kind === "line") return t("question.place.line", { line: found.line });
  return title === null ? t("question.place.whole") : toOneLine(title[language]);
}
