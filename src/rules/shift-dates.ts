// Moves dates by whole days, as a calendar does: 23:59 stays 23:59, even if the clocks of the time
// zone change in between.

import type { Rules } from "./assignment-rules.ts";

type Dates = Pick<Rules, "opensAtMs" | "dueAtMs" | "lateUntilMs">;

/**
 * The same local time `days` later. A local time that does not exist that day is moved forward by
 * the length of the gap; of a time that occurs twice, the first is used.
 */
export function shiftInstant(ms: number, days: number, timeZone: string): number {
  if (days === 0) return ms;
  return Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .add({ days })
    .toZonedDateTime(timeZone, { disambiguation: "compatible" }).epochMilliseconds;
}

/**
 * All dates of an assignment. A change of clocks can bring two dates together or swap them, if they
 * are less than an hour apart. Then the later one stays as long after the earlier one as it was.
 */
export function shiftRules<R extends Dates>(rules: R, days: number, timeZone: string): R {
  const shift = (ms: number | null): number | null =>
    ms === null ? null : shiftInstant(ms, days, timeZone);
  const opensAtMs = shift(rules.opensAtMs);
  const dueAtMs = keepAfter(shift(rules.dueAtMs), opensAtMs, rules.dueAtMs, rules.opensAtMs);
  const lateUntilMs = keepAfter(
    shift(rules.lateUntilMs),
    dueAtMs,
    rules.lateUntilMs,
    rules.dueAtMs,
  );
  return { ...rules, opensAtMs, dueAtMs, lateUntilMs };
}

function keepAfter(
  later: number | null,
  earlier: number | null,
  laterBefore: number | null,
  earlierBefore: number | null,
): number | null {
  if (later === null || earlier === null || later > earlier) return later;
  const apartMs = laterBefore! - earlierBefore!;
  return apartMs > 0 ? earlier + apartMs : later;
}

/** From one day to the other, "2026-09-07". `inWeeks`: to the nearest number of whole weeks. */
export function countDays(from: string, to: string, inWeeks: boolean): number {
  const { days } = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), {
    largestUnit: "day",
  });
  // "|| 0": -3 days round to -0.
  return inWeeks ? Math.round(days / 7) * 7 || 0 : days;
}
