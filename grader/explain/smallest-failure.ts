// Finds a smaller input that fails in the same way, for a generated case. In each round the pack
// slot proposes smaller inputs with the reference's answers, and the submission answers them. The
// first one that fails in the same way is where the next round starts.

import { describeData } from "../case-data.ts";
import type { GradedGroup } from "../graded-group.ts";
import { type Judged, judgeOutcome } from "../judge.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import type { CaseReport, SmallestFailure } from "../report.ts";
import { formatValue } from "../isolate/format.ts";
import type { Recording } from "../slots/protocol/jobs.ts";
import type { CaseOutcome } from "../slots/parent/case-outcome.ts";
import type { TestCase } from "../test-case.ts";
import { bindNames } from "../output-fields.ts";
import { nameMismatches } from "../report-group.ts";
import { describeCall } from "./call/add-calls.ts";

/** A fixed number, so that the same submission always ends at the same input. */
const ROUNDS = 8;
/** Smaller inputs in each round. */
const CANDIDATES = 6;
const SHOWN_CHARACTERS = 600;
const SHOWN_MISMATCHES = 3;

/** Runs the submission. */
type Answer = (cases: TestCase[], record?: Recording) => Promise<CaseOutcome[]>;

/**
 * Adds the smallest failure to the first failing case of each group's report, if that case was
 * generated.
 */
export async function addSmallestFailures(
  programs: PackPrograms,
  exercise: Exercise,
  seed: number,
  groups: GradedGroup[],
  answer: Answer,
): Promise<void> {
  for (const { cases, outcomes, judged, report } of groups) {
    // If a function is asynchronous, it is so for every input.
    const first = judged.findIndex(
      ({ verdict }, i) =>
        verdict === "wrong-answer" ||
        (verdict === "run-time-error" && outcomes[i]!.kind !== "asynchronous"),
    );
    const { index } = cases[first] ?? {};
    if (index === undefined || report.verdict === "skipped") continue;
    const failing = report.cases[first]!;
    failing.smallest = await findSmallestFailure(programs, exercise, seed, index, failing, answer);
  }
}

/** null if no smaller input fails in the same way. */
async function findSmallestFailure(
  programs: PackPrograms,
  exercise: Exercise,
  seed: number,
  index: number,
  { verdict, computedBy }: Pick<CaseReport, "verdict" | "computedBy">,
  answer: Answer,
): Promise<SmallestFailure | null> {
  const path = [index];
  let smallest: { testCase: TestCase; judged: Judged } | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const candidates = await programs.shrinkCase(exercise, seed, path, CANDIDATES);
    if (candidates.length === 0) break;
    const outcomes = await answer(candidates);
    const judged = candidates.map((candidate, i) =>
      judgeOutcome(candidate, outcomes[i]!, exercise.manifest),
    );
    const found = judged.findIndex((one) => one.verdict === verdict);
    if (found < 0) break;
    path.push(found);
    smallest = { testCase: candidates[found]!, judged: judged[found]! };
  }
  if (smallest === undefined) return null;
  const { testCase, judged } = smallest;
  const nameField = bindNames(exercise.manifest.fields, testCase.input);
  const mismatches = judged.comparison?.mismatches.slice(0, SHOWN_MISMATCHES) ?? [];
  const [recorded] = await answer([testCase], {});
  return {
    input: formatValue(testCase.input, SHOWN_CHARACTERS),
    data: describeData(testCase),
    call: describeCall(exercise.manifest, recorded!, judged.comparison, computedBy) ?? null,
    steps: path.length - 1,
    verdict,
    mismatches: nameMismatches({ mismatches, mismatchCount: 0 }, nameField).mismatches,
    thrown: judged.thrown,
  };
}
