// From form input to rules and back; errors are shown at their field.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  findDifferingFields,
  type FormValues,
  NEW_VALUES,
  readValues,
  fillValues,
} from "../../../src/courses/assignment-pages/form-values.ts";
import { parseValues, type Settings } from "../../../src/courses/assignment-pages/parse-form.ts";
import { SOLUTION_RULES } from "../../../src/db/schema.ts";

const parse = (values: Partial<FormValues>, zone = "UTC") =>
  parseValues({ ...NEW_VALUES, ...values }, zone);
const listErrors = (values: Partial<FormValues>, zone?: string) => {
  const parsed = parse(values, zone);
  return parsed.ok
    ? {}
    : Object.fromEntries(
        Object.entries(parsed.errors).map(([name, { key }]) => [
          name,
          key.replace("assignment.error.", ""),
        ]),
      );
};

const decimal = (min: number, max: number) =>
  fc.integer({ min: min * 100, max: max * 100 }).map((value) => value / 100);
const aRule = fc
  .record({
    opensAtMs: fc.option(fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2025, 0) }), {
      nil: null,
    }),
    dueAtMs: fc.integer({ min: Date.UTC(2025, 0, 2), max: Date.UTC(2040, 0) }),
    graceMinutes: fc.integer({ min: 0, max: 1440 }),
    lateUntilMs: fc.option(fc.integer({ min: Date.UTC(2040, 0, 2), max: Date.UTC(2045, 0) }), {
      nil: null,
    }),
    freeCompileErrors: fc.boolean(),
    late: fc.oneof(
      fc.constant({ kind: "refused" as const }),
      fc.constant({ kind: "free" as const }),
      fc.record({
        kind: fc.constant("deduction" as const),
        percent: decimal(0.01, 100),
        per: fc.constantFrom("hour" as const, "day" as const),
        floorPercent: decimal(0, 100),
      }),
    ),
    attempts: fc.oneof(
      fc.constant({ kind: "unlimited" as const }),
      fc.record({
        kind: fc.constant("limited" as const),
        count: fc.integer({ min: 1, max: 1000 }),
      }),
      fc.record({
        kind: fc.constant("spaced" as const),
        minutes: fc.integer({ min: 1, max: 10_080 }),
      }),
      fc.record({
        kind: fc.constant("worth" as const),
        points: fc
          .array(decimal(0.01, 1000), { minLength: 1, maxLength: 8 })
          .map((points) => points.toSorted((a, b) => b - a)),
      }),
    ),
    counts: fc.constantFrom("best" as const, "last" as const),
  })
  .map((rules) => (rules.late.kind === "refused" ? { ...rules, lateUntilMs: null } : rules));
const isWhole = ({ isExam, rules }: Settings) =>
  !isExam ||
  (rules.opensAtMs !== null && (rules.late.kind === "refused" || rules.lateUntilMs !== null));
const someSettings: fc.Arbitrary<Settings> = fc
  .record({
    title: fc.constantFrom(null, "Week 3"),
    rules: aRule,
    points: decimal(0.01, 10_000),
    weight: decimal(0, 1000),
    isExam: fc.boolean(),
    solutions: fc.constantFrom(...SOLUTION_RULES),
    hints: fc.oneof(
      fc.constant({ kind: "on" as const }),
      fc.record({
        kind: fc.constant("afterAttempts" as const),
        count: fc.integer({ min: 1, max: 100 }),
      }),
      fc.constant({ kind: "off" as const }),
    ),
    mayAskReference: fc.boolean(),
    announcement: fc.constantFrom("", "明天在 3 号楼答疑"),
  })
  .filter(isWhole);

