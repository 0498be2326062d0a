// One case: the program's outcome and the expected value, to a verdict. Decided on what the host
// saw and on decoded data.

import { compare, type Comparison } from "./compare/compare.ts";
import type { Mismatch } from "./compare/mismatch.ts";
import type { PackPrograms, TestCase } from "./pack-programs.ts";
import type { Exercise } from "./pack/exercise.ts";
import type { CaseReport, CaseVerdict, FailureKind } from "./report.ts";
import { formatValue } from "./sandbox/format.ts";
import type { Returned } from "./sandbox/returned-kind.ts";
import type { CaseOutcome, Thrown } from "./slots/parent/run-cases.ts";

export interface Judged {
  verdict: CaseVerdict;
  /** null where there is no output, or the pack's own checker decided. */
  comparison: Comparison | null;
  thrown: Thrown | null;
  /** What the checker says of it. */
  note: CaseReport["note"];
}

const VERDICTS = {
  time: "time-limit-exceeded",
  memory: "memory-limit-exceeded",
  output: "output-limit-exceeded",
  crash: "run-time-error",
  threw: "run-time-error",
  asynchronous: "run-time-error",
  "not-run": "not-run",
} as const;

export function judgeOutcome(testCase: TestCase, outcome: CaseOutcome): Judged {
  if (outcome.kind !== "value")
    return {
      verdict: VERDICTS[outcome.kind],
      comparison: null,
      thrown: outcome.kind === "threw" ? outcome.thrown : null,
      note: null,
    };
  const comparison = compare(testCase.expected, outcome.value, testCase.tolerance);
  return {
    verdict: comparison.ok ? "accepted" : "wrong-answer",
    comparison,
    thrown: null,
    note: null,
  };
}

/**
 * The outcomes of several cases. A pack's own checker replaces the comparison where it has an
 * opinion; limits and thrown values stay what they are.
 */
export async function judgeAll(
  programs: PackPrograms,
  exercise: Exercise,
  cases: TestCase[],
  outcomes: CaseOutcome[],
  signal?: AbortSignal,
): Promise<Judged[]> {
  const judged = cases.map((testCase, i) => judgeOutcome(testCase, outcomes[i]!));
  if (exercise.modules.checker === undefined) return judged;
  const asked = outcomes.flatMap((outcome, i) =>
    outcome.kind === "value" ? [{ i, output: outcome.value }] : [],
  );
  const opinions = await programs.check(
    exercise,
    asked.map(({ i, output }) => ({
      input: cases[i]!.input,
      output,
      expected: cases[i]!.expected,
    })),
    signal,
  );
  for (const [k, { i }] of asked.entries()) {
    const opinion = opinions[k]!;
    if (opinion !== null)
      judged[i] = {
        verdict: opinion.accepted ? "accepted" : "wrong-answer",
        comparison: null,
        thrown: null,
        note: opinion.note,
      };
  }
  return judged;
}

export function classifyFailure({ verdict, comparison }: Judged): FailureKind | null {
  if (verdict === "accepted" || verdict === "not-run") return null;
  return verdict === "wrong-answer" ? (comparison?.mismatches[0]?.kind ?? "value") : verdict;
}

const INPUT_SHOWN = 600;
const VALUE_SHOWN = 600;

/**
 * What a report says of a case. `detailed` adds input and values; a report holds them for the first
 * failures of a group only.
 */
export function reportCase(
  testCase: TestCase,
  outcome: CaseOutcome,
  judged: Judged,
  detailed: boolean,
): CaseReport {
  const { verdict, comparison, thrown, note } = judged;
  const returned = detailed ? returnedToTell(outcome, judged) : null;
  return {
    name: testCase.name,
    verdict,
    input: detailed ? formatValue(testCase.input, INPUT_SHOWN) : null,
    expected: detailed ? formatValue(testCase.expected, VALUE_SHOWN) : null,
    actual: detailed && outcome.kind === "value" ? formatValue(outcome.value, VALUE_SHOWN) : null,
    mismatches: detailed
      ? (comparison?.mismatches ?? []).map((mismatch) => withoutNote(mismatch, returned))
      : [],
    mismatchCount: comparison?.mismatchCount ?? 0,
    thrown: detailed ? thrown : null,
    returned,
    console: outcome.console,
    hint: verdict === "accepted" ? null : (testCase.hint ?? null),
    note,
    smallest: null,
  };
}

/** What is said of the export's value as a whole need not be said of a part. */
function withoutNote(mismatch: Mismatch, returned: Returned | null): Mismatch {
  return returned !== null && mismatch.note === returned.kind
    ? { ...mismatch, note: null }
    : mismatch;
}

/** What an export returned, where that is why the case failed, as far as can be seen. */
function returnedToTell(outcome: CaseOutcome, { verdict, comparison }: Judged): Returned | null {
  if (outcome.kind === "asynchronous") return outcome.returned;
  // What was thrown in the submission itself says more.
  if (outcome.kind === "threw")
    return outcome.thrown.line === 0 ? (outcome.returned ?? null) : null;
  if (outcome.kind !== "value" || outcome.returned === undefined || verdict !== "wrong-answer")
    return null;
  const { returned } = outcome;
  const [first] = comparison?.mismatches ?? [];
  if (first === undefined) return null;
  const isMissing = first.kind === "missing";
  const mayBeMeant =
    returned.kind === "function" || returned.kind === "instance" || returned.kind === "undefined";
  return isMissing || (first.kind === "type" && (!mayBeMeant || first.path === ""))
    ? returned
    : null;
}
