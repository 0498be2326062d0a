// Names a mistake that the pack's author foresaw: the submission's outputs in the visible groups are those of a known wrong
// submission, wherever either of them fails.

import type { Exercise } from "../pack/load.ts";
import { type PackPrograms, sameOutput, type TestCase } from "../pack-programs.ts";
import type { Report } from "../report.ts";
import type { CaseOutcome } from "../slots/run-cases.ts";

export async function findMisconception(
  programs: PackPrograms,
  exercise: Exercise,
  seed: number,
  cases: TestCase[],
  outcomes: CaseOutcome[],
): Promise<Report["misconception"]> {
  const inputs = cases.map((testCase) => testCase.inputText);
  const outputs = outcomes.map((outcome) => (outcome.kind === "value" ? outcome.value : undefined));
  for (const { id, hint, example } of exercise.misconceptions) {
    const known = await programs.outputsOf(exercise, example, seed, inputs);
    if (cases.every((testCase, i) => sameOutput(known[i], outputs[i], testCase.tolerance))) return { id, hint };
  }
  return null;
}