describe("the form of an assignment", () => {
  test("shows everything that is stored, in any zone", () => {
    fc.assert(
      fc.property(
        someSettings,
        fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe"),
        (settings, zone) => {
          expect(parseValues(fillValues(settings, zone), zone, { examDays: 10_000 })).toEqual({
            ok: true,
            settings,
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  test("starts with valid values", () => {
    expect(parse({})).toMatchObject({
      ok: true,
      settings: { points: 100, weight: 1, rules: { dueAtMs: null, late: { kind: "refused" } } },
    });
  });

  test("accepts an exam of seven days, even if clocks go back in between, or of as many as the site allows", () => {
    const exam = { isExam: "yes", opensAt: "2026-10-28T09:00", dueAt: "2026-11-04T09:00" };
    expect(parse(exam, "America/New_York").ok).toBe(true);
    const longer = { ...NEW_VALUES, ...exam, dueAt: "2026-11-11T09:00" };
    expect([
      parseValues(longer, "UTC").ok,
      parseValues(longer, "UTC", { examDays: 14 }).ok,
    ]).toEqual([false, true]);
  });

  test("reads times in the course's zone", () => {
    expect(parse({ dueAt: "2026-12-01T23:59" }, "Asia/Shanghai")).toMatchObject({
      settings: { rules: { dueAtMs: Date.UTC(2026, 11, 1, 15, 59) } },
    });
  });

  test.each<[Partial<FormValues>, Record<string, string>]>([
    [{ opensAt: "2026-12-02T00:00", dueAt: "2026-12-01T00:00" }, { dueAt: "dueBeforeOpens" }],
    [{ opensAt: "2026-12-01T00:00", dueAt: "2026-12-01T00:00" }, { dueAt: "dueBeforeOpens" }],
    [
      { opensAt: "soon", dueAt: "2026-02-30T10:00" },
      { opensAt: "date", dueAt: "date" },
    ],
    [{ weight: "-1" }, { weight: "range" }],
    [{ weight: "1000000" }, { weight: "range" }],
    [{ points: "0" }, { points: "above" }],
    [{ points: "lots" }, { points: "number" }],
    [{ points: "1e5" }, { points: "number" }],
    [{ points: "" }, { points: "number" }],
    [
      { weight: "NaN", points: "Infinity" },
      { weight: "number", points: "number" },
    ],
    [{ graceMinutes: "2.5" }, { graceMinutes: "whole" }],
    [{ late: "deduction", latePercent: "0" }, { latePercent: "above" }],
    [
      { late: "deduction", latePercent: "101", lateFloor: "-3" },
      { latePercent: "above", lateFloor: "range" },
    ],
    [{ attempts: "worth", attemptPoints: "10, 7, 8" }, { attemptPoints: "listRises" }],
    [{ attempts: "worth", attemptPoints: "10, seven" }, { attemptPoints: "listNumber" }],
    [{ attempts: "worth", attemptPoints: "10, 0" }, { attemptPoints: "listNumber" }],
    [{ attempts: "worth", attemptPoints: " , " }, { attemptPoints: "list" }],
    [{ attempts: "limited", attemptCount: "0" }, { attemptCount: "range" }],
    [{ isExam: "yes" }, { dueAt: "examNeedsDue", opensAt: "examNeedsOpening" }],
    [
      { isExam: "yes", dueAt: "2026-12-01T00:00", late: "free" },
      { lateUntil: "examNeedsLastDay", opensAt: "examNeedsOpening" },
    ],
    [
      { isExam: "yes", opensAt: "2026-12-01T00:00", dueAt: "2026-12-08T02:00" },
      { dueAt: "examTooLong" },
    ],
    [
      {
        isExam: "yes",
        opensAt: "2026-12-01T00:00",
        dueAt: "2026-12-02T00:00",
        late: "free",
        lateUntil: "2026-12-20T00:00",
      },
      { lateUntil: "examTooLong" },
    ],
    [{ late: "free", lateUntil: "2026-12-01T00:00" }, { lateUntil: "lastDayNeedsDue" }],
    [
      { late: "free", dueAt: "2026-12-01T00:00", lateUntil: "2026-12-01T00:00" },
      { lateUntil: "lastDayBeforeDue" },
    ],
    [
      { late: "deduction", dueAt: "2026-12-01T00:00", lateUntil: "tomorrow" },
      { lateUntil: "date" },
    ],
    [{ solutions: "afterDue" }, { solutions: "solutionsNeedDue" }],
    [{ hints: "afterAttempts", hintAttempts: "0" }, { hintAttempts: "range" }],
    [{ hints: "afterAttempts", hintAttempts: "101" }, { hintAttempts: "range" }],
    [{ hints: "afterAttempts", hintAttempts: "2.5" }, { hintAttempts: "whole" }],
    [{ hints: "afterAttempts", hintAttempts: "" }, { hintAttempts: "number" }],
    [
      { title: "x".repeat(121), announcement: "x".repeat(501) },
      { title: "tooLong", announcement: "tooLong" },
    ],
    // What none of our pages sends.
    [{ late: "forgiven" }, { late: "choice" }],
    [{ attempts: "" }, { attempts: "choice" }],
    [{ counts: "worst" }, { counts: "choice" }],
    [{ solutions: "always" }, { solutions: "choice" }],
    [{ hints: "later" }, { hints: "choice" }],
  ])("%j: %j", (values, errors) => {
    expect(listErrors(values)).toEqual(errors);
  });

  test("reports times that clock changes skip or repeat", () => {
    expect(parse({ dueAt: "2026-03-29T02:30" }, "Europe/Berlin")).toMatchObject({
      errors: { dueAt: { key: "assignment.error.skipped", params: { next: "2026-03-29 03:00" } } },
    });
    expect(listErrors({ dueAt: "2026-10-25T02:30" }, "Europe/Berlin")).toEqual({
      dueAt: "ambiguous",
    });
    expect(parse({ dueAt: "2026-10-25T02:30", dueFold: "later" }, "Europe/Berlin")).toMatchObject({
      settings: { rules: { dueAtMs: Date.UTC(2026, 9, 25, 1, 30) } },
    });
  });

  test("ignores fields that depend on another choice", () => {
    expect(
      parse({ dueAt: "2026-12-02T00:00", late: "refused", lateUntil: "2026-12-01T00:00" }),
    ).toMatchObject({ ok: true, settings: { rules: { lateUntilMs: null } } });
    expect(
      listErrors({
        latePercent: "x",
        lateFloor: "x",
        attemptCount: "x",
        attemptMinutes: "x",
        attemptPoints: "x",
      }),
    ).toEqual({});
  });

  test("accepts what a Chinese keyboard types", () => {
    const values = readValues({
      ...NEW_VALUES,
      attempts: "worth",
      attemptPoints: "１０，７、５",
      points: " ２０ ",
    });
    expect(parseValues(values, "UTC")).toMatchObject({
      ok: true,
      settings: { points: 20, rules: { attempts: { points: [10, 7, 5] } } },
    });
  });

  test("differs from another only if its values differ", () => {
    expect(
      findDifferingFields({ ...NEW_VALUES, latePercent: "5", points: "90" }, NEW_VALUES),
    ).toEqual(["points"]);
    expect(
      findDifferingFields({ ...NEW_VALUES, late: "deduction", latePercent: "5" }, NEW_VALUES),
    ).toEqual(["late", "latePercent"]);
  });
});
