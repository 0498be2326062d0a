// A list of rows, row by row and column by column: the submission's beside the expected ones.

import { compare } from "../compare/compare.ts";
import type { Value } from "../isolate/codec.ts";
import { formatValue } from "../isolate/format.ts";
import type { FigureManifest } from "../pack/figure-schema.ts";
import { countNotFinite, type DrawnCase } from "./drawn-case.ts";
import { type Drawing, MAX_CELL_TEXT, MAX_ROWS, type TableFigure } from "../figure.ts";
import { findField, selectPart } from "./select-part.ts";
import { selectBounds } from "../compare/tolerance.ts";
import { thin } from "./thin.ts";

type Manifest = Extract<FigureManifest, { kind: "table" }>;

export function makeTable(
  { rows: path, columns, number }: Manifest,
  { testCase, output }: DrawnCase,
): Drawing<TableFigure> | undefined {
  const expected = selectPart(testCase.expected, path);
  const actual = selectPart(output, path);
  if (!Array.isArray(expected) || expected.length === 0 || !Array.isArray(actual)) return undefined;
  const bounds = selectBounds(testCase.tolerance, findField(path));
  const tolerance = { ...bounds, fields: {} };
  const makeCell = (i: number, field: string) => {
    const right = i < expected.length ? selectPart(expected[i], field) : undefined;
    const own = i < actual.length ? selectPart(actual[i], field) : undefined;
    const isRight = i < expected.length && i < actual.length && compare(right, own, tolerance).ok;
    return {
      actual: i < actual.length ? show(own) : null,
      expected: i < expected.length ? show(right) : null,
      isRight,
    };
  };
  const count = Math.max(expected.length, actual.length);
  const makeRow = (i: number) => columns.map(({ field }) => makeCell(i, field));
  const numbered = (i: number) =>
    number === undefined ? [] : [{ actual: String(i), expected: String(i), isRight: true }];
  const wrong = Array.from({ length: count }, (_, i) => i).find((i) =>
    makeRow(i).some(({ isRight }) => !isRight),
  );
  const order = thin(count, MAX_ROWS, wrong === undefined ? [] : [wrong]);
  return {
    kind: "table",
    columns: [...(number === undefined ? [] : [number]), ...columns.map(({ title }) => title)],
    rows: order.map((i) => [...numbered(i), ...makeRow(i)]),
    differs: wrong !== undefined,
    notFinite: countNotFinite(actual),
    thinnedFrom: order.length < count ? count : null,
  };
}

function show(value: Value): string {
  return typeof value === "string" && value.length <= MAX_CELL_TEXT
    ? value
    : formatValue(value, MAX_CELL_TEXT);
}
