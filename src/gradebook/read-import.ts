// Reads a gradebook that was exported and changed by hand: which scores would change, and what is
// wrong, line by line. Pure. People are found by their id, assignments by the id in their title's
// brackets; an empty cell leaves a score as it is. Additions (a column of notes, a line of
// averages) are listed and left out.

import { wording } from "../i18n/wording.ts";
import { shorten } from "../tables/fit-rows.ts";
import { readTable } from "../tables/read-table.ts";
import type { Table, TableChoice, TableKind, TableNote, TableRow } from "../tables/table.ts";
import type { Pause } from "../tables/take-turns.ts";
import type { FieldError } from "../ui/field.tsx";
import { OWN_COLUMNS } from "./export-sheet.ts";
import type { GradebookData } from "./gradebook-data.ts";
import { limitPoints } from "./override-score.ts";
import { readScoreCell } from "./read-score-cell.ts";

export interface ScoreChange {
  assignmentId: string;
  userId: string;
  from: number | null;
  to: number;
}

/** line: in the file, from 1; null: the whole file. */
export type ImportProblem = FieldError & { line: number | null };

export interface ImportPlan {
  changes: ScoreChange[];
  problems: ImportProblem[];
  /** The number of students in the file. */
  students: number;
  /** Lines that name no student of the course. */
  skipped: ImportProblem[];
  /** Titles of columns that are not ours. */
  ignored: string[];
  notes: TableNote[];
  /** undefined: nothing can be read. */
  table: Table | undefined;
}

/** No course is this large; a larger file is no gradebook of ours. */
const MAX_LINES = 20_000;
const ASSIGNMENT = /\[([0-9a-z]{1,40})\]$/;

const OWN = new Map<string, (typeof OWN_COLUMNS)[number]>();
for (const { gradebook } of Object.values(wording))
  for (const name of OWN_COLUMNS) OWN.set(gradebook.column[name].toLowerCase(), name);
const ownColumn = (title: string) => OWN.get(title.toLowerCase());

const GRADEBOOK: TableKind = {
  isKnownHeader: (title) => ownColumn(title) !== undefined || ASSIGNMENT.test(title),
  maxRows: MAX_LINES,
};

interface Columns {
  own: Partial<Record<(typeof OWN_COLUMNS)[number], number>>;
  assignments: { at: number; assignment: number }[];
}

export async function readImport(
  bytes: Uint8Array,
  data: GradebookData,
  pause: Pause,
  choice: TableChoice = {},
): Promise<ImportPlan> {
  const plan: ImportPlan = {
    changes: [],
    problems: [],
    students: 0,
    skipped: [],
    ignored: [],
    notes: [],
    table: undefined,
  };
  const fail = (error: FieldError, line: number | null = null): ImportPlan => ({
    ...plan,
    problems: [{ ...error, line }],
  });
  const table = await readTable(bytes, GRADEBOOK, choice, pause);
  if ("error" in table) return fail(table.error);
  plan.table = table;
  plan.notes = table.notes;
  plan.problems.push(...table.problems);
  if (table.rows.length + table.problems.length === 0)
    return fail({ key: "gradebook.import.error.empty" });
  const columns = readHeader(table, data, plan);
  const headerLine = table.header.line ?? 1;
  const idAt = columns.own.id;
  if (idAt === undefined) return fail({ key: "gradebook.import.error.noIds" }, headerLine);
  if (columns.assignments.length === 0 && plan.problems.length === 0)
    return fail({ key: "gradebook.import.error.noAssignments" }, headerLine);

  const places = new Map(data.students.ids.map((id, place) => [id, place]));
  const seen = new Map<string, number>();
  const hasCommas = table.source.kind === "text" && table.source.delimiter === ";";
  for (const row of table.rows) {
    await pause();
    const place = findStudent(row, idAt, { data, places, seen }, plan);
    if (place === undefined) continue;
    if (isShifted(row.cells, columns, data, place))
      plan.problems.push({ line: row.line, key: "gradebook.import.error.shifted" });
    else readScores(row, columns, data, place, hasCommas, plan);
  }
  plan.students = seen.size;
  if (seen.size === 0 && plan.problems.length === 0)
    plan.problems.push({ line: null, key: "gradebook.import.error.noStudents" });
  plan.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return plan;
}

