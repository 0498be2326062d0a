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

const days = new Map<Language, Intl.DateTimeFormat>();

/** `day`: "2026-12-31", which is the same day for every reader. */
export function formatDay(day: string, language: Language): string {
  let format = days.get(language);
  if (format === undefined)
    days.set(
      language,
      (format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" })),
    );
  return format.format(new Date(`${day}T00:00:00Z`));
}

/** "2026-12-31": the day in the time zone. */
export function formatIsoDay(date: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(date);
  const part = (type: string) => parts.find((one) => one.type === type)!.value;
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`;
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
