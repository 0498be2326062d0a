// Finds the header and the delimiter. Both are recognised by known titles: an export may have lines
// of its own above the header, and a title may contain the delimiter.

import { cleanCell } from "./clean-cell.ts";
import { parseRows } from "./parse-rows.ts";
import { type Delimiter, DELIMITERS, type RawRow } from "./table.ts";

const SAMPLE_ROWS = 30;
const SAMPLE_CHARACTERS = 65_536;

export type IsKnownHeader = (title: string) => boolean;

export interface Split {
  delimiter: Delimiter;
  /** Excel's first line "sep=;" is not part of the table. */
  skipLines: 0 | 1;
}

export function findDelimiter(text: string, isKnownHeader: IsKnownHeader): Split {
  const said = /^"?sep=([,;\t|])"?[^\S\t\n]*(?:\n|$)/i.exec(text.slice(0, 20))?.[1];
  if (said !== undefined) return { delimiter: said as Delimiter, skipLines: 1 };
  let best: { delimiter: Delimiter; worth: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const rows = sampleRows(text, delimiter);
    const known = Math.max(0, ...rows.map(({ cells }) => countKnown(cells, isKnownHeader)));
    const worth = known * 1000 + evenness(rows);
    if (best === undefined || worth > best.worth) best = { delimiter, worth };
  }
  return { delimiter: best!.delimiter, skipLines: 0 };
}

/** Enough rows to find the header in. */
export function sampleRows(text: string, delimiter: Delimiter): RawRow[] {
  return parseRows(text.slice(0, SAMPLE_CHARACTERS), delimiter, SAMPLE_ROWS);
}

/**
 * The share of rows that have the commonest number of cells, if that is more than one; the larger
 * number if there is a tie.
 */
function evenness(rows: RawRow[]): number {
  const widths = new Map<number, number>();
  for (const { cells } of rows)
    if (cells.length > 1) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  return Math.max(
    0,
    ...[...widths].map(([width, count]) => (count / rows.length) * 100 + Math.min(width, 50) / 100),
  );
}

function countKnown(cells: string[], isKnownHeader: IsKnownHeader): number {
  return cells.filter((cell) => cell !== "" && isKnownHeader(cleanCell(cell))).length;
}

/** The line of the header among the first rows; 0: there is none, and the first line is data. */
export function findHeaderLine(rows: RawRow[], isKnownHeader: IsKnownHeader): number {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cleanCell(cell) !== ""));
  let best = { line: 0, known: 0 };
  for (const { line, cells } of filled) {
    const known = countKnown(cells, isKnownHeader);
    if (known > best.known) best = { line, known };
  }
  if (best.known > 0) return best.line;
  const width = findCommonestWidth(filled);
  const first = filled.find(({ cells }) => cells.length === width);
  return first === undefined || first.cells.some(looksLikeData) ? 0 : first.line;
}

export function findCommonestWidth(rows: RawRow[]): number {
  const widths = new Map<number, number>();
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  return [...widths].reduce((best, one) => (one[1] > best[1] ? one : best), [0, 0])[0];
}

/** A title is no email address and no number. */
function looksLikeData(cell: string): boolean {
  return /@|^\d{2,}$/.test(cleanCell(cell));
}
