// Fits rows to the header. A line with more filled cells than the header is an error, because every
// cell after an unquoted delimiter belongs to the column before; a line with fewer is reported, and
// the reader that needs the missing cell refuses it.

import { cleanCell } from "./clean-cell.ts";
import type { FieldError } from "../ui/field.tsx";
import type { RawRow, TableNote, TableProblem, TableRow } from "./table.ts";

/** The longest part of a cell or a title that a message shows. */
const LONGEST_SHOWN = 60;

export class RowFitter {
  readonly rows: TableRow[] = [];
  readonly problems: TableProblem[] = [];
  readonly refused: RawRow[] = [];
  readonly #titles: number;
  readonly #width: number;
  readonly #isSpaced: boolean;
  readonly #short: number[] = [];
  readonly #long: number[] = [];

  /**
   * `header`: its cells as in the file; `titles`: how many there are up to the last one that is not
   * empty.
   */
  constructor(header: string[], titles: number) {
    this.#width = header.length;
    this.#titles = titles;
    // "name, username, section": blanks after every comma are a style; after a single comma they
    // show that it belongs to a name.
    this.#isSpaced = header.slice(1).some((cell) => /^ +\S/.test(cell));
  }

  take({ line, cells: raw }: RawRow): void {
    const cells = raw.map(cleanCell);
    const filled = cells.findLastIndex((cell) => cell !== "") + 1;
    if (filled === 0) return;
    const refuse = (problem: FieldError) => {
      this.problems.push({ line, ...problem });
      this.refused.push({ line, cells });
    };
    if (filled > this.#titles)
      return refuse({
        key: "table.problem.tooMany",
        params: { cells: filled, columns: this.#titles, cell: shorten(cells[filled - 1]!) },
      });
    const split =
      raw.length <= this.#width || this.#isSpaced
        ? -1
        : raw.findIndex((cell, i) => i > 0 && /^ \S/.test(cell));
    if (split !== -1)
      return refuse({
        key: "table.problem.split",
        params: { before: shorten(cells[split - 1]!), after: shorten(cells[split]!) },
      });
    if (raw.length < this.#titles) this.#short.push(line);
    if (raw.length > this.#width) this.#long.push(line);
    this.rows.push({ line, cells: Array.from({ length: this.#titles }, (_, i) => cells[i] ?? "") });
  }

  notes(): TableNote[] {
    // If most lines have them, that is how the program writes lines.
    const isOdd = this.#long.length > 0 && this.#long.length < this.rows.length * 0.5;
    return [
      ...(this.#short.length === 0
        ? []
        : [{ key: "table.note.short" as const, lines: this.#short }]),
      ...(isOdd ? [{ key: "table.note.long" as const, lines: this.#long }] : []),
    ];
  }
}

export function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
