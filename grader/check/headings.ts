// The page's title comes from the manifest. A statement's headings start at ## and do not repeat
// it.

import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES } from "../pack/schema.ts";
import { outlineStatement } from "../statement/render-statement.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { readStatement } from "./statement-text.ts";

export function checkHeadings(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  return LANGUAGES.flatMap((language) => {
    const file = `statement.${language}.md`;
    const titles = LANGUAGES.map((one) => normalize(exercise.manifest.title[one]));
    const tops = outlineStatement(exercise.statements[language])
      .filter(({ kind, text }) => kind === "heading" && text === "1")
      .map(({ line }) => line);
    const headings = readStatement(exercise.statements[language]).flatMap(({ prose }) =>
      prose.filter(({ kind }) => kind === "heading"),
    );
    return headings.flatMap(({ text, line }) => {
      const isTitle = titles.some((title) => normalize(text) === title);
      if (!isTitle && !tops.includes(line)) return [];
      return [
        finding(
          isTitle ? "heading-repeats-title" : "heading-too-high",
          file,
          { text: text.trim() },
          { line },
        ),
      ];
    });
  });
}

/** Without case, punctuation and spaces. */
function normalize(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\p{S}\s]+/gu, "");
}
