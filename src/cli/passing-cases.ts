// What a report shows of tests that passed: the notes of the pack's checker, and what the program
// printed.

import type { CaseReport, GroupReport } from "../../grader/doors/reports.ts";
import { nameCase } from "../reports/describe.ts";
import { escapeControls } from "../reports/visible-text.ts";
import type { CommandContext } from "./context.ts";
import type { ReportLines } from "./report-lines.ts";

/** Of each group. The others are counted. */
const NOTES_SHOWN = 3;
const CONSOLES_SHOWN = 1;
const CONSOLE_ROWS = 6;

const INDENT = "    ";

export function renderPassingCases(
  { t, style, language }: CommandContext,
  lines: ReportLines,
  { cases }: GroupReport,
): void {
  const passed = cases.filter(({ verdict }) => verdict === "accepted");
  const name = (testCase: CaseReport) =>
    lines.hanging(`${style("green", "•")} ${nameCase(testCase, language)}`, INDENT);
  for (const testCase of passed.filter(({ note }) => note !== null).slice(0, NOTES_SHOWN)) {
    name(testCase);
    lines.wrapped(escapeControls(testCase.note![language]), `${INDENT}  `);
  }
  const printing = passed.filter(({ console: printed }) => printed !== "");
  for (const testCase of printing.slice(0, CONSOLES_SHOWN)) {
    name(testCase);
    lines.console(t("report.console"), testCase.console, `${INDENT}  `, CONSOLE_ROWS);
  }
  const more = printing.length - CONSOLES_SHOWN;
  if (more > 0)
    lines.wrapped(style("dim", t("report.morePrinting", { count: more })), `${INDENT}  `);
}
