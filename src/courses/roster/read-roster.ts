// A roster's lines from its text (CSV; commas, semicolons or tabs), each with its number in the file.

import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { lineOf } from "../../auth/account-forms.ts";
import type { Fault } from "../../ui/field.tsx";
import { type Column, COLUMNS, delimiterOf, readColumns } from "./columns.ts";
import type { Pause } from "./take-turns.ts";

export const MAX_ROSTER_LINES = 50_000;
const MAX_LINE_LENGTH = 10_000;
/** Characters that are parsed at a time. */
const PIECE = 16_384;

/** "" for what is not there. */
export type RosterLine = { line: number } & Record<Column, string>;
export type RosterProblem = { line: number } & Fault;

export interface Roster {
  lines: RosterLine[];
  problems: RosterProblem[];
}

/** Without blank ones, with the header. */
export function countLines(text: string): number {
  let count = 0;
  for (const { 0: line } of text.matchAll(/[^\r\n]+/g)) if (/[^\s,;]/.test(line)) count += 1;
  return count;
}

export async function readRoster(text: string, pause: Pause): Promise<Roster> {
  const roster: Roster = { lines: [], problems: [] };
  const parser = Readable.from(pieces(text, pause)).pipe(
    parse({ bom: true, delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, skip_records_with_empty_values: true, info: true, max_record_size: MAX_LINE_LENGTH }),
  );
  let columns: ReturnType<typeof readColumns> | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (columns === undefined) {
        columns = readColumns(record);
        roster.problems.push(...columns.faults.map((fault) => ({ line: info.lines, ...fault })));
        if (columns.faults.length > 0) break;
        continue;
      }
      const { at } = columns;
      const cells = Object.fromEntries(COLUMNS.map((column) => [column, lineOf(record as unknown as Record<string, unknown>, String(at[column] ?? -1))])) as Record<Column, string>;
      roster.lines.push({ line: info.lines, ...cells });
      await pause();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const lines = Number(error["lines"]);
    roster.problems.push({ line: Number.isFinite(lines) ? lines : 1, ...(error.code === "CSV_MAX_RECORD_SIZE" ? { key: "roster.problem.lineLong" } : { key: "roster.problem.quotes" }) });
  }
  if (columns !== undefined && roster.lines.length === 0 && roster.problems.length === 0) roster.problems.push({ line: 1, key: "roster.problem.nobody" });
  return roster;
}

async function* pieces(text: string, pause: Pause): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += PIECE) {
    yield text.slice(at, at + PIECE);
    await pause();
  }
}
