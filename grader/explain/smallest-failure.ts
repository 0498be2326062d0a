// The smallest input that still fails, for a generated case. The parent drives: the pack slot
// proposes smaller inputs with the reference's answers, the submission slot answers them, and the
// first that fails the same way is where the search goes on.

import type { CaseVerdict, SmallestFailure } from "../report.ts";
import type { PackPrograms, TestCase } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import { formatValue } from "../sandbox/format.ts";
import type { CaseOutcome } from "../slots/parent/run-cases.ts";
import type { Judged } from "../judge.ts";

/** A fixed number of steps, so that the same submission always ends at the same input. */
const ROUNDS = 8;
const CANDIDATES = 6;
const SHOWN_CHARACTERS = 600;

export interface SmallestQuery {
  exercise: Exercise;
  seed: number;
  /** The failing case's number in its generator. */
  index: number;
  verdict: CaseVerdict;
  answer: (cases: TestCase[]) => Promise<CaseOutcome[]>;
  judge: (testCase: TestCase, outcome: CaseOutcome) => Judged;
}

/** null where no smaller input fails the same way. */
export async function findSmallestFailure(
  programs: PackPrograms,
  query: SmallestQuery,
): Promise<SmallestFailure | null> {
  const path = [query.index];
  let smallest: SmallestFailure | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const candidates = await programs.shrinkCase(query.exercise, query.seed, path, CANDIDATES);
    if (candidates.length === 0) break;
    const outcomes = await query.answer(candidates);
    const found = candidates.findIndex(
      (candidate, i) => query.judge(candidate, outcomes[i]!).verdict === query.verdict,
    );
    if (found < 0) break;
    path.push(found);
    const { verdict, comparison, thrown } = query.judge(candidates[found]!, outcomes[found]!);
    const input = formatValue(candidates[found]!.input, SHOWN_CHARACTERS);
    smallest = {
      input,
      steps: path.length - 1,
      verdict,
      mismatches: comparison?.mismatches.slice(0, 3) ?? [],
      thrown,
    };
  }
  return smallest;
}
