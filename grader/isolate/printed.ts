// What a program has printed in one call, as text under one budget; a report shows its beginning.

const { apply } = Reflect;
const { slice, indexOf, repeat } = String.prototype;

/** As much of the console as a report keeps for one case. */
const SHOWN_CHARACTERS = 4096;
const INDENT = "  ";
const MAX_INDENTS = 20;

let text = "";
let bytesLeft = 0;
let spent = false;
let depth = 0;

/**
 * Each call of a program begins with nothing printed: what it prints must not depend on the cases
 * before it.
 */
export function beginPrinting(bytes: number): void {
  text = "";
  bytesLeft = bytes;
  spent = false;
  depth = 0;
}

export function printedText(): string {
  return text;
}

/** From then on nothing more is printed, and the call ends as one that printed too much. */
export function isOutputSpent(): boolean {
  return spent;
}

/** Whether so many characters more may be printed. */
export function take(characters: number): boolean {
  bytesLeft -= characters;
  if (bytesLeft < 0) spent = true;
  return !spent;
}

export function indentBy(levels: 1 | -1): void {
  if (depth + levels >= 0) depth += levels;
}

/** `line` has been paid for, but not its indentation. */
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
