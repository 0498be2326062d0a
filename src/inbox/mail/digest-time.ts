// When the daily mail of a person is due.

/** The next time at which it is this hour in the time zone, in milliseconds since 1970; after `afterMs`. */
export function computeDigestMs(afterMs: number, hour: number, timeZone: string): number {
  const here = Temporal.Instant.fromEpochMilliseconds(afterMs).toZonedDateTimeISO(timeZone);
  // An hour that a change of the clocks leaves out is the hour after it.
  const on = (day: Temporal.PlainDate) =>
    day.toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds;
  const today = here.toPlainDate();
  return on(today) > afterMs ? on(today) : on(today.add({ days: 1 }));
}
