// Lists with one element too many or too few, and lists whose elements are one place off.

import { isWithinTolerance } from "../compare/compare.ts";
import { flatten, measureShape } from "../compare/shape.ts";
import type { Tolerance } from "../compare/tolerance.ts";
import { isRecord, type Value } from "../isolate/codec.ts";
import { formatValue } from "../isolate/format.ts";
import type { WrongCase } from "./align-numbers.ts";
import type { Rule } from "./find-factor.ts";
import { MIN_NUMBERS, type PatternCode } from "./pattern.ts";

type Lists = [expected: Value[], actual: Value[]];
type Relation = (expected: Value[], actual: Value[], isSame: IsSame) => boolean;
type IsSame = (expected: Value[], actual: Value[]) => boolean;

const RELATIONS: [PatternCode, Relation][] = [
  [
    "one-too-few-start",
    (expected, actual, isSame) =>
      actual.length === expected.length - 1 && isSame(expected.slice(1), actual),
  ],
  [
    "one-too-few-end",
    (expected, actual, isSame) =>
      actual.length === expected.length - 1 && isSame(expected.slice(0, -1), actual),
  ],
  [
    "one-too-many-start",
    (expected, actual, isSame) =>
      actual.length === expected.length + 1 && isSame(expected, actual.slice(1)),
  ],
  [
    "one-too-many-end",
    (expected, actual, isSame) =>
      actual.length === expected.length + 1 && isSame(expected, actual.slice(0, -1)),
  ],
  [
    "index-ahead",
    (expected, actual, isSame) =>
      actual.length === expected.length && isSame(expected.slice(1), actual.slice(0, -1)),
  ],
  [
    "index-behind",
    (expected, actual, isSame) =>
      actual.length === expected.length && isSame(expected.slice(0, -1), actual.slice(1)),
  ],
];

export function listListRules(wrongCase: WrongCase): (Rule & { field: string })[] {
  const field = listFields(wrongCase)
    .filter(({ isRight }) => !isRight)
    .map(({ name }) => name);
  return RELATIONS.map(([code, relation]) => ({
    code,
    params: {},
    field: field.length === 1 ? field[0]! : "",
    holdsIn: (one: WrongCase) => explainsAll(one, relation),
  })).filter(({ holdsIn }) => holdsIn(wrongCase));
}

/** Every wrong field is such a list, and at least one shows it with enough numbers. */
function explainsAll(wrongCase: WrongCase, relation: Relation): boolean {
  const wrong = listFields(wrongCase).filter(({ isRight }) => !isRight);
  let numbers = 0;
  for (const { name, lists } of wrong) {
    if (lists === undefined || !hasVariety(lists[0])) return false;
    const own = keepField(wrongCase.tolerance, name);
    const isSame: IsSame = (expected, actual) => isWithinTolerance(expected, actual, own);
    if (!relation(...lists, isSame)) return false;
    numbers += countNumbers(lists[0]) - countNumbers([lists[0][0]]);
  }
  return wrong.length > 0 && numbers >= MIN_NUMBERS;
}

interface Field {
  name: string;
  isRight: boolean;
  /** undefined if they are not lists of numbers. */
  lists: Lists | undefined;
}

function listFields({ expected, actual, tolerance }: WrongCase): Field[] {
  if (!isRecord(expected)) return [readField("", expected, actual, tolerance)];
  if (!isRecord(actual)) return [];
  return Object.entries(expected).map(([name, value]) =>
    readField(name, value, Object.hasOwn(actual, name) ? actual[name] : undefined, tolerance),
  );
}

function readField(name: string, expected: Value, actual: Value, tolerance: Tolerance): Field {
  const own = keepField(tolerance, name);
  return {
    name,
    isRight: isWithinTolerance(expected, actual, own),
    lists:
      Array.isArray(expected) && Array.isArray(actual) && measureShape(expected) !== undefined
        ? [expected, actual]
        : undefined,
  };
}

/** The bounds of a field, for a value without fields. */
function keepField(tolerance: Tolerance, field: string): Tolerance {
  return { ...(tolerance.fields[field] ?? tolerance), fields: {} };
}

/** Elements are compared by this much of their text. */
const SHOWN_CHARACTERS = 200;

/** If neighbours are equal, a list that is one place off looks right. */
function hasVariety(list: Value[]): boolean {
  const texts = list.map((item) => formatValue(item, SHOWN_CHARACTERS));
  return new Set(texts).size >= MIN_NUMBERS;
}

function countNumbers(value: Value): number {
  return measureShape(value) === undefined ? 0 : flatten(value).length;
}
