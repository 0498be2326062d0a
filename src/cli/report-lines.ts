// Collects the lines of a report, wrapped to the terminal.

import type { CommandContext } from "./context.ts";
import { escapeControls, toOneLine } from "../reports/visible-text.ts";
import { cut, indentText, measureWidth, wrapText } from "./terminal.ts";

const FIELD_LINES_SHOWN = 3;
const CONSOLE_ROWS_OF_LINE = 2;

export class ReportLines {
  readonly columns: number;
  readonly all: string[] = [];
  readonly #context: CommandContext;

  constructor(context: CommandContext) {
    this.#context = context;
    this.columns = context.columns();
  }

  line(text = ""): void {
    this.all.push(text);
  }

  wrapped(text: string, indent: string): void {
    this.line(indentText(text, indent, this.columns));
  }

  /** A label, and beside it lines of code. */
  code(label: string, code: string, indent: string): void {
    const under = `${indent}${" ".repeat(measureWidth(label) + 2)}`;
    const [first = "", ...more] = code
      .split("\n")
      .flatMap((line) => wrapText(line, this.columns - under.length, Infinity));
    this.line(`${indent}${this.#context.style("dim", label)}  ${first}`);
    for (const line of more) this.line(`${under}${line}`);
  }

  /** Every line after the first begins two columns further in. */
  hanging(text: string, indent: string): void {
    const [first = "", ...more] = wrapText(text, this.columns - indent.length - 2, Infinity);
    this.line(`${indent}${first}`);
    for (const line of more) this.line(`${indent}  ${line}`);
  }

  /** A label, and beside it a value of one or more lines. */
  field(label: string, value: string, indent: string): void {
    const under = `${indent}${" ".repeat(measureWidth(label) + 2)}`;
    const [first = "", ...more] = wrapText(
      toOneLine(value),
      this.columns - under.length,
      FIELD_LINES_SHOWN,
    );
    this.line(`${indent}${this.#context.style("dim", label)}  ${first}`);
    for (const line of more) this.line(`${under}${line}`);
  }

  /** A value of one or more lines. */
  value(value: string, indent: string): void {
    const rows = wrapText(toOneLine(value), this.columns - indent.length, FIELD_LINES_SHOWN);
    for (const row of rows) this.line(`${indent}${row}`);
  }

  /**
   * What a program printed: at most `rows` rows, two for each of its lines, after a bar. A line with
   * a word that no row has room for is cut.
   */
  console(label: string, text: string, indent: string, rows: number): void {
    const dim = (line: string) => this.line(`${indent}${this.#context.style("dim", line)}`);
    const room = this.columns - indent.length - 2;
    const all = escapeControls(text)
      .trimEnd()
      .split("\n")
      .slice(0, rows + 1)
      .flatMap((line) => {
        // A line may be as long as a program may print.
        const start = line.slice(0, room * 3);
        const hasLongWord = start.split(" ").some((word) => measureWidth(word) > room);
        return hasLongWord ? [cut(start, room)] : wrapText(start, room, CONSOLE_ROWS_OF_LINE);
      });
    dim(label);
    for (const line of all.slice(0, rows)) dim(`│ ${line}`);
    if (all.length > rows) dim("│ …");
  }
}
