// Local times to instants and back, including the nights when clocks change.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatLocalTime,
  parseLocalTime,
} from "../../../src/courses/assignment-pages/local-time.ts";

const ZONES = [
  "UTC",
  "Asia/Shanghai",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "Pacific/Apia",
] as const;
const utc = (text: string) => Date.parse(`${text}Z`);

describe("a local time", () => {
  test("is read in the given time zone", () => {
    expect(parseLocalTime("2026-03-01T23:59", "Asia/Shanghai", undefined)).toEqual({
      kind: "instant",
      ms: utc("2026-03-01T15:59"),
      isTwice: false,
    });
    expect(parseLocalTime("2026-07-01T23:59:30", "Europe/Berlin", undefined)).toEqual({
      kind: "instant",
      ms: utc("2026-07-01T21:59:30"),
      isTwice: false,
    });
  });

  test("that the clocks skip is reported, with the next valid one", () => {
    expect(parseLocalTime("2026-03-29T02:30", "Europe/Berlin", undefined)).toEqual({
      kind: "skipped",
      next: "2026-03-29T03:00",
    });
    expect(parseLocalTime("2026-03-29T02:00", "Europe/Berlin", "later")).toEqual({
      kind: "skipped",
      next: "2026-03-29T03:00",
    });
    expect(parseLocalTime("2026-03-29T03:00", "Europe/Berlin", undefined)).toMatchObject({
      kind: "instant",
      ms: utc("2026-03-29T01:00"),
    });
    // Half an hour, and a whole day.
    expect(parseLocalTime("2026-10-04T02:15", "Australia/Lord_Howe", undefined)).toEqual({
      kind: "skipped",
      next: "2026-10-04T02:30",
    });
    expect(parseLocalTime("2011-12-30T12:00", "Pacific/Apia", undefined)).toEqual({
      kind: "skipped",
      next: "2011-12-31T00:00",
    });
  });

  test("that occurs twice needs a choice", () => {
    const parse = (fold?: "earlier" | "later") =>
      parseLocalTime("2026-10-25T02:30", "Europe/Berlin", fold);
    expect(parse()).toEqual({ kind: "ambiguous" });
    expect(parse("earlier")).toEqual({
      kind: "instant",
      ms: utc("2026-10-25T00:30"),
      isTwice: true,
    });
    expect(parse("later")).toEqual({ kind: "instant", ms: utc("2026-10-25T01:30"), isTwice: true });
  });

  test.each([
    "",
    "tomorrow",
    "2026-02-30T10:00",
    "2026-13-01T10:00",
    "2026-01-01",
    "2026-01-01T24:00",
    "0001-01-01T00:00",
    "9999-01-01T00:00",
    "2026-01-01T10:00+02:00",
    "2026-01-01T10:00[Asia/Shanghai]",
  ])("%j is invalid", (text) => {
    expect(parseLocalTime(text, "UTC", undefined)).toEqual({ kind: "unreadable" });
  });

  test("of any instant converts back to that instant", () => {
    const anInstant = fc.integer({ min: utc("1995-01-01T00:00"), max: utc("2060-01-01T00:00") });
    // Minutes around clock changes, which are the difficult cases.
    const nearChange = fc
      .tuple(
        fc.constantFrom(
          "2026-03-29T01:00",
          "2026-10-25T01:00",
          "2026-11-01T06:00",
          "2026-03-08T07:00",
          "2026-10-03T15:30",
          "2026-04-04T15:00",
        ),
        fc.integer({ min: -180, max: 180 }),
      )
      .map(([at, minutes]) => utc(at) + minutes * 60_000);
    fc.assert(
      fc.property(fc.oneof(anInstant, nearChange), fc.constantFrom(...ZONES), (ms, zone) => {
        const { text, fold } = formatLocalTime(ms, zone);
        expect(parseLocalTime(text, zone, fold)).toMatchObject({
          kind: "instant",
          ms,
          isTwice: fold !== undefined,
        });
      }),
      { numRuns: 500 },
    );
  });
});
