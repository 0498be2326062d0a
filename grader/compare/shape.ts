// Shapes of nested lists: [[1, 2, 3], [4, 5, 6]] is 2 x 3. A list has no shape if its rows differ
// in length or if it contains anything but numbers.

import type { Value } from "../isolate/codec.ts";

export function isNumeric(value: Value): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

/** Lengths from the outermost list inwards; [] for a number; undefined if there is no shape. */
export function measureShape(value: Value): number[] | undefined {
  if (isNumeric(value)) return [];
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return [0];
  const first = measureShape(value[0]);
  if (first === undefined) return undefined;
  for (let i = 1; i < value.length; i++) {
    const other = measureShape(value[i]);
    if (other === undefined || !isSameShape(first, other)) return undefined;
  }
  return [value.length, ...first];
}

export function isSameShape(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

/** All numbers in reading order. Only for values that have a shape. */
export function flatten(value: Value): (number | bigint)[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [value as number | bigint];
}

/** Swaps rows and columns. Only for values of shape n x m, n > 0. */
export function transpose(value: Value): Value {
  const rows = value as Value[][];
  return rows[0]!.map((_, j) => rows.map((row) => row[j]));
}
