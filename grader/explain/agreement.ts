// How far a submission makes a known mistake. Outputs are compared cell by cell: a cell is one
// top-level field of one case, or the whole output if that is not an object. The agreement is the
// share of cells with the same wrong value, among the cells that are wrong in either program.

import { isWithinTolerance } from "../compare/compare.ts";
import { isSameOutput } from "../compare/same-output.ts";
import type { TestCase } from "../test-case.ts";
import { isRecord, type Value } from "../isolate/codec.ts";

/** A case that a submission has answered. */
export interface AnsweredCase extends Pick<TestCase, "expected" | "tolerance"> {
  /** undefined: there is no output, because the program threw. */
  output: Value | undefined;
  /** What the pack's checker decided; undefined if the case was compared with `expected`. */
  accepted: boolean | undefined;
  /** A limit ended the case, so nothing is known about it. */
  isUnknown: boolean;
}

export interface Agreement {
  /** Cells in which both programs give the same wrong value. */
  same: number;
  /** Cells that are wrong in at least one of them. */
  either: number;
}

export const NO_AGREEMENT: Agreement = { same: 0, either: 0 };

/** Wrong fields of each case, in the order of the cases. */
export type WrongFields = string[][];

const WHOLE = "";

export function findWrongFields(
  cases: Pick<TestCase, "expected" | "tolerance">[],
  outputs: (Value | undefined)[],
): WrongFields {
  return cases.map(({ expected, tolerance }, i) =>
    listFields(expected).filter((field) => {
      const output = outputs[i];
      if (output === undefined) return true;
      return !isWithinTolerance(select(expected, field), select(output, field), tolerance);
    }),
  );
}

/** `knownWrong`: the result of `findWrongFields` for `known`, the outputs of the known mistake. */
export function measureAgreement(
  cases: AnsweredCase[],
  wrong: WrongFields,
  known: (Value | undefined)[],
  knownWrong: WrongFields,
): Agreement {
  let total = NO_AGREEMENT;
  for (const [i, answered] of cases.entries()) {
    total = addAgreements(total, measureCase(answered, wrong[i]!, known[i], knownWrong[i]!));
  }
  return total;
}

export function addAgreements(a: Agreement, b: Agreement): Agreement {
  return { same: a.same + b.same, either: a.either + b.either };
}

/** 0 if no cell is wrong. */
export function computeShare({ same, either }: Agreement): number {
  return either === 0 ? 0 : same / either;
}

/**
 * A mistake is likely if it explains at least this share of the wrong cells, and at least this many
 * of them. test/exercises/recognition.test.ts prints how often that is right.
 */
const LIKELY_SHARE = 0.25;
const LIKELY_CELLS = 3;

export function isLikely(agreement: Agreement): boolean {
  return agreement.same >= LIKELY_CELLS && computeShare(agreement) >= LIKELY_SHARE;
}

function measureCase(
  { output, accepted, isUnknown, tolerance }: AnsweredCase,
  wrong: string[],
  known: Value | undefined,
  knownWrong: string[],
): Agreement {
  if (isUnknown) return NO_AGREEMENT;
  if (output === undefined) return { same: 0, either: known === undefined ? 0 : wrong.length };
  if (known === undefined) return { same: 0, either: knownWrong.length };
  if (accepted !== undefined) {
    // Only the checker knows whether the known output is wrong. The same output is as wrong.
    const isSame = isSameOutput(known, output, tolerance);
    return { same: isSame && !accepted ? 1 : 0, either: accepted ? 0 : 1 };
  }
  const both = wrong.filter((field) => knownWrong.includes(field));
  const same = both.filter((field) =>
    isSameOutput(select(known, field), select(output, field), tolerance),
  );
  return { same: same.length, either: wrong.length + knownWrong.length - both.length };
}

function listFields(expected: Value): string[] {
  return isRecord(expected) ? Object.keys(expected) : [WHOLE];
}

/** The field in an object of its own, so that its tolerance applies to it. */
function select(value: Value, field: string): Value {
  if (field === WHOLE || !isRecord(value)) return value;
  return Object.hasOwn(value, field) ? { [field]: value[field] } : {};
}
