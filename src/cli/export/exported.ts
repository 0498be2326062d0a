// What every platform's export is made from.

import type { Audience, Exercise, Report } from "../../../grader/index.ts";

/** What there is to export. */
export interface Export {
  /** As it came from the grader: each platform decides by `redact` which view of it goes where. */
  report: Report;
  audience: Audience;
  exercise: Exercise;
}
