// How long ago something was, in the reader's language: "3 hours ago".

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
  let format = formats.get(language);
  if (format === undefined) formats.set(language, (format = new Intl.RelativeTimeFormat(language)));
  const passedMs = Math.max(MINUTE_MS, nowMs - date.getTime());
  const [unit, ms] = UNITS.find(([, length]) => passedMs >= length)!;
  return format.format(-Math.floor(passedMs / ms), unit);
}
