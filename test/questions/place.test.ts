// The places of questions: their written form, and which of them a submission has for its author.

import { describe, expect, test } from "vitest";
import { redact } from "../../grader/doors/reports.ts";
import { findPlace } from "../../src/questions/find-place.ts";
import { formatPlace, parsePlace, type Place } from "../../src/questions/place.ts";
import { makeFailedCase } from "../support/make-failed-case.ts";
import { groupOf, reportOf } from "../support/queue-database.ts";

describe("a place", () => {
  test.each<Place>([
    { kind: "whole" },
    { kind: "line", line: 1 },
    { kind: "line", line: 1_000_000 },
    { kind: "group", group: "hidden-2" },
    { kind: "case", group: "fresh", name: "#3" },
    { kind: "case", group: "shown", name: "two  words\nand a line" },
  ])("is read as it was written: %j", (place) => {
    expect(parsePlace(formatPlace(place))).toEqual(place);
  });

  test.each([
    "",
    "line",
    "line 0",
    "line 01",
    "line -1",
    "line 1.5",
    "line 99999999",
    "group",
    "group a b",
    "case a",
    "case a ",
    "whole x",
    "comment 1",
  ])("is nothing else: %j", (text) => {
    expect(parsePlace(text)).toBeUndefined();
  });
});

describe("a submission's places, for its author", () => {
  const source = "one\ntwo\n";
  const report = reportOf({
    groups: [
      groupOf("shown", true, {
        verdict: "wrong-answer",
        cases: [
          makeFailedCase("first"),
          makeFailedCase("counted", { input: null }),
          makeFailedCase("passes", { verdict: "accepted" }),
        ],
      }),
      groupOf("hidden", false, {
        verdict: "wrong-answer",
        cases: [makeFailedCase("secret")],
      }),
      groupOf("skipped", true, { verdict: "skipped", cases: [makeFailedCase("never")] }),
    ],
  });
  const find = (text: string, audience: "student" | "exam" = "student") =>
    findPlace(text, { source, report: redact(report, audience) });

  test("are the whole, its lines, its groups, and the failing tests that the report lists", () => {
    expect(find("whole")).toEqual({ title: null });
    expect(find("line 2")).toEqual({ title: null });
    expect(find("group shown")?.title?.en).toBe("shown");
    expect(find("case shown first")?.title?.en).toBe("shown · first");
    for (const place of [
      "line 3",
      "group none",
      "case shown none",
      "case shown counted",
      "case shown passes",
      "case skipped never",
    ])
      expect(find(place), place).toBeUndefined();
  });

  test.each(["student", "exam"] as const)(
    "include a hidden group, but none of its tests, for the audience %s",
    (audience) => {
      expect(find("group hidden", audience)?.title?.en).toBe("hidden");
      expect(find("case hidden secret", audience)).toBeUndefined();
    },
  );

  test("are the whole and its lines while there is no report, and if it did not compile", () => {
    const broken = { ...report, messages: [{ code: "load.threw" as const, params: {} }] };
    for (const one of [null, broken]) {
      expect(findPlace("line 1", { source, report: one })).toBeDefined();
      expect(findPlace("whole", { source, report: one })).toBeDefined();
      expect(findPlace("group shown", { source, report: one })).toBeUndefined();
    }
  });
});
