// One case: the program's outcome and the expected value, to a verdict. Decided on what the host saw and on decoded data.

import { compare, type Comparison } from "./compare/compare.ts";
import type { TestCase } from "./pack-programs.ts";
import type { CaseReport, CaseVerdict, FailureKind } from "./report.ts";
import { formatValue } from "./sandbox/format.ts";
import type { CaseOutcome, Thrown } from "./slots/run-cases.ts";

export interface Judged {
  verdict: CaseVerdict;
  comparison: Comparison | null;
  thrown: Thrown | null;
}

const VERDICTS = {
  time: "time-limit-exceeded",
  memory: "memory-limit-exceeded",
  output: "output-limit-exceeded",
  crash: "run-time-error",
  threw: "run-time-error",
  "not-run": "not-run",
} as const;

export function judgeOutcome(testCase: TestCase, outcome: CaseOutcome): Judged {
  if (outcome.kind !== "value") return { verdict: VERDICTS[outcome.kind], comparison: null, thrown: outcome.kind === "threw" ? outcome.thrown : null };
  const comparison = compare(testCase.expected, outcome.value, testCase.tolerance);
  return { verdict: comparison.ok ? "accepted" : "wrong-answer", comparison, thrown: null };
}

export function failureOf({ verdict, comparison }: Judged): FailureKind | null {
  if (verdict === "accepted" || verdict === "not-run") return null;
  return verdict === "wrong-answer" ? (comparison?.mismatches[0]?.kind ?? "value") : verdict;
}

const INPUT_SHOWN = 600;
const VALUE_SHOWN = 600;

/** What a report says of a case. `detailed` adds input and values; a report holds them for the first failures of a group only. */
export function reportCase(testCase: TestCase, outcome: CaseOutcome, judged: Judged, detailed: boolean): CaseReport {
  const { verdict, comparison, thrown } = judged;
  return {
    name: testCase.name,
    verdict,
    input: detailed ? formatValue(testCase.input, INPUT_SHOWN) : null,
    expected: detailed ? formatValue(testCase.expected, VALUE_SHOWN) : null,
    actual: detailed && outcome.kind === "value" ? formatValue(outcome.value, VALUE_SHOWN) : null,
    mismatches: detailed ? (comparison?.mismatches ?? []) : [],
    mismatchCount: comparison?.mismatchCount ?? 0,
    thrown: detailed ? thrown : null,
    console: outcome.console,
    hint: verdict === "accepted" ? null : (testCase.hint ?? null),
    note: null,
    smallest: null,
  };
}
