// When a daily mail is due: once a day at the chosen hour, whatever the clocks do.

import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "../../src/durations.ts";
import { computeDigestMs } from "../../src/inbox/mail/digest-time.ts";

const zone = fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe");
const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
const hour = fc.integer({ min: 0, max: 23 });

test("is later, within a day and an hour, at that hour", () => {
  fc.assert(
    fc.property(instant, hour, zone, (nowMs, at, timeZone) => {
      const dueMs = computeDigestMs(nowMs, at, timeZone);
      expect(dueMs).toBeGreaterThan(nowMs);
      expect(dueMs - nowMs).toBeLessThanOrEqual(DAY_MS + HOUR_MS);
      const { hour: read } =
        Temporal.Instant.fromEpochMilliseconds(dueMs).toZonedDateTimeISO(timeZone);
      // The hour that a change of the clocks leaves out is the next one.
      expect([at, (at + 1) % 24]).toContain(read);
    }),
  );
});

test("is the same for all events between two mails", () => {
  fc.assert(
    fc.property(
      instant,
      hour,
      zone,
      fc.float({ min: 0, max: 1, noNaN: true }),
      (ms, at, z, part) => {
        const first = computeDigestMs(ms, at, z);
        const between = Math.min(first - 1, Math.floor(ms + part * (first - ms)));
        expect(computeDigestMs(between, at, z)).toBe(first);
      },
    ),
  );
});

test("an hour that does not exist that day is the next one", () => {
  // On March 14, 2027, New York goes from 2 to 3 o'clock.
  expect(computeDigestMs(Date.UTC(2027, 2, 14, 5), 2, "America/New_York")).toBe(
    Date.UTC(2027, 2, 14, 7),
  );
});
