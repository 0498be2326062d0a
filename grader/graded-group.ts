// A group whose cases have run and been judged.

import type { Judged } from "./judge.ts";
import type { Group } from "./pack/cases.ts";
import type { GroupReport } from "./report.ts";
import type { CaseOutcome } from "./slots/parent/case-outcome.ts";
import type { TestCase } from "./test-case.ts";

/** `outcomes` and `judged` are in the order of `cases`. */
export interface GradedGroup {
  group: Group;
  cases: TestCase[];
  outcomes: CaseOutcome[];
  judged: Judged[];
  report: GroupReport;
}
