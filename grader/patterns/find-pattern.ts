// Finds the pattern of a group's wrong cases: the first rule that explains every wrong number of
// the first failing case and of all other failing cases of the group.

import { showPath } from "../compare/describe-value.ts";
import { findCommonField, type NumberPair, type WrongCase } from "./align-numbers.ts";
import { listFactorRules, listShiftRules, type Rule } from "./find-factor.ts";
import { listListRules } from "./find-list-shift.ts";
import { findSumPattern } from "./find-sums.ts";
import { MIN_NUMBERS, type Pattern } from "./pattern.ts";

/** `cases`: all wrong cases of a group, the one that is explained first. */
export function findPattern(cases: WrongCase[]): Pattern | null {
  const [first] = cases;
  if (first === undefined) return null;
  const list = listListRules(first).find((rule) => cases.every(rule.holdsIn));
  if (list !== undefined) return { code: list.code, field: list.field, params: list.params };
  return findNumberPattern(first, cases) ?? findNotFinite(first) ?? findSumPattern(first);
}

function findNumberPattern(first: WrongCase, cases: WrongCase[]): Pattern | null {
  if (cases.some(({ hasOther, wrong }) => hasOther || wrong.length === 0)) return null;
  const wrong = cases.flatMap((one) => one.wrong);
  if (wrong.length < MIN_NUMBERS || !wrong.every(isFinitePair) || !differ(wrong)) return null;
  const holds = ({ holdsIn }: Rule) => cases.every(holdsIn);
  const rule = listFactorRules(first).find(holds) ?? listShiftRules(first).find(holds);
  if (rule === undefined) return null;
  return { code: rule.code, field: findCommonField(first.wrong), params: rule.params };
}

/** Of equal numbers, a multiple cannot be told from a sum. */
function differ(pairs: NumberPair[]): boolean {
  const [{ expected: one }] = pairs as [NumberPair, ...NumberPair[]];
  return pairs.some(
    ({ expected, bounds }) =>
      Math.abs(expected - one) > 2 * (bounds.atol + bounds.rtol * Math.abs(one)),
  );
}

function isFinitePair({ expected, actual }: NumberPair): boolean {
  return Number.isFinite(expected) && Number.isFinite(actual);
}

function findNotFinite({ wrong }: WrongCase): Pattern | null {
  const first = wrong.find(
    ({ expected, actual }) => Number.isFinite(expected) && !Number.isFinite(actual),
  );
  if (first === undefined) return null;
  const { path, actual } = first;
  return {
    code: Number.isNaN(actual) ? "nan" : "infinite",
    field: "",
    params: { path: showPath(path), value: String(actual) },
  };
}
