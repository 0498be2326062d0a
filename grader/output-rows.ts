// Rows that stand for objects. A student returns { left, right, count }; stored data has the row
// [left, right, count], as its library wrote it, and the driver makes the same row of what the
// student returned. The manifest says what the columns are called. For a report, both outputs get
// the objects back, so that it speaks of what the student returned. Verdicts, stored data, figures
// and known mistakes use the rows.

import { compare, type Comparison } from "./compare/compare.ts";
import type { Tolerance } from "./compare/tolerance.ts";
import { isRecord, type Value } from "./isolate/codec.ts";
import { orderPlaces } from "./output-fields.ts";
import type { ExerciseManifest } from "./pack/schema.ts";

type Fields = ExerciseManifest["fields"];

/** The output with an object for each row. A row of another length stays as it is. */
export function nameColumns(fields: Fields, output: Value): Value {
  if (!isRecord(output)) return output;
  return Object.fromEntries(
    Object.entries(output).map(([field, value]) => {
      const { row, rows } = Object.hasOwn(fields, field) ? fields[field]! : {};
      if (row !== undefined) return [field, nameRow(value, row)];
      return [field, rows !== undefined && Array.isArray(value) ? nameRows(value, rows) : value];
    }),
  );
}

function nameRows(list: Value[], columns: string[]): Value[] {
  return list.map((item) => nameRow(item, columns));
}

function nameRow(value: Value, columns: string[]): Value {
  if (!Array.isArray(value) || value.length !== columns.length) return value;
  return Object.fromEntries(columns.map((column, i) => [column, value[i]]));
}

/**
 * Compares the outputs as they are, and describes their differences with objects for rows. So the
 * names of columns cannot change a verdict.
 */
export function compareOutputs(
  fields: Fields,
  expected: Value,
  actual: Value,
  tolerance: Tolerance,
): Comparison {
  const compareForms = (right: Value, own: Value) =>
    compare(right, own, tolerance, (a, b) => orderPlaces(fields, a, b));
  const plain = compareForms(expected, actual);
  const hasRows = Object.values(fields).some(({ row, rows }) => row ?? rows);
  if (plain.ok || !hasRows) return plain;
  const named = compareForms(nameColumns(fields, expected), nameColumns(fields, actual));
  return named.ok ? plain : named;
}
