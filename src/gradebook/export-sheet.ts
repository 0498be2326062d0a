// The gradebook as rows of a sheet: the course's students, and every assignment that is not
// removed. CSV, Excel and the two learning platforms differ only in the columns.
//
//   gradus    ID, name, username, e-mail, section, total, then "Title [id]" per assignment: can be
//   changed by hand and imported again
//   canvas    Student, ID, SIS User ID, SIS Login ID, Section, then titles; below the header a row
//   "Points Possible". Once a Canvas gradebook was uploaded, these are Canvas's own: ids, and
//   "Title (id)". Without it the ids are empty, Canvas finds people by their login, and an unknown
//   title becomes a new assignment there.
//   moodle    Username, Email address, then titles, each to be matched with a grade item

import type { Translate, WordKey } from "../i18n/index.ts";
import type { GradebookData } from "./gradebook-data.ts";
import type { Platform } from "./select-platform.ts";

export const EXPORT_FORMATS = ["csv", "xlsx", "canvas", "moodle"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** null: an empty cell. */
export type SheetCell = string | number | null;

/** The first columns of our own sheet, in both languages. */
export const OWN_COLUMNS = ["id", "name", "username", "email", "section", "total"] as const;

/** The header first. */
export function buildSheet(
  data: GradebookData,
  format: ExportFormat,
  t: Translate,
  { titles, canvasColumns, canvasPeople }: Platform,
): SheetCell[][] {
  const { students, totals } = data;
  const columns = data.assignments
    .map((assignment, i) => ({ ...assignment, scores: data.points[i]! }))
    .filter(({ isRemoved }) => !isRemoved);
  const places = students.ids
    .map((_, place) => place)
    .filter((place) => students.left[place] === 0);
  const listScores = (place: number) => columns.map(({ scores }) => scores[place] ?? null);
  const login = (place: number) => students.usernames[place] ?? students.emails[place] ?? null;

  switch (format) {
    case "csv":
    case "xlsx":
      return [
        [
          ...OWN_COLUMNS.map((name) => t(`gradebook.column.${name}` satisfies WordKey)),
          ...columns.map(({ id, title }) => `${title} [${id}]`),
        ],
        ...places.map((place) => [
          students.ids[place]!,
          students.names[place]!,
          students.usernames[place]!,
          students.emails[place]!,
          students.sections[place]!,
          totals[place]!,
          ...listScores(place),
        ]),
      ];
    case "canvas":
      return [
        [
          "Student",
          "ID",
          "SIS User ID",
          "SIS Login ID",
          "Section",
          ...columns.map(({ id, title }) => canvasColumns.get(id) ?? titles.get(id) ?? title),
        ],
        ["    Points Possible", null, null, null, null, ...columns.map(({ points }) => points)],
        ...places.map((place) => {
          const known = canvasPeople.get(students.ids[place]!);
          const identity =
            known === undefined
              ? [students.names[place]!, null, null, login(place), students.sections[place]!]
              : [known.student, known.id, known.sisUserId, known.sisLoginId, known.section];
          return [...identity.map((cell) => (cell === "" ? null : cell)), ...listScores(place)];
        }),
      ];
    case "moodle":
      return [
        ["Username", "Email address", ...columns.map(({ id, title }) => titles.get(id) ?? title)],
        ...places.map((place) => [
          students.usernames[place]?.toLowerCase() ?? null,
          students.emails[place]!,
          ...listScores(place),
        ]),
      ];
  }
}
