// Dates moved by days, against a second way: the local time as text, its day counted on by the
// calendar of UTC, and the first instant that has this local time found by trying.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countDays, shiftInstant, shiftRules } from "../../src/rules/shift-dates.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ZONES = ["UTC", "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"];

/** "2026-10-25 02:30", as a clock on the wall shows it. */
function readWall(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(ms);
}

/** undefined: no clock shows this that day. */
function findFirst(ms: number, days: number, timeZone: string): number | undefined {
  const [day, time] = readWall(ms, timeZone).split(" ") as [string, string];
  const moved = new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
  const near = Date.parse(`${moved}T${time}Z`);
  // No zone is further from UTC than 14 hours; offsets are multiples of 15 minutes.
  for (let at = near - 15 * 60 * MINUTE; at <= near + 15 * 60 * MINUTE; at += 15 * MINUTE)
    if (readWall(at, timeZone) === `${moved} ${time}`) return at;
  return undefined;
}

const instants = fc
  .integer({ min: 0, max: 12 * 365 * 24 * 4 })
  .map((quarters) => Date.parse("2020-01-01T00:00Z") + quarters * 15 * MINUTE);
const zones = fc.constantFrom(...ZONES);
const days = fc.integer({ min: -800, max: 800 });

describe("a date moved by days", () => {
  test("shows the same time of day, whatever the clocks do (500 dates)", () => {
    fc.assert(
      fc.property(instants, days, zones, (ms, count, zone) => {
        const expected = count === 0 ? ms : findFirst(ms, count, zone);
        fc.pre(expected !== undefined);
        expect(shiftInstant(ms, count, zone)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("crosses the change of clocks in Berlin", () => {
    const due = Date.parse("2026-10-19T23:59+02:00");
    expect(shiftInstant(due, 7, "Europe/Berlin")).toBe(Date.parse("2026-10-26T23:59+01:00"));
  });

  test("that falls into a gap moves forward, and one that occurs twice is the first", () => {
    expect(shiftInstant(Date.parse("2026-03-22T02:30+01:00"), 7, "Europe/Berlin")).toBe(
      Date.parse("2026-03-29T03:30+02:00"),
    );
    expect(shiftInstant(Date.parse("2026-10-18T02:30+02:00"), 7, "Europe/Berlin")).toBe(
      Date.parse("2026-10-25T02:30+02:00"),
    );
  });
});

describe("the dates of an assignment", () => {
  test("stay in order, and what has no date gets none (500 assignments)", () => {
    const lengths = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(instants, lengths, lengths, days, zones, (opens, long, late, count, zone) => {
        const dueAtMs = opens + long * MINUTE;
        const rules = { opensAtMs: opens, dueAtMs, lateUntilMs: dueAtMs + late * MINUTE };
        const moved = shiftRules(rules, count, zone);
        expect(moved.opensAtMs).toBeLessThan(moved.dueAtMs);
        expect(moved.dueAtMs).toBeLessThan(moved.lateUntilMs);
        const none = { opensAtMs: null, dueAtMs: null, lateUntilMs: null };
        expect(shiftRules(none, count, zone)).toEqual(none);
      }),
      { numRuns: 500 },
    );
  });

  test("keep their distance if the gap would swap them", () => {
    const moved = shiftRules(
      {
        opensAtMs: Date.parse("2026-03-22T02:30+01:00"),
        dueAtMs: Date.parse("2026-03-22T03:00+01:00"),
        lateUntilMs: null,
      },
      7,
      "Europe/Berlin",
    );
    expect(moved).toEqual({
      opensAtMs: Date.parse("2026-03-29T03:30+02:00"),
      dueAtMs: Date.parse("2026-03-29T04:00+02:00"),
      lateUntilMs: null,
    });
  });
});

test.each([
  ["2026-09-07", "2027-03-01", false, 175],
  ["2026-09-07", "2027-03-03", false, 177],
  ["2026-09-07", "2027-03-03", true, 175],
  ["2026-09-07", "2027-03-05", true, 182],
  ["2026-09-07", "2026-09-05", true, 0],
])("from %s to %s (in weeks: %s) are %i days", (from, to, inWeeks, expected) => {
  expect(countDays(from, to, inWeeks)).toBe(expected);
});
