// Matches a gradebook exported by Canvas with ours: which of its columns is which assignment, and
// which of its lines which student. Later exports then use Canvas's titles with their ids, and the
// columns by which Canvas finds people. People are matched by login, SIS id or address; names are
// not unique.

import { shorten } from "../tables/fit-rows.ts";
import { normalizeTitle } from "../tables/clean-cell.ts";
import { readTable } from "../tables/read-table.ts";
import type { Table, TableChoice, TableKind, Unreadable } from "../tables/table.ts";
import type { Pause } from "../tables/take-turns.ts";
import type { CanvasIdentity } from "../db/schema.ts";
import { cleanExportTitle } from "./export-titles.ts";
import type { GradebookData } from "./gradebook-data.ts";

const MAX_LINES = 20_000;
/** "Essay 1 (1001)". */
const COLUMN = /^(.+?) \((\d{1,20})\)$/;
const IDENTITY = {
  student: "student",
  id: "id",
  sisuserid: "sisUserId",
  sisloginid: "sisLoginId",
  section: "section",
} as const satisfies Record<string, keyof CanvasIdentity>;

const CANVAS: TableKind = {
  isKnownHeader: (title) => Object.hasOwn(IDENTITY, normalizeTitle(title)) || COLUMN.test(title),
  maxRows: MAX_LINES,
};

export interface CanvasMatch {
  columns: { assignmentId: string; column: string }[];
  people: { userId: string; identity: CanvasIdentity }[];
  /** Canvas columns with an id whose title matches no assignment of ours. */
  otherColumns: string[];
  /** Lines that match nobody; `sameName`: a student has the same name, which proves nothing. */
  otherPeople: { line: number; student: string; sameName: boolean }[];
  table: Table;
}

/** The titles that an assignment may have in Canvas. */
export type TitlesOf = (assignmentId: string) => string[];

export async function matchCanvas(
  bytes: Uint8Array,
  data: GradebookData,
  titlesOf: TitlesOf,
  pause: Pause,
  choice: TableChoice = {},
): Promise<CanvasMatch | Unreadable> {
  const table = await readTable(bytes, CANVAS, choice, pause);
  if ("error" in table) return table;
  const { titles } = table.header;
  const at = new Map<keyof CanvasIdentity, number>();
  for (const [i, title] of titles.entries()) {
    const plain = normalizeTitle(title);
    if (Object.hasOwn(IDENTITY, plain)) at.set(IDENTITY[plain as keyof typeof IDENTITY], i);
  }
  if (!at.has("student") || !at.has("id") || (!at.has("sisLoginId") && !at.has("sisUserId")))
    return { error: { key: "gradebook.canvas.notCanvas" } };
  const match: CanvasMatch = { columns: [], people: [], otherColumns: [], otherPeople: [], table };
  matchColumns(titles, data, titlesOf, match);
  const find = prepareFinder(data);
  const names = new Set(data.students.names.map((name) => cleanExportTitle(name)));
  const taken = new Set<string>();
  for (const { line, cells } of table.rows) {
    await pause();
    const cell = (name: keyof CanvasIdentity) => cells[at.get(name) ?? -1] ?? "";
    const identity: CanvasIdentity = {
      student: cell("student"),
      id: cell("id"),
      sisUserId: cell("sisUserId"),
      sisLoginId: cell("sisLoginId"),
      section: cell("section"),
    };
    if (
      /^points possible$/i.test(identity.student) ||
      /^(?:student, test|test student)$/i.test(identity.student)
    )
      continue;
    // A line without an id was not written by Canvas.
    const userId =
      identity.id === "" ? undefined : (find(identity.sisLoginId) ?? find(identity.sisUserId));
    if (userId === undefined || taken.has(userId)) {
      match.otherPeople.push({
        line,
        student: shorten(identity.student),
        sameName:
          names.has(cleanExportTitle(identity.student)) ||
          names.has(cleanExportTitle(turned(identity.student))),
      });
      continue;
    }
    taken.add(userId);
    match.people.push({ userId, identity });
  }
  return match;
}

function matchColumns(
  titles: string[],
  { assignments }: GradebookData,
  titlesOf: TitlesOf,
  match: CanvasMatch,
): void {
  const byTitle = new Map<string, string>();
  for (const { id, isRemoved } of assignments)
    if (!isRemoved)
      for (const title of titlesOf(id))
        if (!byTitle.has(cleanExportTitle(title))) byTitle.set(cleanExportTitle(title), id);
  const taken = new Set<string>();
  for (const title of titles) {
    const found = COLUMN.exec(title);
    if (found === null) continue;
    // A title of ours that ends with a number, "Loss (2)", has no Canvas id: this file is our own
    // export.
    const assignmentId = byTitle.has(cleanExportTitle(title))
      ? undefined
      : byTitle.get(cleanExportTitle(found[1]!));
    if (assignmentId === undefined || taken.has(assignmentId))
      match.otherColumns.push(shorten(title));
    else {
      taken.add(assignmentId);
      match.columns.push({ assignmentId, column: title });
    }
  }
}

/** By username or address, among students of the course. */
function prepareFinder({ students }: GradebookData): (login: string) => string | undefined {
  const byLogin = new Map<string, string>();
  for (const [place, id] of students.ids.entries()) {
    if (students.left[place] === 1) continue;
    for (const login of [students.usernames[place], students.emails[place]])
      if (login != null && login !== "") byLogin.set(login.toLowerCase(), id);
  }
  return (login) => (login === "" ? undefined : byLogin.get(login.toLowerCase()));
}

/** "Quispe, Nayra" as "Nayra Quispe". */
function turned(name: string): string {
  const [family = "", given = ""] = name.split(",", 2);
  return `${given.trim()} ${family.trim()}`;
}
