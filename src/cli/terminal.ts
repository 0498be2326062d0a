// Text for a terminal: what a stranger wrote must not move the cursor, colour the screen or reverse the line, and Chinese takes two
// columns a character.

import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** Control characters, and those that turn the direction of writing, as \u{…}. Line breaks stay. */
export function escapeControls(text: string): string {
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu, (character) =>
    character === "\t" ? "  " : `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
}

/** A stranger's text on one line. */
export function oneLine(text: string): string {
  return escapeControls(text).replaceAll("\n", "\\n");
}

export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - stringWidth(text)));
}

export function padStart(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - stringWidth(text))) + text;
}

export function width(text: string): number {
  return stringWidth(text);
}

/** Wrapped to the terminal, every line behind `indent`. */
export function indented(text: string, indent: string, columns: number): string {
  const room = Math.max(20, columns - stringWidth(indent));
  return wrapAnsi(text, room, { hard: true, trim: true })
    .split("\n")
    .map((line) => indent + line)
    .join("\n");
}

/** Cut to so many columns, with … at the end where something went. */
export function cut(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text;
  let kept = "";
  for (const character of text) {
    if (stringWidth(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
