// Lays out text for a terminal, where a Chinese character takes two columns.

import { createRequire } from "node:module";

/**
 * ASCII, typographic marks, and Chinese text, whose width is known from its characters. This covers
 * nearly all texts of Gradus.
 */
const PLAIN =
  /^[\u0020-\u007e\u00b7\u2014\u2018\u2019\u201c\u201d\u2026\u3001-\u3011\u4e00-\u9fff\uff01-\uff60]*$/;
const NARROW = /[\u0020-\u007e\u00b7\u2014\u2018\u2019\u201c\u201d\u2026]/g;

let measureAny: ((text: string) => number) | undefined;

/** Columns in the terminal. Colour codes take none. */
export function measureWidth(text: string): number {
  if (PLAIN.test(text)) return 2 * text.length - (text.match(NARROW)?.length ?? 0);
  // Loading this package takes longer than most commands run.
  measureAny ??= (createRequire(import.meta.url)("string-width") as typeof import("string-width"))
    .default;
  return measureAny(text);
}

export function padEnd(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - measureWidth(text)));
}

export function padStart(text: string, columns: number): string {
  return " ".repeat(Math.max(0, columns - measureWidth(text))) + text;
}

// Chinese has no spaces: a line may break between any two characters, but a closing mark never
// begins a line and an opening mark never ends one. Other text breaks at spaces only; an apostrophe
// is part of its word.
const OPENING = "[“‘（《【「]";
const CLOSING = "[，。、；：？！”’）》】」…]";
const WIDE = "\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef“”‘’";
const WORD = `[^${WIDE} ]+(?:’[^${WIDE} ]+)*`;
const PIECES = new RegExp(`${OPENING}*${WORD}${CLOSING}*|${OPENING}*[${WIDE}]${CLOSING}*| +`, "gu");

/** Wraps text to the terminal, with `indent` before every line. */
export function indentText(text: string, indent: string, columns: number): string {
  const room = Math.max(20, columns - measureWidth(indent));
  return text
    .split("\n")
    .flatMap((line) => wrapLine(line, room))
    .map((line) => indent + line)
    .join("\n");
}

/** Wraps one line into lines of at most `room` columns. Colour codes take no columns. */
function wrapLine(text: string, room: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (let piece of text.match(PIECES) ?? []) {
    if (measureWidth(line + piece) <= room) {
      line += piece;
      continue;
    }
    if (line.trim() !== "") lines.push(line.trimEnd());
    piece = piece.trimStart();
    // A word longer than a whole line is broken.
    while (measureWidth(piece) > room) {
      const head = take(piece, room);
      lines.push(head);
      piece = piece.slice(head.length);
    }
    line = piece;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}

/** As many characters as fit into this number of columns. */
function take(text: string, columns: number): string {
  let shown = "";
  for (const character of text) {
    if (measureWidth(shown + character) > columns) break;
    shown += character;
  }
  return shown;
}

/** Also wraps, into a limited number of lines, with … where text was cut. */
export function wrapText(text: string, columns: number, lines: number): string[] {
  const all = wrapLine(text, Math.max(20, columns));
  if (all.length <= lines) return all;
  return [...all.slice(0, lines - 1), endWithDots(all[lines - 1]!, columns)];
}

/** Leaves out the last word if there is no room for the dots. */
function endWithDots(line: string, columns: number): string {
  if (measureWidth(line) < columns) return `${line}…`;
  const shorter = (line.match(PIECES) ?? []).slice(0, -1).join("").trimEnd();
  return shorter === "" ? cut(`${line} `, columns) : `${shorter} …`;
}

/** Cuts text to this number of columns, with … at the end if text was cut. */
export function cut(text: string, columns: number): string {
  if (measureWidth(text) <= columns) return text;
  return `${take(text, columns - 1)}…`;
}
