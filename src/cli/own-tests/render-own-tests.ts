// The results of a student's own tests as text.

import type { OwnReport, OwnTest } from "../../../grader/doors/reports.ts";
import { describeReturned, describeThrown } from "../../reports/describe.ts";
import { escapeControls, toOneLine } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import type { CaseText } from "../render-case.ts";
import type { ReportLines } from "../report-lines.ts";
import { cut } from "../terminal.ts";

const INDENT = "      ";
const CONSOLE_LINES = 12;

export function renderOwnTests(
  { t, style }: CommandContext,
  lines: ReportLines,
  cases: CaseText,
  tests: readonly OwnTest[],
  results: readonly OwnReport[],
): void {
  lines.line();
  lines.line(`  ${style("bold", t("ownTest.title"))}`);
  if (results.length === 0) lines.wrapped(t("ownTest.notRun"), "  ");
  for (const [i, test] of tests.entries()) {
    const result = results[i];
    if (result === undefined) continue;
    const isGood = result.verdict === "accepted" || result.verdict === "shown";
    const mark = isGood ? style("green", "✓") : style("red", "✗");
    const name = test.kind === "case" ? `${t("ownTest.case")} ${test.input}` : test.code;
    lines.line(cut(`  ${mark} ${toOneLine(name)}`, lines.columns));
    if (result.verdict !== "accepted") renderOwnResult({ t, style }, lines, cases, result);
  }
}

export function renderOwnResult(
  { t, style }: Pick<CommandContext, "t" | "style">,
  lines: ReportLines,
  cases: CaseText,
  result: OwnReport,
): void {
  const { verdict, value, shape, thrown, returned, expected, mismatches } = result;
  if (result.console !== "")
    for (const line of result.console.replace(/\n$/, "").split("\n").slice(0, CONSOLE_LINES))
      lines.wrapped(style("dim", escapeControls(line)), INDENT);
  if (thrown !== null)
    lines.wrapped(style("red", t("report.threw", { thrown: describeThrown(t, thrown) })), INDENT);
  else if (returned !== null) lines.wrapped(describeReturned(t, returned), INDENT);
  else if (value === null && verdict !== "shown")
    lines.wrapped(style("red", t(`verdict.${verdict}`)), INDENT);
  if (value !== null)
    lines.wrapped(
      `${escapeControls(value.folded)}${shape === null ? "" : style("dim", `  ${t("ownTest.shape", { shape })}`)}`,
      INDENT,
    );
  cases.renderMismatches(mismatches, INDENT);
  if (verdict !== "accepted" && mismatches.length === 0 && expected !== null)
    lines.wrapped(`${t("ownTest.expected")} ${escapeControls(expected.folded)}`, INDENT);
}
