// What a student sees about every file of the folder, in both languages. A golden file, so that
// each change is visible in `git diff`.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createGrader } from "../../grader/index.ts";
import { findPacks, LANGUAGES, type Language, loadExercise } from "../../grader/doors/packs.ts";
import { type Report } from "../../grader/doors/reports.ts";
import { createContext } from "../../src/cli/context.ts";
import { ReportText } from "../../src/cli/render-report.ts";
import { makeTranslator } from "../../src/i18n/index.ts";
import type { GeneratedFiles } from "./generators.ts";
import { LLM_PRIMER, ROOT } from "./packs.ts";

export const TOLD_REPORT = "test/golden/told.md";
const FIXTURES = join(ROOT, "test/fixtures/told");

const FOLDERS = [
  { folder: "files", exercise: "count-parameters", title: "Files as they are sent" },
  { folder: "values", exercise: "attention", title: "What Node and browsers have" },
  { folder: "more", exercise: "count-parameters", title: "More of each kind" },
];

const COLUMNS = 400;
const LINE_CHARACTERS = 240;

export async function renderToldReport(): Promise<GeneratedFiles> {
  const grader = createGrader({ submissions: { size: 1, spares: 0 } });
  try {
    const sections: string[] = [];
    for (const { folder, exercise: id, title } of FOLDERS) {
      const exercise = await loadExercise(findPacks(LLM_PRIMER).packs[0]!, id);
      const rows: string[] = [];
      for (const name of readdirSync(join(FIXTURES, folder)).sort()) {
        const report = await grader.grade({
          exercise,
          source: readFileSync(join(FIXTURES, folder, name)),
          fileName: name,
          seed: 1,
        });
        const cells = LANGUAGES.map((language) =>
          cell(toldBy(report, language, exercise.manifest.limits)),
        );
        rows.push(`| ${name} | ${cells.join(" | ")} |`);
      }
      sections.push(
        `## ${title} (${id})\n\n| file | ${LANGUAGES.join(" | ")} |\n|---|---|---|\n${rows.join("\n")}\n`,
      );
    }
    const head =
      "# What a student sees about every file in test/fixtures/told\n" +
      "\n" +
      "Written by `npm run regenerate`: the verdict, then the report's message about the file " +
      "as a whole, or of the first test that fails.\n" +
      "\n";
    return { [TOLD_REPORT]: head + sections.join("\n") };
  } finally {
    await grader.close();
  }
}

function toldBy(
  report: Report,
  language: Language,
  limits: ConstructorParameters<typeof ReportText>[2],
): string[] {
  const context = {
    ...createContext(language),
    columns: () => COLUMNS,
    style: (_format: unknown, text: string) => text,
  };
  const text = new ReportText(context, report, limits);
  const failing = report.groups
    .flatMap(({ cases }) => cases)
    .find(
      ({ verdict, input }) => verdict !== "accepted" && verdict !== "not-run" && input !== null,
    );
  let said = "";
  if (report.messages.length > 0) said = text.renderMessages();
  else if (failing !== undefined) said = text.renderFailure(failing);
  const verdict = makeTranslator(language)(`verdict.${report.verdict}`);
  return [`**${verdict}**`, ...said.split("\n").filter((line) => line.trim() !== "")];
}

function cell(lines: string[]): string {
  const shorten = (line: string) =>
    line.length > LINE_CHARACTERS ? `${line.slice(0, LINE_CHARACTERS)}…` : line;
  return lines.map((line) => shorten(line.trim()).replaceAll("|", "\\|")).join("<br>");
}
