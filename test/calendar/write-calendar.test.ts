// The form of a calendar, read by another parser.

import fc from "fast-check";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { type CalendarEntry, writeCalendar } from "../../src/calendar/write-calendar.ts";

const ENTRY: CalendarEntry = {
  uid: "due-a@gradus.example.org",
  summary: "Due: sums, and more; \\ backslash",
  description: "Machine learning\nhttps://gradus.example.org/courses/1",
  url: "https://gradus.example.org/courses/1",
  atMs: Date.UTC(2026, 11, 31, 15, 59),
  sequence: 3,
  changedMs: Date.UTC(2026, 10, 30, 8),
};

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      atMs: event.startDate.toJSDate().getTime(),
      zone: event.startDate.zone?.tzid,
      sequence: event.sequence,
    };
  });
}

test("another parser reads what was written", () => {
  const { uid, summary, description, atMs, sequence } = ENTRY;
  expect(read(writeCalendar("Due times", [ENTRY]))).toEqual([
    { uid, summary, description, atMs, sequence, zone: "UTC" },
  ]);
});

test("every property that RFC 5545 requires is there, and a change changes the text", () => {
  const text = writeCalendar("Due times", [ENTRY]);
  for (const line of [
    "VERSION:2.0",
    "PRODID:-//Gradus//Due times//EN",
    "DTSTAMP:20261130T080000Z",
    "LAST-MODIFIED:20261130T080000Z",
    "SEQUENCE:3",
    "DTSTART:20261231T155900Z",
  ])
    expect(text).toContain(`\r\n${line}\r\n`);
  expect(writeCalendar("Due times", [ENTRY])).toBe(text);
  expect(writeCalendar("Due times", [{ ...ENTRY, atMs: 0 }])).not.toBe(text);
});

test("any title survives, in lines of at most 75 octets that end with CRLF", () => {
  const title = fc
    .string({ unit: "grapheme", maxLength: 200 })
    .map((text) => text.replaceAll(/\p{Cc}/gu, " ").trim());
  fc.assert(
    fc.property(title, title, (summary, description) => {
      const text = writeCalendar("课程", [{ ...ENTRY, summary, description }]);
      const lines = text.split("\r\n");
      expect(lines.pop()).toBe("");
      for (const line of lines) {
        expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n]/);
      }
      // Folding must not split a character.
      expect(Buffer.from(text).toString("utf8")).toBe(text);
      expect(read(text)[0]).toMatchObject({ summary, description });
    }),
  );
});
