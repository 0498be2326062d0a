// "10 min", "1 hr", "3 days", in the reader's language.

import type { Language } from "../../grader/doors/packs.ts";

const MINUTE_MS = 60_000;
const UNITS = [
  ["day", 24 * 60 * MINUTE_MS],
  ["hour", 60 * MINUTE_MS],
  ["minute", MINUTE_MS],
] as const;

const formats = new Map<string, Intl.NumberFormat>();

/** In the largest unit of which there is a whole one, to one decimal; under a minute it is one. */
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
