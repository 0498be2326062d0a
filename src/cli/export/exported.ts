// What every platform's export is made from.

import type { Audience, Report } from "../../../grader/doors/reports.ts";
import type { Exercise } from "../../../grader/doors/packs.ts";

/** What there is to export. */
export interface Export {
  /** As it came from the grader: each platform decides by `redact` which view of it goes where. */
  report: Report;
  audience: Audience;
  exercise: Exercise;
}
