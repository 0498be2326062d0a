// Formats code with Prettier. The browser loads this file, and Prettier with it, only when a student
// formats for the first time. Babel's parser reads TypeScript too, and is a third of the size of
// TypeScript's own.

import * as babel from "prettier/plugins/babel";
import * as estree from "prettier/plugins/estree";
import { formatWithCursor } from "prettier/standalone";

export type FormatOutcome =
  | { kind: "formatted"; text: string; cursor: number }
  /** `line`: from 1; null if Prettier does not name one. */
  | { kind: "not-parsed"; line: number | null };

/** Prettier's default. */
const COLUMNS = 80;

/** `cursor`: an offset in UTF-16 units, as in the editor. */
export async function formatCode(source: string, cursor: number): Promise<FormatOutcome> {
  try {
    const { formatted, cursorOffset } = await formatWithCursor(source, {
      cursorOffset: cursor,
      parser: "babel-ts",
      plugins: [babel, estree],
      printWidth: COLUMNS,
    });
    return {
      kind: "formatted",
      text: formatted,
      cursor: Math.min(Math.max(0, cursorOffset), formatted.length),
    };
  } catch (error) {
    // Prettier throws for code that it cannot parse. An error of its own has no place.
    const line = (error as { loc?: { start?: { line?: number } } }).loc?.start?.line;
    return { kind: "not-parsed", line: line ?? null };
  }
}
