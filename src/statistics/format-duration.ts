// "10 min", "1 hr", "3 days", in the reader's language.

import type { Language } from "../../grader/doors/packs.ts";
import { MINUTE_MS, HOUR_MS, DAY_MS } from "../durations.ts";

const UNITS = [
  ["day", DAY_MS],
  ["hour", HOUR_MS],
  ["minute", MINUTE_MS],
] as const;

const formats = new Map<string, Intl.NumberFormat>();

/**
 * In the largest unit of which there is at least one, to one decimal; under a minute it is shown as
 * one minute.
 */
export function formatDuration(ms: number, language: Language): string {
  const [unit, unitMs] = UNITS.find(([, length]) => ms >= length) ?? UNITS[2];
  const key = `${language} ${unit}`;
  let format = formats.get(key);
  if (format === undefined)
    formats.set(
      key,
      (format = new Intl.NumberFormat(language, {
        style: "unit",
        unit,
        unitDisplay: "short",
        maximumFractionDigits: 1,
      })),
    );
  return format.format(Math.max(1, ms / unitMs));
}
