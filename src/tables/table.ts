// The shape of an uploaded table once it is read: a header, rows of cells, and everything that the
// preview says about the file. The roster and the gradebook use the same reader.

import type { FieldError } from "../ui/field.tsx";

/** In the order in which they are tried; the last three are candidates of equal standing. */
export const ENCODINGS = ["UTF-8", "UTF-16", "GB18030", "Big5", "Windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface Candidate {
  encoding: Encoding;
  /** Some cells decoded in it, of those that differ between encodings. */
  sample: string;
}

/** How the file was read. */
export type TableSource =
  | {
      kind: "text";
      encoding: Encoding;
      /** Every encoding in which the file decodes, the likeliest first. */
      candidates: Candidate[];
      /** It is UTF: names cannot be garbled. */
      isSure: boolean;
      delimiter: Delimiter;
    }
  | { kind: "workbook" };

/** Whether names can be trusted without a person looking at them. */
export function hasSureEncoding(source: TableSource): boolean {
  return source.kind === "workbook" || source.isSure;
}

/** The uploader's corrections of the reader's guesses; undefined: the guess. */
export interface TableChoice {
  encoding?: Encoding | undefined;
  /** Line of the header in the file, from 1; 0: there is none. */
  headerLine?: number | undefined;
}

export interface TableRow {
  /** Its first line in the file, from 1. */
  line: number;
  /** Cleaned, and as many as the header has; "" for missing ones. */
  cells: string[];
}

/** A line that is not read, or the whole file from some point on (line null). */
export type TableProblem = { line: number | null } & FieldError;

/** A note about these lines, which is no error. */
export interface TableNote extends FieldError {
  lines: number[];
}

export interface Table {
  source: TableSource;
  /** Lines above the header, unchanged: their first filled cells. */
  above: { line: number; text: string }[];
  header: { /** null: the file has none. */ line: number | null; titles: string[] };
  rows: TableRow[];
  problems: TableProblem[];
  /** The lines of `problems` that have cells, as in the file. */
  refused: RawRow[];
  notes: TableNote[];
}

/** What a table is expected to be. */
export interface TableKind {
  /** Whether a cell's text is the title of a column that this kind of table is known to have. */
  isKnownHeader: (title: string) => boolean;
  maxRows: number;
}

/** The whole file cannot be read. */
export interface Unreadable {
  error: FieldError;
}

/** Rows as in the file, before the header is found. */
export interface RawRow {
  line: number;
  cells: string[];
}
