// Converts a verdict to an exit code.

import type { Report } from "../../grader/doors/reports.ts";

/** A judge error is an internal error of Gradus, not a wrong answer. */
export function chooseExitCode(report: Report): number {
  if (report.verdict === "judge-error") return 2;
  return report.verdict === "accepted" ? 0 : 1;
}
