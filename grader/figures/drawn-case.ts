// What a figure is drawn from: one case of a visible group, with what the submission returned.

import { compareNumber } from "../compare/compare-numbers.ts";
import { selectBounds } from "../compare/tolerance.ts";
import type { Value } from "../isolate/codec.ts";
import type { NameField } from "../output-fields.ts";
import type { TestCase } from "../test-case.ts";
import { findField } from "./select-part.ts";

export interface DrawnCase {
  testCase: TestCase;
  output: Value;
  nameField: NameField;
}

export type IsRight = (expected: number, actual: number | null) => boolean;

/** Whether a number of the field that `path` leads into is within its tolerance. */
export function bindTolerance({ tolerance }: TestCase, path: string): IsRight {
  const bounds = selectBounds(tolerance, findField(path));
  return (expected, actual) => actual !== null && compareNumber(expected, actual, bounds).ok;
}

/** How many elements are numbers, but NaN or infinite. */
export function countNotFinite(value: Value): number {
  if (Array.isArray(value))
    return value.reduce<number>((sum, item) => sum + countNotFinite(item), 0);
  return typeof value === "number" && !Number.isFinite(value) ? 1 : 0;
}
