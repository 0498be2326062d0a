// The reader of all uploaded tables: from bytes of unknown encoding to a header and rows with their
// line numbers. It does not know what the columns mean. Reads in turns, so that other requests are
// served meanwhile.

import { cleanCell } from "./clean-cell.ts";
import { decodeText, isZip } from "./decode-text.ts";
import { findCommonestWidth, findDelimiter, findHeaderLine, sampleRows } from "./find-header.ts";
import { RowFitter, shorten } from "./fit-rows.ts";
import { readRows } from "./parse-rows.ts";
import { readWorkbook } from "./read-workbook.ts";
import type {
  RawRow,
  Table,
  TableChoice,
  TableKind,
  TableProblem,
  TableSource,
  Unreadable,
} from "./table.ts";
import type { Pause } from "./take-turns.ts";

/** The most lines above the header that are shown. */
const MAX_ABOVE = 20;
/** 50,000 lines of 60 columns, or a gradebook of 5,000 students and 600 assignments. */
const MAX_CELLS_IN_ALL = 3_000_000;

export async function readTable(
  bytes: Uint8Array,
  kind: TableKind,
  choice: TableChoice,
  pause: Pause,
): Promise<Table | Unreadable> {
  if (isZip(bytes)) {
    const rows = await readWorkbook(bytes);
    if ("error" in rows) return rows;
    const collector = collectRows(rows, kind, choice);
    for (const row of rows) {
      if (collector.take(row) !== undefined) break;
      await pause();
    }
    return collector.finish({ kind: "workbook" }, undefined);
  }
  const decoded = decodeText(bytes, kind.isKnownHeader, choice.encoding);
  if ("error" in decoded) return decoded;
  const { text: decodedText, ...how } = decoded;
  // Programs differ in what ends a line, and an edited file may mix them.
  const text = decodedText.replaceAll(/\r\n?/g, "\n");
  if (text.trim() === "") return { error: { key: "table.error.empty" } };
  const { delimiter, skipLines } = findDelimiter(text, kind.isKnownHeader);
  const body = skipLines === 0 ? text : text.slice(text.indexOf("\n") + 1);
  const shift = (row: RawRow): RawRow => ({ ...row, line: row.line + skipLines });
  const collector = collectRows(sampleRows(body, delimiter).map(shift), kind, choice);
  const broken = await readRows(body, delimiter, pause, (row) => collector.take(shift(row)));
  const end =
    broken === undefined || broken.line === null || broken.key === "table.error.many"
      ? broken
      : { ...broken, line: broken.line + skipLines };
  return collector.finish({ kind: "text", delimiter, ...how }, end);
}

interface Collector {
  /** Returns a problem if reading must stop. */
  take: (row: RawRow) => TableProblem | undefined;
  finish: (source: TableSource, broken: TableProblem | undefined) => Table | Unreadable;
}

function collectRows(
  sample: RawRow[],
  { isKnownHeader, maxRows }: TableKind,
  choice: TableChoice,
): Collector {
  const headerLine = choice.headerLine ?? findHeaderLine(sample, isKnownHeader);
  const above: Table["above"] = [];
  let header: Table["header"] = { line: null, titles: [] };
  let fitter: RowFitter | undefined;
  let isTooLong = false;
  if (headerLine === 0) {
    const width = findCommonestWidth(
      sample.filter(({ cells }) => cells.some((cell) => cell.trim() !== "")),
    );
    header = { line: null, titles: Array.from({ length: width }, () => "") };
    fitter = new RowFitter(header.titles, width);
  }
  return {
    take: (row) => {
      if (fitter !== undefined) {
        fitter.take(row);
        const lines = fitter.rows.length + fitter.problems.length;
        // Each row has a cell for each title, whatever the line has.
        isTooLong = lines > maxRows || lines * header.titles.length > MAX_CELLS_IN_ALL;
        return isTooLong
          ? { line: null, key: "table.error.many", params: { count: maxRows } }
          : undefined;
      }
      if (row.line < headerLine) {
        const text = row.cells
          .map(cleanCell)
          .filter((cell) => cell !== "")
          .join(" ");
        if (text !== "" && above.length < MAX_ABOVE)
          above.push({ line: row.line, text: shorten(text) });
        return undefined;
      }
      const titles = row.cells.map(cleanCell);
      const count = titles.findLastIndex((title) => title !== "") + 1;
      header = { line: row.line, titles: titles.slice(0, count) };
      fitter = new RowFitter(row.cells, count);
      return undefined;
    },
    finish: (source, broken) => {
      if (isTooLong) return { error: { key: "table.error.many", params: { count: maxRows } } };
      const { rows = [], problems = [], refused = [] } = fitter ?? {};
      // A workbook leaves empty cells out.
      const notes = (fitter?.notes() ?? []).filter(
        ({ key }) => source.kind === "text" || key !== "table.note.short",
      );
      return {
        source,
        above,
        header,
        rows,
        refused,
        problems: broken === undefined ? problems : [...problems, broken],
        notes,
      };
    },
  };
}
