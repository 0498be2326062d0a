// Reads a gradebook that was exported, changed by hand, and is to come back: which scores would be other than they are, and what is wrong, line by line.
// Pure. People are known by their id, assignments by the one in their title's brackets; an empty cell leaves a score as it is.

import { parse } from "csv-parse/sync";
import { wording } from "../i18n/wording.ts";
import { OWN_COLUMNS } from "./export-sheet.ts";
import type { GradebookData } from "./gradebook-data.ts";
import { unguardCell } from "./guard-cell.ts";
import { mostPoints, readPoints } from "./override-score.ts";

export interface ScoreChange {
  assignmentId: string;
  userId: string;
  from: number | null;
  to: number;
}

export type ImportFault = "encoding" | "notCsv" | "empty" | "noIds" | "noAssignments" | "unknownColumn" | "twiceColumn" | "unknownStudent" | "twiceStudent" | "notPoints" | "tooLong";

export interface ImportProblem {
  kind: ImportFault;
  /** From 1, of the file; null: of all of it. */
  line: number | null;
  params: Record<string, string | number>;
}

export interface ImportPlan {
  changes: ScoreChange[];
  problems: ImportProblem[];
  /** Students in the file. */
  students: number;
}

/** A course is smaller; what is larger is no gradebook of ours. */
const MAX_LINES = 20_000;
const LONGEST_SHOWN = 80;

interface Column {
  at: number;
  assignment: number;
}

export function readImport(bytes: Uint8Array, data: GradebookData): ImportPlan {
  const fail = (kind: ImportFault, line: number | null = null, params: ImportProblem["params"] = {}): ImportPlan => ({ changes: [], problems: [{ kind, line, params }], students: 0 });
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail("encoding");
  }
  let records: { record: string[]; info: { lines: number } }[];
  try {
    // Spreadsheets of some countries write semicolons; the header says which it is.
    const delimiter = (/^[^\r\n]*/.exec(text)?.[0] ?? "").includes(";") && !/^[^\r\n]*,/.test(text) ? ";" : ",";
    records = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true, info: true, delimiter }) as unknown as typeof records;
  } catch (error) {
    const line = typeof error === "object" && error !== null && "lines" in error ? Number(error.lines) : null;
    return fail("notCsv", line);
  }
  const [header, ...rows] = records;
  if (header === undefined || rows.length === 0) return fail("empty");
  if (rows.length > MAX_LINES) return fail("tooLong", null, { count: MAX_LINES });
  const problems: ImportProblem[] = [];
  const { idAt, columns } = readHeader(header.record.map((cell) => unguardCell(cell).trim()), data, problems);
  if (idAt === undefined) return fail("noIds", 1);
  if (columns.length === 0 && problems.length === 0) return fail("noAssignments", 1);

  const places = new Map(data.students.ids.map((id, place) => [id, place]));
  const seen = new Map<string, number>();
  const changes: ScoreChange[] = [];
  for (const { record, info } of rows) {
    // What csv-parse counts is the line on which a record ends; one with a line break in a cell begins above.
    const line = info.lines;
    if (record.every((cell) => cell.trim() === "")) continue;
    const userId = unguardCell(record[idAt] ?? "").trim();
    const place = places.get(userId);
    const earlier = seen.get(userId);
    if (place === undefined || data.students.left[place] === 1) problems.push({ kind: "unknownStudent", line, params: { id: shorten(userId) } });
    else if (earlier !== undefined) problems.push({ kind: "twiceStudent", line, params: { id: userId, earlier } });
    else {
      seen.set(userId, line);
      for (const { at, assignment } of columns) {
        const cell = unguardCell(record[at] ?? "").trim();
        if (cell === "") continue;
        const { id, title, points: maxPoints } = data.assignments[assignment]!;
        const to = readPoints(cell, mostPoints(maxPoints));
        const from = data.points[assignment]![place]!;
        if (to === undefined) problems.push({ kind: "notPoints", line, params: { title, value: shorten(cell), most: mostPoints(maxPoints) } });
        else if (from === null || Math.abs(to - from) >= 0.005) changes.push({ assignmentId: id, userId, from, to });
      }
    }
  }
  return { changes, problems, students: seen.size };
}

function readHeader(header: string[], { assignments }: GradebookData, problems: ImportProblem[]): { idAt: number | undefined; columns: Column[] } {
  const own = new Map<string, string>();
  for (const { gradebook } of Object.values(wording)) for (const name of OWN_COLUMNS) own.set(gradebook.column[name].toLowerCase(), name);
  let idAt: number | undefined;
  const columns: Column[] = [];
  header.forEach((title, at) => {
    const name = own.get(title.toLowerCase());
    if (name === "id" && idAt === undefined) idAt = at;
    if (name !== undefined || title === "") return;
    const id = /\[([0-9a-z]+)\]$/.exec(title)?.[1];
    const assignment = assignments.findIndex((one) => one.id === id && !one.isRemoved);
    if (assignment === -1) problems.push({ kind: "unknownColumn", line: 1, params: { title: shorten(title) } });
    else if (columns.some((column) => column.assignment === assignment)) problems.push({ kind: "twiceColumn", line: 1, params: { title: shorten(title) } });
    else columns.push({ at, assignment });
  });
  return { idAt, columns };
}

function shorten(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
