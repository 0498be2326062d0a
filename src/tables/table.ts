// The shape of an uploaded table once it is read: a header, rows of cells, and everything that the
// preview has to say about the file. One reader serves the roster and the gradebook.

import type { Fault } from "../ui/field.tsx";

/** In the order in which they are tried; the last three are candidates beside each other. */
export const ENCODINGS = ["UTF-8", "UTF-16", "GB18030", "Big5", "Windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface Candidate {
  encoding: Encoding;
  /** Some cells as they read in it, of those that differ between encodings. */
  sample: string;
}

/** How the file was read. */
export type TableSource =
  | {
      kind: "text";
      encoding: Encoding;
      /** Every encoding in which the file decodes, the likeliest first. */
      candidates: Candidate[];
      /** It is UTF: names cannot have come out wrong. */
      isSure: boolean;
      delimiter: Delimiter;
    }
  | { kind: "workbook" };

/** Whether names can be trusted without anybody looking at them. */
export function isSureOf(source: TableSource): boolean {
  return source.kind === "workbook" || source.isSure;
}

/** What the person who uploads may say if the reader's guess is wrong; undefined: the guess. */
export interface TableChoice {
  encoding?: Encoding | undefined;
  /** Line of the header in the file, from 1; 0: there is none. */
  headerLine?: number | undefined;
}

export interface TableRow {
  /** Where it begins in the file, from 1. */
  line: number;
  /** Clean, and as many as the header has; "" for what is missing. */
  cells: string[];
}

/** A line that is not read, or the whole file (line null) from that point on. */
export type TableProblem = { line: number | null } & Fault;

/** Worth a look, and no error: the lines that it is about. */
export interface TableNote extends Fault {
  lines: number[];
}

export interface Table {
  source: TableSource;
  /** Lines above the header, as they are: their first filled cells. */
  above: { line: number; text: string }[];
  header: { /** null: the file has none. */ line: number | null; titles: string[] };
  rows: TableRow[];
  problems: TableProblem[];
  /** The lines of `problems` that have cells, as the file has them. */
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
  fault: Fault;
}

/** Rows as the file has them, before there is a header. */
export interface RawRow {
  line: number;
  cells: string[];
}
