// Recognises a mistake that the pack's author foresaw, in the visible groups. It is certain if a
// known wrong submission gives the same outputs and fails in the same cases. It is likely if most
// wrong cells agree (agreement.ts), because a second mistake changes only the others.

import { isSameOutput } from "../compare/same-output.ts";
import type { GradedGroup } from "../graded-group.ts";
import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import { type CaseVerdict, isFailed, type Report } from "../report.ts";
import type { Judged } from "../judge.ts";
import type { Value } from "../isolate/codec.ts";
import type { CaseOutcome } from "../slots/parent/case-outcome.ts";
import type { TestCase } from "../test-case.ts";
import {
  addAgreements,
  type Agreement,
  type AnsweredCase,
  computeShare,
  findWrongFields,
  isLikely,
  measureAgreement,
  NO_AGREEMENT,
  type WrongFields,
} from "./agreement.ts";

type Misconception = Exercise["misconceptions"][number];

/**
 * The visible cases that are stored, or those that are generated. What a known mistake returns for
 * stored cases is the same for every seed, so it is cached once.
 */
interface Part {
  set: "stored" | "generated";
  cases: TestCase[];
  outputs: (Value | undefined)[];
  /** Those of `cases`, with their outputs, that a limit did not end. */
  answered: AnsweredCase[];
  wrong: WrongFields;
  /** The number of wrong fields. */
  wrongCells: number;
  /** The index of the case that the report shows first; -1 if it is in the other part. */
  shownFirst: number;
}

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
  const isStored = ({ group }: GradedGroup) => group.manifest.data !== undefined;
  const shown = findShownFirst(groups);
  const parts = [
    readPart("stored", groups.filter(isStored), shown),
    readPart(
      "generated",
      groups.filter((one) => !isStored(one)),
      shown,
    ),
  ].filter(({ cases }) => cases.length > 0);
  const answer = async ({ example }: Misconception, { set, cases }: Part) =>
    programs.runExample(
      exercise,
      example,
      set === "stored" ? 0 : seed,
      cases.map(({ inputText }) => inputText),
      set,
    );
  const same = await findSame(exercise.misconceptions, parts, answer);
  if (same !== undefined) return { id: same.id, hint: same.hint, isLikely: false };
  const likely = await findLikely(exercise.misconceptions, parts, answer);
  return likely === undefined ? null : { id: likely.id, hint: likely.hint, isLikely: true };
}

/** The first failing case. */
function findShownFirst(groups: GradedGroup[]): TestCase | undefined {
  for (const { report, cases, judged } of groups) {
    const at = judged.findIndex(isFailed);
    if (at >= 0 && report.verdict !== "skipped") return cases[at];
  }
  return undefined;
}

function readPart(set: Part["set"], groups: GradedGroup[], shown: TestCase | undefined): Part {
  const cases = groups.flatMap((group) => group.cases);
  const outcomes = groups.flatMap((group) => group.outcomes);
  const judged = groups.flatMap((group) => group.judged);
  const answered = readAnswered(cases, outcomes, judged);
  const outputs = outcomes.map(selectOutput);
  const wrong = findWrongFields(cases, outputs);
  const wrongCells = wrong.reduce((sum, fields) => sum + fields.length, 0);
  const shownFirst = cases.findIndex((testCase) => testCase === shown);
  return { set, cases, outputs, answered, wrong, wrongCells, shownFirst };
}

export function readAnswered(
  cases: TestCase[],
  outcomes: CaseOutcome[],
  judged: Judged[],
): AnsweredCase[] {
  return cases.map(({ expected, tolerance }, i) => {
    const outcome = outcomes[i]!;
    const { verdict, comparison } = judged[i]!;
    const isByChecker = outcome.kind === "value" && comparison === null;
    return {
      expected,
      tolerance,
      output: selectOutput(outcome),
      accepted: isByChecker ? verdict === "accepted" : undefined,
      isUnknown: !KNOWN_VERDICTS.includes(verdict),
    };
  });
}

const KNOWN_VERDICTS: CaseVerdict[] = ["accepted", "wrong-answer", "run-time-error"];

type Answer = (known: Misconception, part: Part) => Promise<(Value | undefined)[]>;

async function findSame(
  misconceptions: Misconception[],
  parts: Part[],
  answer: Answer,
): Promise<Misconception | undefined> {
  for (const known of misconceptions) {
    let isSame = true;
    for (const part of parts) {
      isSame = isSameBehaviour(part.cases, await answer(known, part), part.outputs);
      if (!isSame) break;
    }
    if (isSame) return known;
  }
  return undefined;
}

async function findLikely(
  misconceptions: Misconception[],
  parts: Part[],
  answer: Answer,
): Promise<Misconception | undefined> {
  let best: { known: Misconception; share: number } | undefined;
  for (const known of misconceptions) {
    const agreement = await measureParts(known, parts, answer);
    const share = computeShare(agreement);
    if (isLikely(agreement) && share > (best?.share ?? 0)) best = { known, share };
  }
  return best?.known;
}

async function measureParts(
  known: Misconception,
  parts: Part[],
  answer: Answer,
): Promise<Agreement> {
  let agreement = NO_AGREEMENT;
  for (const [i, part] of parts.entries()) {
    const rest = parts.slice(i).reduce((sum, { wrongCells }) => sum + wrongCells, 0);
    // Generated cases differ by seed, so they are run only if they can still decide.
    const atBest = addAgreements(agreement, { same: rest, either: rest });
    if (!isLikely(atBest)) return NO_AGREEMENT;
    const outputs = await answer(known, part);
    const knownWrong = findKnownWrong(part, outputs);
    // The hint is shown for the first failing case. A mistake that passes it does not explain it.
    if (knownWrong[part.shownFirst]?.length === 0) return NO_AGREEMENT;
    const measured = measureAgreement(part.answered, part.wrong, outputs, knownWrong);
    agreement = addAgreements(agreement, measured);
  }
  return agreement;
}

/** By cached outputs: they are always those of the same cases. */
const knownWrong = new WeakMap<(Value | undefined)[], WrongFields>();

function findKnownWrong({ cases }: Part, outputs: (Value | undefined)[]): WrongFields {
  let found = knownWrong.get(outputs);
  if (found === undefined) {
    found = findWrongFields(cases, outputs);
    knownWrong.set(outputs, found);
  }
  return found;
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
