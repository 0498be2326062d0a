// Parses rows from text: csv-parse, with tolerance for real files. A quotation mark inside an
// unquoted cell is an ordinary character (a nickname, Excel's ="001").

import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { CsvError, type Options, parse } from "csv-parse";
import { parse as parseSync } from "csv-parse/sync";
import type { Delimiter, RawRow, TableProblem } from "./table.ts";
import type { Pause } from "./take-turns.ts";

const MAX_LINE_LENGTH = 60_000;
const MAX_CELLS = 2_000;
/** Characters parsed at a time. */
const PIECE = 16_384;

interface Parsed {
  record: string[];
  info: { lines: number };
}

function optionsFor(delimiter: Delimiter): Options {
  return {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    info: true,
    record_delimiter: "\n",
    max_record_size: MAX_LINE_LENGTH,
  };
}

/** The first rows of a text that may be cut anywhere. */
export function parseRows(text: string, delimiter: Delimiter, most: number): RawRow[] {
  const rows: RawRow[] = [];
  let end = 0;
  try {
    parseSync(text, {
      ...optionsFor(delimiter),
      to: most,
      on_record: (parsed: unknown) => {
        const { record, info } = parsed as Parsed;
        rows.push({ line: end + 1, cells: record });
        end = info.lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
  }
  return rows;
}

/**
 * All rows, in turns. Blank lines are rows of one empty cell. A line that cannot be read ends the
 * reading, and is returned.
 */
export async function readRows(
  text: string,
  delimiter: Delimiter,
  pause: Pause,
  take: (row: RawRow) => TableProblem | undefined,
): Promise<TableProblem | undefined> {
  let end = 0;
  let stop: TableProblem | undefined;
  // By callback, not by iteration: on an error, an iterator would drop rows that were not read yet.
  const onRecord = (parsed: unknown) => {
    const { record, info } = parsed as Parsed;
    if (stop !== undefined) return null;
    stop =
      record.length > MAX_CELLS
        ? { line: end + 1, key: "table.problem.cells", params: { count: MAX_CELLS } }
        : take({ line: end + 1, cells: record });
    end = info.lines;
    return null;
  };
  const parser = parse({ ...optionsFor(delimiter), on_record: onRecord });
  try {
    await finished(
      Readable.from(pieces(text, pause, () => stop !== undefined))
        .pipe(parser)
        .resume(),
    );
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return (
      stop ?? {
        line: end + 1,
        key:
          error.code === "CSV_MAX_RECORD_SIZE" ? "table.problem.lineLong" : "table.problem.quotes",
      }
    );
  }
  return stop;
}

async function* pieces(text: string, pause: Pause, isOver: () => boolean): AsyncGenerator<string> {
  for (let at = 0; at < text.length && !isOver(); at += PIECE) {
    yield text.slice(at, at + PIECE);
    await pause();
  }
}
