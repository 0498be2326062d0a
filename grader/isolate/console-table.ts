// Draws console.table as Node does, with limits on rows, columns and cells. It runs beside hostile
// code, so it uses its own references to the builtins, and collects cells in objects without a
// prototype.

import { formatValue } from "./format.ts";
import { isOutputSpent, printLine } from "./printed.ts";

const { apply } = Reflect;
const { isArray } = Array;
const { keys } = Object;
const { slice, charCodeAt, repeat } = String.prototype;
const toText = String;

const TABLE_ROWS = 100;
const TABLE_COLUMNS = 20;
const CELL_CHARACTERS = 60;

type Store<T> = { [key: string]: T | undefined };

/** Characters of Chinese, Japanese and Korean are two columns wide. */
function countColumns(cell: string): number {
  let columns = 0;
  for (let i = 0; i < cell.length; i++) {
    const code = apply(charCodeAt, cell, [i]);
    const isWide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xff00 && code <= 0xff60);
    columns += isWide ? 2 : 1;
  }
  return columns;
}

interface Grid {
  columns: number;
  /** By column and row: "3,0". Row 0 contains the titles. */
  cells: Store<string>;
  widths: Store<number>;
  /** The number of each column, by its title. */
  places: Store<number>;
}

function put(grid: Grid, column: number, row: number, cell: string): void {
  grid.cells[`${column},${row}`] = cell;
  const columns = countColumns(cell);
  if (columns > (grid.widths[column] ?? 0)) grid.widths[column] = columns;
}

function putUnder(grid: Grid, title: string, row: number, value: unknown): void {
  let column = grid.places[title];
  if (column === undefined) {
    if (grid.columns >= TABLE_COLUMNS) return;
    column = grid.columns++;
    grid.places[title] = column;
    put(grid, column, 0, apply(slice, title, [0, CELL_CHARACTERS]));
  }
  put(grid, column, row, formatValue(value, CELL_CHARACTERS));
}

/**
 * Draws a table of a list's elements or an object's fields, or only of the fields `wanted` of each.
 * False if the value is neither a list nor an object.
 */
export function printTable(data: unknown, wanted: unknown): boolean {
  if (typeof data !== "object" || data === null) return false;
  const rowNames = isArray(data) ? undefined : keys(data);
  // A Map, a Set, an empty object.
  if (rowNames?.length === 0) return false;
  const length = rowNames === undefined ? (data as unknown[]).length : rowNames.length;
  const grid: Grid = {
    columns: 1,
    cells: { __proto__: null } as never,
    widths: { __proto__: null } as never,
    places: { __proto__: null } as never,
  };
  put(grid, 0, 0, "(index)");
  let rows = 0;
  while (rows < length && rows < TABLE_ROWS) {
    const name = rowNames === undefined ? `${rows}` : rowNames[rows]!;
    rows += 1;
    put(grid, 0, rows, apply(slice, name, [0, CELL_CHARACTERS]));
    putRow(grid, rows, (data as Record<string, unknown>)[name], wanted);
  }
  drawGrid(grid, rows);
  if (length > rows) printLine(`… ${length - rows} more`);
  return true;
}

function putRow(grid: Grid, row: number, value: unknown, wanted: unknown): void {
  if (typeof value !== "object" || value === null) {
    if (!isArray(wanted)) putUnder(grid, "Values", row, value);
    return;
  }
  const fields = isArray(wanted) ? (wanted as unknown[]) : keys(value);
  for (let i = 0; i < fields.length && i < TABLE_COLUMNS; i++) {
    const field = toText(fields[i]);
    if (field in value) putUnder(grid, field, row, (value as Record<string, unknown>)[field]);
  }
}

function drawGrid(grid: Grid, rows: number): void {
  printRule(grid, "┌", "┬", "┐");
  for (let row = 0; row <= rows && !isOutputSpent(); row++) {
    let line = "│";
    for (let column = 0; column < grid.columns; column++) {
      const cell = grid.cells[`${column},${row}`] ?? "";
      line += ` ${cell}${apply(repeat, " ", [grid.widths[column]! - countColumns(cell)])} │`;
    }
    printLine(line);
    if (row === 0) printRule(grid, "├", "┼", "┤");
  }
  printRule(grid, "└", "┴", "┘");
}

function printRule(grid: Grid, left: string, middle: string, right: string): void {
  let line = left;
  for (let column = 0; column < grid.columns; column++)
    line += (column === 0 ? "" : middle) + apply(repeat, "─", [grid.widths[column]! + 2]);
  printLine(line + right);
}
