// What gradus watch shows after a grading. A terminal shows the end of a long text, so a report that
// is taller than the screen is followed by its verdict and first failure.

import type { ExerciseLimits } from "../../grader/doors/packs.ts";
import type { OwnTest, Report } from "../../grader/doors/reports.ts";
import type { CommandContext } from "./context.ts";
import { indentText } from "./terminal.ts";
import { renderReport, ReportText } from "./render-report.ts";

/** For the line that waits for changes, with an empty one before it, and the cursor. */
const ROWS_BELOW = 3;

/** `remark`: the lines below the report, or "". */
export function renderScreen(
  context: CommandContext,
  report: Report,
  limits: ExerciseLimits,
  remark: string,
  ownTests: OwnTest[] = [],
): string {
  const { t, style, rows, columns } = context;
  const whole = `${renderReport(context, report, limits, { ownTests })}${remark}`;
  const room = rows() - ROWS_BELOW;
  if (whole.split("\n").length - 1 <= room) return whole;
  const rule = style("dim", indentText(`── ${t("watch.inShort")}`, "", columns()));
  const short = new ReportText(context, report, limits).renderFirstFailure().split("\n");
  const rowsOfRule = rule.split("\n").length + 1;
  const shown = short.slice(0, Math.max(1, room - rowsOfRule));
  if (shown.length < short.length) shown[shown.length - 1] = style("dim", "      …");
  return `${whole}\n${rule}\n${shown.join("\n")}\n`;
}
