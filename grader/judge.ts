// Judges a case: the program's outcome and the expected value give a verdict. Uses only what the
// host observed, and decoded data.

import type { Comparison } from "./compare/compare.ts";
import { compareOutputs } from "./output-rows.ts";
import type { PackPrograms } from "./pack-programs.ts";
import type { TestCase } from "./test-case.ts";
import type { Exercise } from "./pack/exercise.ts";
import type { CaseReport, CaseVerdict } from "./report.ts";
import type { CaseOutcome, Thrown } from "./slots/parent/case-outcome.ts";

export interface Judged {
  verdict: CaseVerdict;
  /** null if there is no output, or if the pack's checker decided. */
  comparison: Comparison | null;
  thrown: Thrown | null;
  /** The checker's note for the student. */
  note: CaseReport["note"];
}

export const VERDICTS = {
  time: "time-limit-exceeded",
  memory: "memory-limit-exceeded",
  output: "output-limit-exceeded",
  crash: "run-time-error",
  threw: "run-time-error",
  asynchronous: "run-time-error",
  "not-run": "not-run",
} as const;

export function judgeOutcome(
  testCase: TestCase,
  outcome: CaseOutcome,
  { fields }: Exercise["manifest"],
): Judged {
  if (outcome.kind !== "value")
    return {
      verdict: VERDICTS[outcome.kind],
      comparison: null,
      thrown: outcome.kind === "threw" ? outcome.thrown : null,
      note: null,
    };
  const { expected, tolerance } = testCase;
  const comparison = compareOutputs(fields, expected, outcome.value, tolerance);
  return {
    verdict: comparison.ok ? "accepted" : "wrong-answer",
    comparison,
    thrown: null,
    note: null,
  };
}

/**
 * Judges several cases. If the pack has a checker and it has an opinion on an output, that replaces
 * the comparison. Cases that hit a limit or threw are not shown to the checker.
 */
export async function judgeAll(
  programs: PackPrograms,
  exercise: Exercise,
  cases: TestCase[],
  outcomes: CaseOutcome[],
  signal?: AbortSignal,
): Promise<Judged[]> {
  const judged = cases.map((testCase, i) =>
    judgeOutcome(testCase, outcomes[i]!, exercise.manifest),
  );
  if (exercise.modules.checker === undefined) return judged;
  const asked = outcomes.flatMap((outcome, i) =>
    outcome.kind === "value" ? [{ i, output: outcome.value }] : [],
  );
  const opinions = await programs.askChecker(
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
