// The input of every platform's export.

import type { Audience, Report } from "../../../grader/doors/reports.ts";
import type { Exercise } from "../../../grader/doors/packs.ts";

export interface Export {
  /**
   * The complete report from the grader. Each platform calls `redact` for the audience that it
   * needs.
   */
  report: Report;
  audience: Audience;
  exercise: Exercise;
}
