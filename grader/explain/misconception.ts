// Recognises a mistake that the pack's author foresaw: in the visible groups, the submission gives
// the same outputs as a known wrong submission, and fails in the same cases.

import { isSameOutput } from "../compare/same-output.ts";
import type { GradedGroup } from "../graded-group.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { Report } from "../report.ts";
import type { Value } from "../isolate/codec.ts";
import type { CaseOutcome } from "../slots/parent/case-outcome.ts";
import type { TestCase } from "../test-case.ts";

/** `groups`: the visible ones, which ran with `seed`. null if no misconception is recognised. */
export async function findMisconception(
  programs: PackPrograms,
  exercise: Exercise,
  seed: number,
  groups: GradedGroup[],
): Promise<Report["misconception"]> {
  const isWrong = groups.some(({ judged }) =>
    judged.some(({ verdict }) => verdict === "wrong-answer"),
  );
  if (!isWrong) return null;
  const cases = groups.flatMap((group) => group.cases);
  const inputs = cases.map((testCase) => testCase.inputText);
  const outputs = groups.flatMap(({ outcomes }) => outcomes.map(selectOutput));
  for (const { id, hint, example } of exercise.misconceptions) {
    const known = await programs.runExample(exercise, example, seed, inputs);
    if (isSameBehaviour(cases, known, outputs)) return { id, hint };
  }
  return null;
}

/**
 * Whether two programs gave the same outputs to all of `cases`, each within its tolerance.
 * undefined: the program gave no output.
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
