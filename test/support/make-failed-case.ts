// A failing case of a report, made by hand.

import type { CaseReport } from "../../grader/doors/reports.ts";

/** Listed with its input, except for `fields`. */
export function makeFailedCase(name: string, fields: Partial<CaseReport> = {}): CaseReport {
  return {
    name,
    title: null,
    verdict: "wrong-answer",
    computedBy: "total",
    isConverted: false,
    input: "[1, 2]",
    data: null,
    call: null,
    unstable: null,
    expected: "3",
    actual: "2",
    mismatches: [],
    mismatchCount: 0,
    thrown: null,
    returned: null,
    console: "",
    hint: null,
    note: null,
    pattern: null,
    smallest: null,
    ...fields,
  };
}
