// Submissions over time, by hour, day or week in the course's time zone: the smallest unit with
// which a chart has room for all.

import { QUARTER_MS } from "./digest.ts";
import { DAY_MS } from "../durations.ts";

export type TimeUnit = "hour" | "day" | "week";

interface TimeBin {
  startMs: number;
  /** The start of the next one. A day of 23 or 25 hours is one bin. */
  endMs: number;
  count: number;
}

export interface OverTime {
  unit: TimeUnit;
  bins: TimeBin[];
}

/** Bins have this unit up to this span, inclusive. */
const LONGEST: [TimeUnit, number][] = [
  ["hour", 3 * DAY_MS],
  ["day", 120 * DAY_MS],
];
/** A due time further away than this is given in words, so that the chart has no empty half. */
const FARTHEST_DUE_MS = 7 * DAY_MS;

/** `quarters`: the number of submissions by the start of the quarter of an hour. */
export function countOverTime(
  quarters: ReadonlyMap<number, number>,
  timeZone: string,
  dueAtMs: number | null,
): OverTime {
  let firstMs = Infinity;
  let lastMs = -Infinity;
  for (const startMs of quarters.keys()) {
    firstMs = Math.min(firstMs, startMs);
    lastMs = Math.max(lastMs, startMs);
  }
  if (firstMs === Infinity) return { unit: "hour", bins: [] };
  if (dueAtMs !== null && isNear(dueAtMs, firstMs, lastMs)) {
    firstMs = Math.min(firstMs, dueAtMs);
    lastMs = Math.max(lastMs, dueAtMs);
  }
  const unit = LONGEST.find(([, longestMs]) => lastMs - firstMs <= longestMs)?.[0] ?? "week";
  const starts = listStarts(unit, firstMs, lastMs, timeZone);
  const bins = starts
    .slice(0, -1)
    .map((startMs, i): TimeBin => ({ startMs, endMs: starts[i + 1]!, count: 0 }));
  let at = 0;
  for (const [startMs, count] of [...quarters].toSorted(([a], [b]) => a - b)) {
    while (startMs >= bins[at]!.endMs) at += 1;
    bins[at]!.count += count;
  }
  return { unit, bins };
}

/** Whether the due time is drawn in the chart. */
function isNear(dueAtMs: number, firstMs: number, lastMs: number): boolean {
  return dueAtMs > firstMs - FARTHEST_DUE_MS && dueAtMs < lastMs + QUARTER_MS + FARTHEST_DUE_MS;
}

const STEPS = { hour: { hours: 1 }, day: { days: 1 }, week: { weeks: 1 } } as const;

/** The start of every bin, and the end of the last one. */
function listStarts(unit: TimeUnit, firstMs: number, lastMs: number, timeZone: string): number[] {
  const first = Temporal.Instant.fromEpochMilliseconds(firstMs).toZonedDateTimeISO(timeZone);
  let start =
    unit === "hour"
      ? first.round({ smallestUnit: "hour", roundingMode: "floor" })
      : first.startOfDay();
  if (unit === "week") start = start.subtract({ days: start.dayOfWeek - 1 }).startOfDay();
  const step = STEPS[unit];
  const starts = [start.epochMilliseconds];
  while (starts.at(-1)! <= lastMs) {
    start = unit === "hour" ? start.add(step) : start.add(step).startOfDay();
    starts.push(start.epochMilliseconds);
  }
  return starts;
}
