// gradus grade: grades one file against one exercise, and prints a report as text or JSON.

import type { CommandContext } from "./context.ts";
import { chooseSource, type Grading, prepareGrading } from "./grading-source.ts";
import { writeFigures } from "./write-figures.ts";
import type { Report } from "../../grader/doors/reports.ts";
import { addOwnTests, listFailing, locateTests, readOwnTests } from "./own-tests/tests-file.ts";
import { renderReport } from "./render-report.ts";
import { readSource } from "./read-source.ts";
import { chooseExitCode } from "./exit-code.ts";
import { type GradeOptions, readSettings } from "./grade-source.ts";

export async function gradeFile(
  context: CommandContext,
  name: string,
  file: string,
  options: GradeOptions & { figure?: string; keepFailing?: boolean },
): Promise<number> {
  const settings = readSettings(options);
  // Validates the arguments in the order in which the user wrote them.
  chooseSource(context, name, options);
  const source = readSource(file);
  const ownTests = readOwnTests(file);
  const grading = await prepareGrading(context, name, options);
  const report = await grading.grade(source, file, { ...settings, ownTests });
  if (options.figure !== undefined) writeFigures(context, report, options.figure);
  if (options.keepFailing === true) await keepFailing(context, report, file);
  if (options.json === true) context.out(`${JSON.stringify(report, null, 2)}\n`);
  else {
    const text = renderReport(context, report, grading.limits, { isFull: options.full, ownTests });
    context.out(`${text}${formatRemark(grading, file)}`);
    // A student does not see the reason, because it may quote a hidden input.
    if (report.verdict === "judge-error" && options.as === undefined)
      context.out(`\n${context.t("usage.asAuthor")}\n`);
  }
  return chooseExitCode(report);
}

async function keepFailing({ t, err }: CommandContext, report: Report, file: string) {
  const added = await addOwnTests(file, listFailing(report));
  err(`${t("ownTest.addedTo", { count: added, file: locateTests(file) })}\n`);
}

/** Printed below a text report. */
export function formatRemark(grading: Grading, file: string): string {
  const remark = grading.remark(file);
  return remark === undefined ? "" : `\n${remark}\n`;
}
