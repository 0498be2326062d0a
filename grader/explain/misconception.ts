// Names a mistake that the pack's author foresaw: the submission's outputs in the visible groups
// are those of a known wrong submission, wherever either of them fails.

import type { Exercise } from "../pack/exercise.ts";
import { type PackPrograms, isSameOutput, type TestCase } from "../pack-programs.ts";
import type { Report } from "../report.ts";
import type { Value } from "../sandbox/codec.ts";
import type { CaseOutcome } from "../slots/parent/run-cases.ts";

export async function findMisconception(
  programs: PackPrograms,
  exercise: Exercise,
  seed: number,
  cases: TestCase[],
  outcomes: CaseOutcome[],
): Promise<Report["misconception"]> {
  const inputs = cases.map((testCase) => testCase.inputText);
  const outputs = outcomes.map(selectOutput);
  for (const { id, hint, example } of exercise.misconceptions) {
    const known = await programs.runExample(exercise, example, seed, inputs);
    if (isSameBehaviour(cases, known, outputs)) return { id, hint };
  }
  return null;
}

/**
 * Whether two programs gave the same outputs to all of `cases`, within each case's tolerance;
 * undefined where one gave none.
 */
export function isSameBehaviour(
  cases: Pick<TestCase, "tolerance">[],
  known: (Value | undefined)[],
  outputs: (Value | undefined)[],
): boolean {
  return cases.every(({ tolerance }, i) => isSameOutput(known[i], outputs[i], tolerance));
}

export function selectOutput(outcome: CaseOutcome): Value | undefined {
  return outcome.kind === "value" ? outcome.value : undefined;
}
