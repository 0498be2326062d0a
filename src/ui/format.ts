// Formats dates and numbers in the reader's language and time zone. Creating a formatter costs a
// hundred times more than using it, so each is created once.

import { LRUCache } from "lru-cache";
import type { Language } from "../../grader/doors/packs.ts";

/** More than there are time zones; a browser that invents names must not fill the memory. */
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
 * "2026-12-01T09:30:59Z", rounded down to seconds, because fractions may reveal how long something
 * took.
 */
export function formatIsoSecond(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function formatNumber(value: number, language: Language, digits = 2): string {
  const key = `${language} ${digits}`;
  let format = numbers.get(key);
  if (format === undefined)
    numbers.set(key, (format = new Intl.NumberFormat(language, { maximumFractionDigits: digits })));
  return format.format(value);
}
