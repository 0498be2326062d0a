// Bins are hours and days of the course's time zone, even if a day has 23 hours or a zone is half
// an hour off.

import fc from "fast-check";
import { expect, test } from "vitest";
import { QUARTER_MS } from "../../src/statistics/digest.ts";
import { countOverTime } from "../../src/statistics/over-time.ts";

const HOUR_MS = 3_600_000;
const at = (text: string) => Date.parse(text);
const quarters = (...texts: string[]) => new Map(texts.map((text, i) => [at(text), i + 1]));
const iso = (ms: number) => new Date(ms).toISOString();

test("three days or less are divided into hours, also in a zone that is half an hour off", () => {
  const { unit, bins } = countOverTime(
    quarters("2026-03-01T10:15Z", "2026-03-01T12:30Z"),
    "Asia/Kolkata",
    null,
  );
  expect([unit, bins.map(({ startMs, count }) => [iso(startMs), count])]).toEqual([
    "hour",
    [
      ["2026-03-01T09:30:00.000Z", 1],
      ["2026-03-01T10:30:00.000Z", 0],
      ["2026-03-01T11:30:00.000Z", 0],
      ["2026-03-01T12:30:00.000Z", 2],
    ],
  ]);
});

test("longer periods are divided into days that start at the course's midnight, including the short one in spring", () => {
  const { unit, bins } = countOverTime(
    quarters("2026-03-27T22:45Z", "2026-03-27T23:00Z", "2026-03-31T10:00Z"),
    "Europe/Berlin",
    null,
  );
  expect(unit).toBe("day");
  expect(
    bins.map(({ startMs, endMs, count }) => [iso(startMs), (endMs - startMs) / HOUR_MS, count]),
  ).toEqual([
    ["2026-03-26T23:00:00.000Z", 24, 1],
    ["2026-03-27T23:00:00.000Z", 24, 2],
    ["2026-03-28T23:00:00.000Z", 23, 0],
    ["2026-03-29T22:00:00.000Z", 24, 0],
    ["2026-03-30T22:00:00.000Z", 24, 3],
  ]);
});

test("a term and longer periods are divided into weeks from Monday", () => {
  const { unit, bins } = countOverTime(
    quarters("2026-01-01T00:00Z", "2026-06-01T00:00Z"),
    "UTC",
    null,
  );
  expect([
    unit,
    iso(bins[0]!.startMs),
    bins[0]!.count,
    iso(bins.at(-1)!.startMs),
    bins.at(-1)!.count,
  ]).toEqual(["week", "2025-12-29T00:00:00.000Z", 1, "2026-06-01T00:00:00.000Z", 2]);
});

test("the due time is in the picture if it is near, and does not leave half of it empty otherwise", () => {
  const sent = quarters("2026-03-01T10:00Z");
  expect(iso(countOverTime(sent, "UTC", at("2026-03-02T09:00Z")).bins.at(-1)!.startMs)).toBe(
    "2026-03-02T09:00:00.000Z",
  );
  expect(countOverTime(sent, "UTC", at("2026-05-01T00:00Z")).bins).toHaveLength(1);
  expect(countOverTime(new Map(), "UTC", at("2026-05-01T00:00Z")).bins).toEqual([]);
});

test("every submission is in one bin, bins are adjacent, and there are not too many", () => {
  const zone = fc.constantFrom(
    "UTC",
    "Asia/Shanghai",
    "Asia/Kathmandu",
    "America/St_Johns",
    "Europe/Berlin",
    "Pacific/Apia",
    "Australia/Lord_Howe",
  );
  const times = fc.array(
    fc.integer({
      min: at("2026-01-01T00:00Z") / QUARTER_MS,
      max: at("2027-06-01T00:00Z") / QUARTER_MS,
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(
      times,
      zone,
      fc.option(fc.integer({ min: at("2026-01-01T00:00Z"), max: at("2027-01-01T00:00Z") })),
      (found, timeZone, dueAtMs) => {
        const sent = new Map(found.map((time) => [time * QUARTER_MS, 1]));
        const { bins } = countOverTime(sent, timeZone, dueAtMs);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(sent.size);
        expect(
          bins.every(
            ({ startMs, endMs, count }) =>
              endMs > startMs &&
              count === [...sent.keys()].filter((ms) => ms >= startMs && ms < endMs).length,
          ),
        ).toBe(true);
        expect(bins.slice(1).every(({ startMs }, i) => startMs === bins[i]!.endMs)).toBe(true);
        expect(bins.length).toBeLessThanOrEqual(140);
      },
    ),
    { numRuns: 60 },
  );
});
