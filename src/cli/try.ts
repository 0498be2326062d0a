// gradus try: evaluates an expression where the names of a file are known, in the same sandbox as
// the tests.

import type { OwnTest } from "../../grader/doors/reports.ts";
import { describeMessage } from "../reports/describe.ts";
import type { CommandContext } from "./context.ts";
import { prepareGrading, type SourceOptions } from "./grading-source.ts";
import { addOwnTests, locateTests } from "./own-tests/tests-file.ts";
import { renderOwnResult } from "./own-tests/render-own-tests.ts";
import { readSource } from "./read-source.ts";
import { CaseText } from "./render-case.ts";
import { ReportLines } from "./report-lines.ts";

interface TryOptions extends SourceOptions {
  expect?: string;
  keep?: boolean;
  json?: boolean;
}

/** 0 if there is a value that is as expected, otherwise 1. */
export async function tryExpression(
  context: CommandContext,
  name: string,
  file: string,
  code: string,
  options: TryOptions,
): Promise<number> {
  const { t, out, err, language } = context;
  const source = readSource(file);
  const grading = await prepareGrading(context, name, options);
  const test: OwnTest = { kind: "expression", code, expected: options.expect ?? null };
  const report = await grading.tryOut(source, file, [test]);
  const [result] = report.ownTests;
  if (options.keep === true && (await addOwnTests(file, [test])) > 0)
    err(`${t("ownTest.keptIn", { file: locateTests(file) })}\n`);
  if (options.json === true) {
    out(`${JSON.stringify(result ?? { messages: report.messages }, null, 2)}\n`);
  } else {
    const lines = new ReportLines(context);
    for (const message of report.messages)
      lines.wrapped(describeMessage(t, language, message), "  ");
    if (report.verdict === "judge-error") lines.wrapped(t("explain.judge-error"), "  ");
    if (result !== undefined)
      renderOwnResult(context, lines, new CaseText(context, lines, grading.limits), result);
    out(`${lines.all.map((line) => line.replace(/^ {6}/, "")).join("\n")}\n`);
  }
  return result?.verdict === "shown" || result?.verdict === "accepted" ? 0 : 1;
}
