// Prints a few lines that replace each other on a terminal. Elsewhere each new line is printed
// once.

import { cut } from "../terminal.ts";

export class LiveBlock {
  readonly #stream: NodeJS.WriteStream;
  #shown: string[] = [];
  #printed = new Set<string>();

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(lines: string[]): void {
    if (!this.#stream.isTTY) {
      for (const line of lines) if (!this.#printed.has(line)) this.#stream.write(`${line}\n`);
      this.#printed = new Set([...this.#printed, ...lines]);
      return;
    }
    // A line that wrapped would take two rows, and the cursor would not move far enough up.
    const fitting = lines.map((line) => cut(line, this.#columns() - 1));
    if (fitting.join("\n") === this.#shown.join("\n")) return;
    this.clear();
    this.#stream.write(fitting.map((line) => `${line}\n`).join(""));
    this.#shown = fitting;
  }

  /** A terminal that does not know its width reports 0. */
  #columns(): number {
    return this.#stream.columns > 10 ? this.#stream.columns : 80;
  }

  /** Removes the block from the screen. */
  clear(): void {
    if (this.#shown.length > 0) this.#stream.write(`\u001b[${this.#shown.length}A\u001b[J`);
    this.#shown = [];
  }
}
