// Collects the lines of a report, wrapped to the terminal.

import type { CommandContext } from "./context.ts";
import { toOneLine } from "../reports/visible-text.ts";
import { indentText, measureWidth, wrapText } from "./terminal.ts";

const FIELD_LINES_SHOWN = 3;
/** Of one line of code, which is already folded. */
const CODE_LINES_SHOWN = 12;

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
      .flatMap((line) => wrapText(line, this.columns - under.length, CODE_LINES_SHOWN));
    this.line(`${indent}${this.#context.style("dim", label)}  ${first}`);
    for (const line of more) this.line(`${under}${line}`);
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
}
