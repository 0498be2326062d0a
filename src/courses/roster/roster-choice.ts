// What the preview's form says about a roster: how to read the file, and which column is which.

import { writeChoice, readPlace, readChoice } from "../../tables/read-choice.ts";
import { type ChosenColumns, COLUMNS } from "./columns.ts";
import type { RosterChoice } from "./read-roster.ts";

const MAX_COLUMN = 2_000;

export function readRosterChoice(get: (name: string) => string | undefined): RosterChoice {
  const columns: ChosenColumns = {};
  for (const column of COLUMNS) {
    const place = readPlace(get(`column.${column}`), MAX_COLUMN);
    if (place !== undefined) columns[column] = place === 0 ? null : place - 1;
  }
  return { ...readChoice(get), columns };
}

/** The same choice as form fields or query parameters. */
export function writeRosterChoice({
  columns = {},
  ...choice
}: RosterChoice): Record<string, string> {
  const chosen = COLUMNS.flatMap((column) => {
    const place = columns[column];
    return place === undefined
      ? []
      : [[`column.${column}`, place === null ? "0" : String(place + 1)]];
  });
  return { ...writeChoice(choice), ...(Object.fromEntries(chosen) as Record<string, string>) };
}
