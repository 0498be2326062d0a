// The text of a cell, without what spreadsheets and exports add to it.

import { cleanLine } from "../http/read-field.ts";

/**
 * Characters with which a spreadsheet begins a formula; our own exports put an apostrophe before
 * them.
 */
const GUARDED = /^'(?=[\d'=+\-@＝＋－＠])/;
/** Excel's way to keep a number as text: ="0012301". */
const EQUALS_QUOTED = /^="((?:[^"]|"")*)"$/;

/** One line, without invisible characters, surrounding blanks, apostrophes and ="…". */
export function cleanCell(text: string): string {
  const plain = cleanLine(text);
  const quoted = EQUALS_QUOTED.exec(plain);
  if (quoted !== null) return quoted[1]!.replaceAll('""', '"').trim();
  return plain.replace(GUARDED, "");
}

/** A title for comparison: lower case, without blanks and punctuation. */
export function normalizeTitle(title: string): string {
  return title
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s_./:()（）：*'"-]/g, "");
}
