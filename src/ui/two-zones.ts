// A course's dates are meant in its own time zone; a reader elsewhere is told both, and never has
// to guess which.

import type { AppContext } from "../http/environment.ts";
import { formatDate } from "./format.ts";

/**
 * "Dec 1, 2026, 11:59 PM", and where the reader's clock shows something else then, the course's
 * time by its zone's name and the reader's own.
 */
export function formatInBothZones(c: AppContext, ms: number, courseZone: string): string {
  const language = c.get("language");
  const date = new Date(ms);
  const theirs = formatDate(date, language, courseZone);
  const mine = formatDate(date, language, c.get("timeZone"));
  return theirs === mine
    ? theirs
    : c.get("t")("work.inBothZones", {
        course: theirs,
        zone: nameOfZone(courseZone, c, date),
        reader: mine,
      });
}

/** "China Standard Time"; the zone's identifier where the language has no name for it. */
export function nameOfZone(timeZone: string, c: AppContext, at = new Date()): string {
  const parts = new Intl.DateTimeFormat(c.get("language"), {
    timeZone,
    timeZoneName: "longGeneric",
  }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
