// Dates and numbers as the reader's language writes them, in the reader's time zone. A formatter
// costs a hundred times what it does, so each is made once.

import { LRUCache } from "lru-cache";
import type { Language } from "../../grader/doors/packs.ts";

/** More than there are time zones; a browser that makes up names must not fill the memory. */
const dates = new LRUCache<string, Intl.DateTimeFormat>({ max: 1000 });
const numbers = new Map<string, Intl.NumberFormat>();

export function formatDate(date: Date, language: Language, timeZone: string): string {
  const key = `${language} ${timeZone}`;
  let format = dates.get(key);
  if (format === undefined) {
    dates.set(
      key,
      (format = new Intl.DateTimeFormat(language, {
        dateStyle: "medium",
        timeStyle: "short",
        timeZone,
      })),
    );
  }
  return format.format(date);
}

/**
 * "2026-12-01T09:30:59Z", rounded down: parts of a second are nobody's, since they may tell how
 * long something took.
 */
export function isoSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function formatNumber(value: number, language: Language, digits = 2): string {
  const key = `${language} ${digits}`;
  let format = numbers.get(key);
  if (format === undefined)
    numbers.set(key, (format = new Intl.NumberFormat(language, { maximumFractionDigits: digits })));
  return format.format(value);
}
