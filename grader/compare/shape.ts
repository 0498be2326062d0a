// Shapes of nested lists: [[1, 2, 3], [4, 5, 6]] is 2 x 3. A list whose rows differ, or that holds
// anything but numbers, has none.

import type { Value } from "../sandbox/codec.ts";

/**
 * Lengths from the outside in, [] for a number, undefined for what is not a regular array of
 * numbers.
 */
export function measureShape(value: Value): number[] | undefined {
  if (typeof value === "number" || typeof value === "bigint") return [];
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return [0];
  const first = measureShape(value[0]);
  if (first === undefined) return undefined;
  for (let i = 1; i < value.length; i++) {
    const other = measureShape(value[i]);
    if (
      other === undefined ||
      other.length !== first.length ||
      other.some((n, k) => n !== first[k])
    )
      return undefined;
  }
  return [value.length, ...first];
}

/** All numbers in reading order. Only for values that have a shape. */
export function flatten(value: Value): (number | bigint)[] {
  return Array.isArray(value) ? value.flatMap(flatten) : [value as number | bigint];
}

/** Rows into columns, for a value of shape n x m. */
export function transpose(value: Value): Value {
  const rows = value as Value[][];
  return rows[0]!.map((_, j) => rows.map((row) => row[j]));
}
