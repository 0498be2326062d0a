// Renders the result of gradus replay for a terminal: identical or not, where the reports differ, and
// what was not compared.

import type { Report } from "../../../grader/doors/reports.ts";
import { nameCase } from "../../reports/describe.ts";
import { toOneLine } from "../../reports/visible-text.ts";
import type { CommandContext } from "../context.ts";
import { ReportLines } from "../report-lines.ts";
import { padEnd, measureWidth } from "../terminal.ts";
import type { LeftOut } from "./choose-scope.ts";
import type { Difference } from "./compare-reports.ts";
import type { Replay } from "./repeat-grading.ts";

const DIFFERENCES_SHOWN = 10;

export function renderReplay(
  context: CommandContext,
  report: Report,
  { isIdentical, compared, leftOut, differences }: Replay,
): string {
  const { t, style, language } = context;
  const lines = new ReportLines(context);
  const title = style("bold", toOneLine(report.exercise.title[language]));
  const find = (id: string | null) => report.groups.find((one) => one.id === id);
  const nameGroup = (id: string) => toOneLine(find(id)?.title[language] ?? id);
  const nameTest = ({ group, case: name }: Difference) => {
    const test = find(group)?.cases.find((one) => one.name === name);
    return test === undefined ? toOneLine(name ?? "") : nameCase(test, language);
  };
  const count = differences.length;
  const result = isIdentical
    ? style(["bold", "green"], t("replay.identical"))
    : style(["bold", "red"], t("replay.different", { count }));
  lines.wrapped(`${title}  ${result}`, "");
  lines.wrapped(
    t("replay.compared", { compared: compared.length, count: report.groups.length }),
    "",
  );
  for (const difference of differences.slice(0, DIFFERENCES_SHOWN)) {
    lines.line();
    addDifference(context, lines, difference, { nameGroup, nameTest });
  }
  if (count > DIFFERENCES_SHOWN) {
    lines.line();
    lines.wrapped(t("replay.more", { count: count - DIFFERENCES_SHOWN }), "  ");
  }
  if (differences.some(isAboutLimits)) {
    lines.line();
    lines.wrapped(t("replay.nearLimit"), "");
  }
  if (leftOut.length > 0) {
    lines.line();
    lines.wrapped(t("replay.notCompared"), "");
    for (const one of leftOut) lines.wrapped(describeLeftOut(context, one, nameGroup), "  ");
  }
  return `${lines.all.join("\n")}\n`;
}

function addDifference(
  { t, style }: CommandContext,
  lines: ReportLines,
  difference: Difference,
  names: { nameGroup: (id: string) => string; nameTest: (at: Difference) => string },
): void {
  const { group, case: testCase, field, reported, replayed } = difference;
  const place = [
    ...(group === null ? [] : [t("replay.group", { group: names.nameGroup(group) })]),
    ...(testCase === null ? [] : [t("replay.case", { name: names.nameTest(difference) })]),
    style("cyan", toOneLine(field)),
  ];
  lines.wrapped(place.join(" · "), "  ");
  const labels = [t("replay.reported"), t("replay.replayed")];
  const columns = Math.max(...labels.map(measureWidth));
  lines.field(padEnd(labels[0]!, columns), showValue(t("replay.absent"), reported), "    ");
  lines.field(padEnd(labels[1]!, columns), showValue(t("replay.absent"), replayed), "    ");
}

/** Text as it is, everything else as JSON. */
function showValue(absent: string, value: unknown): string {
  if (value === undefined) return absent;
  return typeof value === "string" && value !== "" ? value : JSON.stringify(value);
}

const LIMITS = new Set<unknown>([
  "time-limit-exceeded",
  "memory-limit-exceeded",
  "limit-exceeded",
  "not-run",
]);

function isAboutLimits({ reported, replayed }: Difference): boolean {
  return LIMITS.has(reported) || LIMITS.has(replayed);
}

function describeLeftOut(
  { t }: CommandContext,
  { group, why }: LeftOut,
  nameGroup: (id: string) => string,
): string {
  if (group === null) return t(`replay.leftOut.${why}`);
  return t(`replay.leftOut.${why}`, { group: nameGroup(group) });
}
