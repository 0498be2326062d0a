// The exit code that a verdict becomes.

import type { Report } from "../../grader/doors/reports.ts";

/** A judge error is a fault of ours, not an answer. */
export function exitCodeOf(report: Report): number {
  if (report.verdict === "judge-error") return 2;
  return report.verdict === "accepted" ? 0 : 1;
}
