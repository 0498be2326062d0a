// Writes a sheet as a file. In a CSV, text that a spreadsheet would run is made harmless; in
// Excel's format, text stays text and numbers stay numbers.

import { stringify } from "csv-stringify/sync";
import writeExcelFile from "write-excel-file/node";
import { guardCell } from "./guard-cell.ts";
import type { SheetCell } from "./export-sheet.ts";

/**
 * With a byte order mark, without which Excel does not read UTF-8. Cells with a line break of any
 * kind are quoted: readers differ in what ends a line.
 */
export function writeCsv(sheet: SheetCell[][]): string {
  return stringify(
    sheet.map((row) => row.map((cell) => (typeof cell === "string" ? guardCell(cell) : cell))),
    { bom: true, record_delimiter: "windows", quoted_match: /[\r\n]/ },
  );
}

export function writeExcel(sheet: SheetCell[][], name: string): Promise<Buffer> {
  const [header = [], ...rows] = sheet;
  return writeExcelFile(
    [
      header.map((cell) => ({
        type: String,
        value: printable(String(cell)),
        fontWeight: "bold" as const,
      })),
      ...rows.map((row) =>
        row.map((cell) => {
          if (cell === null) return null;
          return typeof cell === "number"
            ? { type: Number, value: cell }
            : { type: String, value: printable(cell) };
        }),
      ),
    ],
    {
      sheet: sheetName(name),
      stickyRowsCount: 1,
      columns: header.map((_, i) => ({ width: i === 0 || i === 1 ? 22 : 14 })),
    },
  ).toBuffer();
}

/**
 * XML cannot hold these characters. And the library looks texts up in a plain object, where it
 * would find inherited members: "toString" gets a blank appended.
 */
function printable(text: string): string {
  if (text in Object.prototype) return `${text} `;
  return text.replaceAll(
    /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g,
    "\uFFFD",
  );
}

/** Excel allows 31 characters, and none of these. */
function sheetName(name: string): string {
  return (
    name
      .replaceAll(/[\\/?*[\]:']/g, " ")
      .trim()
      .slice(0, 31) || "Gradebook"
  );
}
