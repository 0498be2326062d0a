// Rows that must add up to 1, as probabilities do, and do not.

import { isNumeric, measureShape, transpose } from "../compare/shape.ts";
import { isRecord, type Value } from "../isolate/codec.ts";
import type { WrongCase } from "./align-numbers.ts";
import { MIN_NUMBERS, type Pattern } from "./pattern.ts";

/** Sums of expected rows differ from 1 by rounding errors only. */
const ROUNDING = 1e-9;
/** An actual sum that differs from 1 by less could be a rounding error too. */
const CLEARLY = 1e-6;

/** For the first field with wrong numbers: what comes later may follow from it. */
export function findSumPattern({ expected, actual, wrong, hasOther }: WrongCase): Pattern | null {
  const field = wrong[0]?.field;
  if (hasOther || field === undefined) return null;
  const own = wrong.filter((pair) => pair.field === field);
  if (own.length < MIN_NUMBERS) return null;
  const [rows, actualRows] = [selectRows(expected, field), selectRows(actual, field)];
  if (rows.length === 0 || !rows.every(isDistribution)) return null;
  const sums = actualRows.map(sum);
  const wrongRow = sums.find((total) => Math.abs(total - 1) > CLEARLY);
  if (wrongRow === undefined || !Number.isFinite(wrongRow)) return null;
  const columns = sumColumns(actual, field);
  const addUp = columns.length > 1 && columns.every((total) => Math.abs(total - 1) <= ROUNDING);
  return addUp
    ? { code: "columns-sum", field, params: {} }
    : { code: "rows-sum", field, params: { sum: String(Number(wrongRow.toPrecision(6))) } };
}

/** The innermost lists of numbers with more than one element. */
function selectRows(value: Value, field: string): number[][] {
  const own = selectField(value, field);
  return measureShape(own) === undefined ? [] : listRows(own);
}

function listRows(value: Value): number[][] {
  if (!Array.isArray(value)) return [];
  if (value.every(isNumeric)) return value.length > 1 ? [value.map(Number)] : [];
  return value.flatMap(listRows);
}

function sumColumns(value: Value, field: string): number[] {
  const own = selectField(value, field);
  return measureShape(own)?.length === 2
    ? (transpose(own) as Value[][]).map((column) => sum(column.map(Number)))
    : [];
}

function selectField(value: Value, field: string): Value {
  return field !== "" && isRecord(value) ? value[field] : value;
}

function isDistribution(row: number[]): boolean {
  return row.every((value) => value >= 0) && Math.abs(sum(row) - 1) <= ROUNDING;
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
