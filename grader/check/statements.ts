// The two statements must have the same headings, figures, code blocks, formulas and list items in
// the same order. Figures and links must exist, formulas must parse, and there must be no Markdown
// that would be shown as plain text.

import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { listFiles } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { LANGUAGES } from "../pack/schema.ts";
import { findUnrendered, type UnrenderedSyntax } from "../statement/find-unrendered.ts";
import {
  findFormulaError,
  outlineStatement,
  type StatementPart,
} from "../statement/render-statement.ts";
import { type Finding, bindFinding } from "./finding.ts";

/** May be intended as plain text, so these are warnings. */
export const MAY_BE_MEANT: readonly UnrenderedSyntax[] = [
  "definition-list",
  "emoji",
  "emphasis",
  "highlight",
  "tex-delimiters",
];

const COMPARED = {
  headings: "heading",
  figures: "figure",
  code: "code",
  formulas: "formula",
  items: "item",
  answers: "answer",
} as const;

export function checkStatements(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  const empty = LANGUAGES.filter((language) => exercise.statements[language].trim() === "");
  if (empty.length > 0)
    return empty.map((language) => finding("statement-empty", `statement.${language}.md`));

  const outlines = {
    zh: outlineStatement(exercise.statements["zh-CN"]),
    en: outlineStatement(exercise.statements.en),
  };
  const findings: Finding[] = [];
  for (const [what, kind] of Object.entries(COMPARED)) {
    const [zh, en] = [summarize(outlines.zh, kind), summarize(outlines.en, kind)];
    if (zh !== en)
      findings.push(
        finding(
          "languages-differ",
          "statement.en.md",
          { what, zh, en },
          { line: findDifference(outlines.zh, outlines.en, kind) },
        ),
      );
  }
  const files = listFiles(exercise.folder, "", []);
  const used = new Set<string>();
  for (const [language, parts] of [
    ["zh-CN", outlines.zh],
    ["en", outlines.en],
  ] as const) {
    const file = `statement.${language}.md`;
    for (const { syntax, text, line } of findUnrendered(exercise.statements[language])) {
      findings.push(
        finding(
          `markdown-${syntax}`,
          file,
          { text },
          { line, severity: MAY_BE_MEANT.includes(syntax) ? "warning" : "error" },
        ),
      );
    }
    for (const { kind, text, line } of parts) {
      if (kind === "figure") {
        used.add(text);
        if (!files.includes(text) || !text.startsWith("figures/"))
          findings.push(finding("missing-figure", file, { name: text }, { line }));
      }
      if (kind === "link" && isBrokenLink(exercise, files, text))
        findings.push(finding("broken-link", file, { target: text }, { line }));
      const error = kind === "formula" ? findFormulaError(text) : undefined;
      if (error !== undefined)
        findings.push(finding("formula", file, { formula: text, detail: error }, { line }));
    }
  }
  for (const name of files)
    if (name.startsWith("figures/") && !used.has(name))
      findings.push(finding("unused-figure", name));
  return findings;
}

/** For headings their levels in order; for everything else the number. */
function summarize(parts: StatementPart[], kind: StatementPart["kind"]): string | number {
  const found = parts.filter((part) => part.kind === kind);
  return kind === "heading" ? found.map(({ text }) => text).join(" ") : found.length;
}

/** The line of the English heading below which the numbers differ; 0 if the headings differ. */
function findDifference(
  zh: StatementPart[],
  en: StatementPart[],
  kind: StatementPart["kind"],
): number {
  if (kind === "heading") return 0;
  const counts = (parts: StatementPart[]) => {
    const found = [{ line: 1, count: 0 }];
    for (const part of parts) {
      if (part.kind === "heading") found.push({ line: part.line, count: 0 });
      else if (part.kind === kind) found.at(-1)!.count += 1;
    }
    return found;
  };
  const [left, right] = [counts(zh), counts(en)];
  return left.length === right.length
    ? (right.find(({ count }, i) => count !== left[i]!.count)?.line ?? 0)
    : 0;
}

/** Links may go to the web, to a file of the exercise, or to another exercise of the pack. */
export function isBrokenLink({ folder }: Exercise, files: string[], target: string): boolean {
  if (/^https?:\/\//.test(target)) return false;
  const [, other] = /^\.\.\/([a-z0-9-]+)\/?$/.exec(target) ?? [];
  if (other !== undefined)
    return other === basename(folder) || !existsSync(join(folder, "..", other, "exercise.yaml"));
  return !files.includes(target) || !/^(figures|assets)\//.test(target);
}
