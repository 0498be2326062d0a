// Times as seen from now, in the reader's language: "3 hours ago", "in 4 hours".

import type { Language } from "../../grader/doors/packs.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../durations.ts";

const UNITS = [
  ["day", DAY_MS],
  ["hour", HOUR_MS],
  ["minute", MINUTE_MS],
] as const;

const formats = new Map<Language, Intl.RelativeTimeFormat>();

/** In whole days, hours or minutes, rounded down; less than a minute counts as one. */
export function formatAgo(date: Date, language: Language, nowMs = Date.now()): string {
  return formatSpan(nowMs - date.getTime(), -1, language);
}

/** The time until `date`, rounded down as above, so that nobody counts on time that is not there. */
export function formatUntil(date: Date, language: Language, nowMs = Date.now()): string {
  return formatSpan(date.getTime() - nowMs, 1, language);
}

function formatSpan(lengthMs: number, sign: 1 | -1, language: Language): string {
  let format = formats.get(language);
  if (format === undefined) formats.set(language, (format = new Intl.RelativeTimeFormat(language)));
  const spanMs = Math.max(MINUTE_MS, lengthMs);
  const [unit, ms] = UNITS.find(([, length]) => spanMs >= length)!;
  return format.format(sign * Math.floor(spanMs / ms), unit);
}
