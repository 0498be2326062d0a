// Shows a course's dates in its own time zone. Readers in another zone see both times, so they do
// not have to guess.

import type { Language } from "../../grader/doors/packs.ts";
import type { AppContext } from "../http/environment.ts";
import { formatDate } from "./format.ts";

/**
 * "Dec 1, 2026, 11:59 PM". If the reader's clock shows a different time: the course's time with the
 * name of its zone, and the reader's own.
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
        zone: nameZone(courseZone, c, date),
        reader: mine,
      });
}

export function nameZone(timeZone: string, c: AppContext, at = new Date()): string {
  return nameZoneIn(c.get("language"), timeZone, at);
}

/** "China Standard Time"; the zone's identifier if the language has no name for it. */
export function nameZoneIn(language: Language, timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(language, {
    timeZone,
    timeZoneName: "longGeneric",
  }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
