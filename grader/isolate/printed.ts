// The text that a program has printed in one call, under one budget. A report shows its beginning.

const { apply } = Reflect;
const { slice, indexOf, repeat } = String.prototype;

/** The most characters of the console that a report contains for one case. */
const SHOWN_CHARACTERS = 4096;
const INDENT = "  ";
const MAX_INDENTS = 20;

let text = "";
let bytesLeft = 0;
let spent = false;
let depth = 0;

/**
 * The text is cleared before each call of a program, so that it does not depend on earlier cases.
 */
export function beginPrinting(bytes: number): void {
  text = "";
  bytesLeft = bytes;
  spent = false;
  depth = 0;
}

export function readPrinted(): string {
  return text;
}

/** From then on nothing is printed, and the call ends with an exceeded output limit. */
export function isOutputSpent(): boolean {
  return spent;
}

/** Whether this many more characters may be printed. */
export function take(characters: number): boolean {
  bytesLeft -= characters;
  if (bytesLeft < 0) spent = true;
  return !spent;
}

export function indentBy(levels: 1 | -1): void {
  if (depth + levels >= 0) depth += levels;
}

/** The budget has counted `line`, but not its indentation. */
export function addLine(line: string): void {
  if (spent || text.length >= SHOWN_CHARACTERS) return;
  const shown = apply(slice, line, [0, SHOWN_CHARACTERS]);
  if (depth === 0) {
    text += `${shown}\n`;
    return;
  }
  const indent = apply(repeat, INDENT, [depth < MAX_INDENTS ? depth : MAX_INDENTS]);
  let from = 0;
  while (from <= shown.length && text.length < SHOWN_CHARACTERS) {
    let to = apply(indexOf, shown, ["\n", from]);
    if (to < 0) to = shown.length;
    if (!take(indent.length)) return;
    text += `${indent}${apply(slice, shown, [from, to])}\n`;
    from = to + 1;
  }
}

export function printLine(line: string): void {
  if (!spent && take(line.length + 1)) addLine(line);
}
