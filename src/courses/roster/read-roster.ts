// Reads a roster from an uploaded table: who each line names, what is wrong with it, and which
// parts of the file are left out.

import type { CourseRole } from "../../db/schema.ts";
import { readTable } from "../../tables/read-table.ts";
import { shorten } from "../../tables/fit-rows.ts";
import type { Table, TableChoice, TableKind, TableNote, TableRow } from "../../tables/table.ts";
import type { Pause } from "../../tables/take-turns.ts";
import type { FieldError } from "../../ui/field.tsx";
import {
  type ChosenColumns,
  type Column,
  type ColumnPlaces,
  type Columns,
  isRosterHeader,
  placeColumns,
} from "./columns.ts";
import { noteDamage, SCIENTIFIC } from "./damage.ts";
import { composeName } from "./person-name.ts";
import { parseRole } from "./roles.ts";
import type { RosterLine } from "./roster-line.ts";

export const MAX_ROSTER_LINES = 50_000;
const ROSTER: TableKind = { isKnownHeader: isRosterHeader, maxRows: MAX_ROSTER_LINES };

export type RosterProblem = { line: number } & FieldError;

export interface Roster {
  lines: RosterLine[];
  problems: RosterProblem[];
  /** Lines that are no person: a line of maximum points, a test student. */
  skipped: RosterProblem[];
  notes: TableNote[];
  columns: Columns;
  /** undefined: nothing can be read. */
  table: Table | undefined;
  /**
   * No line can be imported: there is no column to find people by, or the file could not be read to
   * its end.
   */
  isBroken: boolean;
}

export interface RosterChoice extends TableChoice {
  columns?: ChosenColumns;
}

const MAX_GROUPS_NOTED = 1_000;

/** `mayGive`: the roles that the importing user may give. */
export async function readRoster(
  file: Uint8Array | string,
  pause: Pause,
  choice: RosterChoice = {},
  mayGive: readonly CourseRole[] = ["student"],
): Promise<Roster> {
  const bytes = typeof file === "string" ? new TextEncoder().encode(file) : file;
  const table = await readTable(bytes, ROSTER, choice, pause);
  if ("error" in table)
    return {
      lines: [],
      problems: [{ line: 1, ...table.error }],
      skipped: [],
      notes: [],
      columns: { at: {}, ignored: [], notes: [], error: undefined },
      table: undefined,
      isBroken: true,
    };
  const columns = placeColumns(
    table.header.titles,
    choice.columns ?? {},
    table.header.line === null ? emailPlace(table) : undefined,
  );
  const headerLine = table.header.line ?? 1;
  const roster: Roster = {
    lines: [],
    problems: [],
    skipped: [],
    notes: [...table.notes, ...columns.notes],
    columns,
    table,
    isBroken: false,
  };
  roster.problems.push(
    ...table.problems.map((problem) => ({ ...problem, line: problem.line ?? headerLine })),
  );
  roster.isBroken = table.problems.some(
    ({ key }) =>
      key === "table.problem.quotes" ||
      key === "table.problem.lineLong" ||
      key === "table.problem.cells",
  );
  if (columns.error !== undefined)
    return {
      ...roster,
      problems: [{ line: headerLine, ...columns.error }, ...roster.problems],
      isBroken: true,
    };
  const several: number[] = [];
  for (const row of table.rows) {
    const line = readLine(row, columns.at, table.header.titles, several, mayGive);
    if ("key" in line)
      (line.key === "roster.skipped.points" || line.key === "roster.skipped.testStudent"
        ? roster.skipped
        : roster.problems
      ).push(line);
    else roster.lines.push(line);
    await pause();
  }
  if (several.length > 0) roster.notes.push({ key: "roster.check.groups", lines: several });
  if (roster.lines.some(({ nameless }) => nameless !== ""))
    roster.notes.push({ key: "roster.check.nameless", lines: [] });
  roster.notes.push(...noteDamage(roster.lines));
  if (roster.lines.length === 0 && roster.problems.length === 0)
    roster.problems.push({ line: headerLine, key: "roster.problem.nobody" });
  roster.problems.sort((a, b) => a.line - b.line);
  return roster;
}

function readLine(
  { line, cells }: TableRow,
  at: ColumnPlaces,
  titles: string[],
  several: number[],
  mayGive: readonly CourseRole[],
): RosterLine | RosterProblem {
  const cell = (column: Column) => cells[at[column] ?? -1] ?? "";
  const title = (column: Column) => titles[at[column] ?? -1] ?? "";
  const name = composeName(
    { name: cell("name"), familyName: cell("familyName"), givenName: cell("givenName") },
    title("name"),
  );
  let [username, email, section] = [cell("username"), cell("email"), cell("section")];
  // Canvas writes a line of maximum points below its header, and a test student in every course.
  if (/^points possible$/i.test(cell("name"))) return { line, key: "roster.skipped.points" };
  if (
    /^(?:student, test|test student)$/i.test(cell("name")) &&
    /^(?:[0-9a-f]{40})?$/.test(username)
  )
    return { line, key: "roster.skipped.testStudent" };
  if (SCIENTIFIC.test(username))
    return { line, key: "roster.problem.scientific", params: { value: username } };
  // On many systems people sign in with their address.
  if (username.includes("@")) {
    if (email === "") email = username;
    username = "";
  }
  if (/^groups|^gruppen/i.test(title("section")) && section.includes(",")) {
    section = section.slice(0, section.indexOf(",")).trim();
    if (several.length < MAX_GROUPS_NOTED) several.push(line);
  }
  const word = cell("role");
  const role = word === "" ? "student" : parseRole(word);
  if (role === undefined)
    return { line, key: "roster.problem.role", params: { role: shorten(word) } };
  const hasNames =
    at.name !== undefined || at.familyName !== undefined || at.givenName !== undefined;
  const shortLogin = email === "" ? username : email.slice(0, email.indexOf("@"));
  const nameless = hasNames ? "" : shortLogin;
  return mayGive.includes(role)
    ? { line, name, nameless, username, email, section, role }
    : { line, key: "roster.problem.roleNotYours", params: { role: shorten(word) } };
}

/** For a file without titles: the first column in which most lines have an email address. */
function emailPlace({ header, rows }: Table): number | undefined {
  const place = header.titles.findIndex(
    (_, i) => rows.filter(({ cells }) => cells[i]!.includes("@")).length > rows.length / 2,
  );
  return place === -1 ? undefined : place;
}