/** The student of a line; undefined if it names none, or one that an earlier line names. */
function findStudent(
  { line, cells }: TableRow,
  idAt: number,
  {
    data,
    places,
    seen,
  }: { data: GradebookData; places: Map<string, number>; seen: Map<string, number> },
  plan: ImportPlan,
): number | undefined {
  const userId = cells[idAt]!;
  const place = places.get(userId);
  if (place === undefined || data.students.left[place] === 1) {
    plan.skipped.push(
      userId === ""
        ? { line, key: "gradebook.import.skipped.noId" }
        : { line, key: "gradebook.import.skipped.unknownStudent", params: { id: shorten(userId) } },
    );
    return undefined;
  }
  const earlier = seen.get(userId);
  if (earlier !== undefined) {
    plan.problems.push({
      line,
      key: "gradebook.import.error.twiceStudent",
      params: { id: userId, earlier },
    });
    return undefined;
  }
  seen.set(userId, line);
  return place;
}

/** The scores of one line: those that change, and those that cannot be read. */
function readScores(
  { line, cells }: TableRow,
  columns: Columns,
  data: GradebookData,
  place: number,
  hasCommas: boolean,
  plan: ImportPlan,
): void {
  const userId = data.students.ids[place]!;
  for (const { at, assignment } of columns.assignments) {
    const cell = cells[at]!;
    if (cell === "") continue;
    const { id, title, points: maxPoints } = data.assignments[assignment]!;
    const most = limitPoints(maxPoints);
    const to = readScoreCell(cell, most, hasCommas);
    const from = data.points[assignment]![place]!;
    if (to === undefined)
      plan.problems.push({
        line,
        key: "gradebook.import.error.notPoints",
        params: { title, value: shorten(cell), most },
      });
    else if (to === "ambiguous")
      plan.problems.push({
        line,
        key: "gradebook.import.error.ambiguous",
        params: { title, value: shorten(cell) },
      });
    else if (from === null || Math.abs(to - from) >= 0.005)
      plan.changes.push({ assignmentId: id, userId, from, to });
  }
}

/**
 * Finds own columns by their titles, assignments by the id in brackets. An id that the course does
 * not have is an error: the file may belong to another course.
 */
function readHeader({ header }: Table, { assignments }: GradebookData, plan: ImportPlan): Columns {
  const columns: Columns = { own: {}, assignments: [] };
  for (const [at, title] of header.titles.entries()) {
    const name = ownColumn(title);
    const id = ASSIGNMENT.exec(title)?.[1];
    const assignment =
      id === undefined ? -1 : assignments.findIndex((one) => one.id === id && !one.isRemoved);
    const problem = (kind: "unknownColumn" | "twiceColumn") =>
      plan.problems.push({
        line: header.line,
        key: `gradebook.import.error.${kind}`,
        params: { title: shorten(title) },
      });
    if (name !== undefined) columns.own[name] ??= at;
    else if (id === undefined && title !== "") plan.ignored.push(shorten(title));
    else if (id !== undefined && assignment === -1) problem("unknownColumn");
    else if (columns.assignments.some((column) => column.assignment === assignment))
      problem("twiceColumn");
    else if (assignment !== -1) columns.assignments.push({ at, assignment });
  }
  return columns;
}

/**
 * An unquoted comma earlier in the line: the values that the gradebook has for this student are one
 * column further right.
 */
function isShifted(
  cells: string[],
  { own }: Columns,
  { students }: GradebookData,
  place: number,
): boolean {
  const known = [
    [own.username, students.usernames[place]],
    [own.email, students.emails[place]],
    [own.section, students.sections[place]],
  ] as const;
  return known.some(
    ([at, value]) =>
      at !== undefined &&
      value != null &&
      value !== "" &&
      cells[at] !== value &&
      cells[at + 1] === value,
  );
}
