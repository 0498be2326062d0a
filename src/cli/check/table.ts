// The figures of a check, one row for each exercise: the same cells for a terminal and for
// Markdown.

import type { CheckProblem, ExerciseCheck, MutationScore } from "../../../grader/doors/checks.ts";
import type { Translate } from "../../i18n/index.ts";
import { shortenName } from "../exercise-names.ts";
import { indentText, padEnd, padStart, measureWidth } from "../terminal.ts";
import { isError, isWarning } from "../../reports/describe-check.ts";

const COLUMNS = [
  "exercise",
  "result",
  "cases",
  "examples",
  "accepted",
  "wrong",
  "time",
  "mutants",
  "sources",
  "seconds",
] as const;
type Mark = "✗" | "?" | "!" | "✓";
type Column = (typeof COLUMNS)[number];
/** A terminal is narrow, and the text above the table already shows the rest. */
const SHORT: readonly Column[] = ["exercise", "accepted", "wrong", "time", "mutants", "sources"];

export function chooseMark(problems: readonly CheckProblem[], isPrevented: boolean): Mark {
  if (problems.some(isError)) return "✗";
  if (isPrevented) return "?";
  return problems.some(isWarning) ? "!" : "✓";
}

function cells(result: ExerciseCheck, all: ExerciseCheck[]): Record<Column, string> {
  const { problems, prevented, cases, examples, margins, mutation, libraries, wallTimeMs } = result;
  return {
    exercise: shortenName(result, all),
    result: chooseMark(problems, prevented !== null),
    cases: `${cases.stored} + ${cases.generated}`,
    examples: `${examples.accepted} + ${examples.other}`,
    accepted: showTimes(margins?.accepted?.value),
    wrong: showTimes(margins?.wrong?.value),
    time: margins?.time ? `${(margins.time.share * 100).toFixed(0)}%` : "–",
    mutants: mutation === null ? "–" : showMutation(mutation),
    sources: libraries.join(", "),
    seconds: `${(wallTimeMs / 1000).toFixed(1)} s`,
  };
}

/** Rounded down, so that 100% means all of them. */
function showMutation({ score, killed, total, waived }: MutationScore): string {
  const percent = (Math.floor(score * 1000) / 10).toFixed(1);
  return `${percent}% (${killed}/${total - waived}${waived > 0 ? `, −${waived}` : ""})`;
}

/** Two digits; ∞ if the error has no size. */
function showTimes(times: number | undefined): string {
  if (times === undefined) return "–";
  if (times === Infinity) return "∞";
  if (times === 0) return "0";
  return times >= 0.01 && times < 1000
    ? String(Number(times.toPrecision(2)))
    : times.toExponential(0).replace("e+", "e");
}

function rows(t: Translate, results: ExerciseCheck[], columns: readonly Column[]): string[][] {
  return [
    columns.map((column) => t(`check.table.${column}`)),
    ...results.map((result) => columns.map((column) => cells(result, results)[column])),
  ];
}

const RIGHT: readonly Column[] = ["accepted", "wrong", "time", "seconds"];

export function formatTextTable(t: Translate, results: ExerciseCheck[], columns: number): string {
  const all = rows(t, results, SHORT);
  const widths = SHORT.map((_, c) => Math.max(...all.map((row) => measureWidth(row[c]!))));
  const line = (row: string[]) =>
    row
      .map((cell, c) =>
        RIGHT.includes(SHORT[c]!) ? padStart(cell, widths[c]!) : padEnd(cell, widths[c]!),
      )
      .join("  ")
      .trimEnd();
  return `${all.map(line).join("\n")}\n${indentText(t("check.table.legend"), "", columns)}\n`;
}

export function formatMarkdownTable(
  t: Translate,
  results: ExerciseCheck[],
  heading: string,
): string {
  const escape = (cell: string) => cell.replace(/[\\|`*_<>[\]]/g, "\\$&");
  const [head, ...body] = rows(t, results, COLUMNS).map(
    (row) => `| ${row.map(escape).join(" | ")} |`,
  );
  const rule = `|${COLUMNS.map((column) => (RIGHT.includes(column) ? " ---: " : " --- ")).join("|")}|`;
  return `### ${heading}\n\n${[head, rule, ...body].join("\n")}\n\n${t("check.table.legend")}\n`;
}
