// Converts dates as people type them ("2026-10-25T02:30", in the course's time zone) to instants
// and back. When clocks go forward some local times do not exist, and when they go back some occur
// twice; neither is guessed.

export const FOLDS = ["earlier", "later"] as const;
export type Fold = (typeof FOLDS)[number];

export type LocalTime =
  | { kind: "instant"; ms: number; isTwice: boolean }
  | { kind: "unreadable" }
  /** `next`: the first local time after the gap. */
  | { kind: "skipped"; next: string }
  /** It occurs twice, and nothing says which is meant. */
  | { kind: "ambiguous" };

/** The range of years accepted in a form. */
const FIRST_YEAR = 1990;
const LAST_YEAR = 2200;

export function parseLocalTime(text: string, timeZone: string, fold: Fold | undefined): LocalTime {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?$/.test(text))
    return { kind: "unreadable" };
  let local: Temporal.PlainDateTime;
  try {
    local = Temporal.PlainDateTime.from(text, { overflow: "reject" });
  } catch {
    return { kind: "unreadable" };
  }
  if (local.year < FIRST_YEAR || local.year > LAST_YEAR) return { kind: "unreadable" };
  const earlier = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const later = local.toZonedDateTime(timeZone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { kind: "instant", ms: earlier.epochMilliseconds, isTwice: false };
  // In a gap, "earlier" and "later" are moved to either side of it.
  if (!earlier.toPlainDateTime().equals(local))
    return { kind: "skipped", next: formatLocal(gapEnd(earlier, later)) };
  if (fold === undefined) return { kind: "ambiguous" };
  return {
    kind: "instant",
    ms: (fold === "earlier" ? earlier : later).epochMilliseconds,
    isTwice: true,
  };
}

/**
 * The text that `parseLocalTime` reads as this instant in the zone; `fold` only if it is needed.
 */
export function formatLocalTime(
  ms: number,
  timeZone: string,
): { text: string; fold: Fold | undefined } {
  const zoned = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone);
  const local = zoned.toPlainDateTime();
  const first = local.toZonedDateTime(timeZone, { disambiguation: "earlier" });
  const second = local.toZonedDateTime(timeZone, { disambiguation: "later" });
  const text = formatLocal(local);
  if (first.epochMilliseconds === second.epochMilliseconds) return { text, fold: undefined };
  return { text, fold: ms === first.epochMilliseconds ? "earlier" : "later" };
}

function gapEnd(
  before: Temporal.ZonedDateTime,
  after: Temporal.ZonedDateTime,
): Temporal.PlainDateTime {
  return (before.getTimeZoneTransition("next") ?? after).toPlainDateTime();
}

/** To the minute, unless it has seconds. */
function formatLocal(local: Temporal.PlainDateTime): string {
  return local.second === 0 && local.millisecond === 0
    ? local.toString({ smallestUnit: "minute" })
    : local.toString({ smallestUnit: "millisecond" }).replace(/\.000$/, "");
}
