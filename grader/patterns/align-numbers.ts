// The numbers of an output beside the expected ones, and what the input says about lengths.

import { compareNumber } from "../compare/compare-numbers.ts";
import type { Path } from "../compare/describe-value.ts";
import { isNumeric } from "../compare/shape.ts";
import { type Bounds, selectBounds, type Tolerance } from "../compare/tolerance.ts";
import { isRecord, type Value } from "../isolate/codec.ts";

export interface NumberPair {
  /** The top-level field of the output. */
  field: string;
  path: Path;
  expected: number;
  actual: number;
  bounds: Bounds;
  ok: boolean;
}

/** A wrong case as patterns are searched in it. */
export interface WrongCase {
  expected: Value;
  actual: Value;
  tolerance: Tolerance;
  pairs: NumberPair[];
  wrong: NumberPair[];
  /** Whether anything other than a number's value differs. */
  hasOther: boolean;
  /** Lengths of lists in the input, by their path: "X", "X[0]". */
  lengths: Map<string, number>;
}

export function readWrongCase(
  input: Value,
  expected: Value,
  actual: Value,
  tolerance: Tolerance,
): WrongCase {
  const pairs: NumberPair[] = [];
  const hasOther = !align(expected, actual, tolerance, [], "", pairs);
  const lengths = new Map<string, number>();
  measureLengths(input, "", 0, lengths);
  return {
    expected,
    actual,
    tolerance,
    pairs,
    wrong: pairs.filter(({ ok }) => !ok),
    hasOther,
    lengths,
  };
}

/** Whether both values have the same structure, and are equal except for their numbers. */
function align(
  expected: Value,
  actual: Value,
  tolerance: Tolerance,
  path: Path,
  field: string,
  pairs: NumberPair[],
): boolean {
  if (isNumeric(expected)) {
    if (!isNumeric(actual)) return false;
    const bounds = selectBounds(tolerance, field);
    const { ok } = compareNumber(expected, actual, bounds);
    pairs.push({ field, path, expected: Number(expected), actual: Number(actual), bounds, ok });
    return true;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    let isAligned = true;
    for (const [i, item] of expected.entries())
      isAligned = align(item, actual[i], tolerance, [...path, i], field, pairs) && isAligned;
    return isAligned;
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return false;
    let isAligned = true;
    for (const [key, item] of Object.entries(expected)) {
      const own = Object.hasOwn(actual, key) ? actual[key] : undefined;
      const top = path.length === 0 ? key : field;
      isAligned = align(item, own, tolerance, [...path, key], top, pairs) && isAligned;
    }
    return isAligned;
  }
  return expected === actual;
}

/** Deeper lists do not decide a mean or a sum. */
const MAX_DEPTH = 2;
const MAX_LENGTHS = 40;

function measureLengths(
  value: Value,
  path: string,
  depth: number,
  lengths: Map<string, number>,
): void {
  if (lengths.size >= MAX_LENGTHS || depth > MAX_DEPTH) return;
  if (Array.isArray(value)) {
    lengths.set(path, value.length);
    measureLengths(value[0], `${path}[0]`, depth + 1, lengths);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value))
      measureLengths(item, path === "" ? key : `${path}.${key}`, depth + 1, lengths);
  }
}

/** The field of all pairs; "" if there are several. */
export function findCommonField(pairs: NumberPair[]): string {
  const fields = new Set(pairs.map(({ field }) => field));
  return fields.size === 1 ? [...fields][0]! : "";
}
