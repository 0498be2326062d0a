// Who is on the list, and for which reason; and that attempts may be digested in any portions.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addAttempts,
  type AttemptDigest,
  type AttemptRow,
  rankMisconceptions,
  newDigest,
  type StudentProgress,
} from "../../src/statistics/digest.ts";
import {
  findNeedy,
  type HelpQuery,
  SOON_MS,
  type Student,
} from "../../src/statistics/needs-help.ts";

const MINUTE_MS = 60_000;
const NOW = 1_000_000_000_000;
let made = 0;
const attempt = (fields: Partial<AttemptRow> = {}): AttemptRow => ({
  id: `s${(made += 1)}`,
  userId: "ann",
  submittedAtMs: NOW - 1000,
  verdict: "wrong-answer",
  share: 0.5,
  misconception: null,
  failedGroup: null,
  ...fields,
});

function progressOf(...attempts: Partial<AttemptRow>[]): StudentProgress {
  const digest = newDigest();
  addAttempts(digest, attempts.map(attempt));
  return digest.students.get("ann")!;
}

const reasonsOf = (student: Partial<Student>, options: Partial<HelpQuery> = {}) =>
  findNeedy([{ userId: "ann", progress: undefined, dueAtMs: null, isSettled: false, ...student }], {
    nowMs: NOW,
    rules: { graceMinutes: 0 },
    isOpen: true,
    ...options,
  }).flatMap(({ reasons }) => reasons);

describe("a stuck student", () => {
  test("after five attempts of which the last four were no better", () => {
    const same = [{ share: 0.4 }, { share: 0.4 }, { share: 0.2 }, { share: 0.4 }];
    expect(reasonsOf({ progress: progressOf(...same) })).toEqual([]);
    expect(reasonsOf({ progress: progressOf(...same, { share: 0.1 }) })).toEqual([
      { kind: "noProgress", attempts: 5, since: 4, share: 0.4 },
    ]);
    expect(reasonsOf({ progress: progressOf(...same, { share: 0.5 }) })).toEqual([]);
  });

  test("whose last three attempts show one mistake, or end in one group; the mistake takes precedence", () => {
    const repeated = (fields: Partial<AttemptRow>) =>
      reasonsOf({
        progress: progressOf(
          { share: 0.1 },
          { share: 0.2, ...fields },
          { share: 0.3, ...fields },
          { share: 0.4, ...fields },
        ),
      });
    expect(repeated({ failedGroup: "hidden" })).toEqual([
      { kind: "sameGroup", group: "hidden", count: 3 },
    ]);
    expect(repeated({ failedGroup: "hidden", misconception: "off-by-one" })).toEqual([
      { kind: "sameMisconception", misconception: "off-by-one", count: 3 },
    ]);
    expect(
      reasonsOf({
        progress: progressOf({ failedGroup: "a" }, { failedGroup: "b" }, { failedGroup: "b" }),
      }),
    ).toEqual([]);
    expect(reasonsOf({ progress: progressOf({ failedGroup: "a" }, { failedGroup: "a" }) })).toEqual(
      [],
    );
  });

  test("but no one who has passed, whatever came before or after", () => {
    const wrong = Array.from({ length: 9 }, () => ({ failedGroup: "a", misconception: "m" }));
    expect(
      reasonsOf({
        progress: progressOf(...wrong, { verdict: "accepted", share: 1 }, ...wrong),
        dueAtMs: NOW - 1,
      }),
    ).toEqual([]);
  });
});

describe("a deadline that is near", () => {
  test("applies to students who have sent nothing and have two days or less", () => {
    expect(reasonsOf({ dueAtMs: NOW + SOON_MS })).toEqual([
      { kind: "dueSoon", dueAtMs: NOW + SOON_MS },
    ]);
    expect(reasonsOf({ dueAtMs: NOW + SOON_MS + 1 })).toEqual([]);
    expect(reasonsOf({ dueAtMs: NOW + 1, progress: progressOf({}) })).toEqual([]);
  });

  test("and is over after the due time, without an attempt or without one that passed", () => {
    expect(reasonsOf({ dueAtMs: NOW - 1 })).toEqual([{ kind: "nothingSent", dueAtMs: NOW - 1 }]);
    expect(reasonsOf({ dueAtMs: NOW - 1, progress: progressOf({}, {}) })).toEqual([
      { kind: "notPassed", attempts: 2 },
    ]);
    // It may still pass; and an internal error is not blamed on anyone.
    expect(
      reasonsOf({ dueAtMs: NOW - 1, progress: progressOf({}, { verdict: null, share: null }) }),
    ).toEqual([]);
    expect(
      reasonsOf({ dueAtMs: NOW - 1, progress: progressOf({ verdict: "judge-error", share: 0 }) }),
    ).toEqual([]);
  });

  test("but not within the grace period, when work still counts as on time", () => {
    const [rules, dueAtMs] = [{ graceMinutes: 10 }, NOW - 10 * MINUTE_MS];
    expect(reasonsOf({ dueAtMs, progress: progressOf({}) }, { rules })).toEqual([]);
    expect(reasonsOf({ dueAtMs }, { rules })).toEqual([{ kind: "dueSoon", dueAtMs }]);
    expect(reasonsOf({ dueAtMs }, { rules, nowMs: NOW + 1 })).toEqual([
      { kind: "nothingSent", dueAtMs },
    ]);
  });

  test("but not for those whose score staff have set, nor if submissions are closed, nor without a due time", () => {
    expect(reasonsOf({ dueAtMs: NOW - 1, isSettled: true })).toEqual([]);
    expect(reasonsOf({ dueAtMs: NOW - 1 }, { isOpen: false })).toEqual([]);
    expect(reasonsOf({})).toEqual([]);
  });
});

test("those with the most reasons come first, then those with the most attempts", () => {
  const stuck = progressOf(...Array.from({ length: 5 }, () => ({ failedGroup: "a" })));
  const some = [
    { userId: "silent", progress: undefined },
    { userId: "few", progress: progressOf({}, {}, {}) },
    { userId: "stuck", progress: stuck },
  ].map((one) => ({ ...one, dueAtMs: NOW - 1, isSettled: false }));
  expect(
    findNeedy(some, { nowMs: NOW, rules: { graceMinutes: 0 }, isOpen: true }).map(
      ({ userId, reasons }) => [userId, reasons.length],
    ),
  ).toEqual([
    ["stuck", 3],
    ["few", 1],
    ["silent", 1],
  ]);
});

describe("a digest", () => {
  test("contains the result of each student's attempts; an internal error counts as sent and no more", () => {
    const progress = progressOf(
      { id: "a", verdict: "judge-error", share: 0, submittedAtMs: 1 },
      { id: "b", share: 0.2, submittedAtMs: 2 },
      { id: "c", verdict: "accepted", share: 1, submittedAtMs: 3 },
      { id: "d", verdict: "accepted", share: 1, submittedAtMs: 4 },
      { id: "e", verdict: null, share: null, submittedAtMs: 5 },
    );
    expect(progress).toMatchObject({
      sent: 5,
      graded: 3,
      waiting: 1,
      firstAtMs: 2,
      passed: { attempt: 2, atMs: 3 },
      best: { id: "c", attempt: 2, share: 1 },
      lastId: "e",
    });
    expect(progress.last.map(({ id }) => id)).toEqual(["b", "c", "d"]);
  });

  test("counts a mistake once for a student, and each time as an attempt; the most common come first", () => {
    const digest = newDigest();
    addAttempts(
      digest,
      [
        { misconception: "m" },
        { misconception: "m" },
        { misconception: "n" },
        { userId: "bob", misconception: "n" },
        { userId: "bob", misconception: "n", verdict: "judge-error" as const },
      ].map(attempt),
    );
    expect(rankMisconceptions(digest)).toEqual([
      { id: "n", attempts: 2, students: 2 },
      { id: "m", attempts: 2, students: 1 },
    ]);
  });

  test("is the same in whatever portions the attempts arrive", () => {
    const row = fc.record({
      submittedAtMs: fc.nat(1e8),
      verdict: fc.constantFrom("accepted", "wrong-answer", "judge-error", null),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      misconception: fc.constantFrom(null, "m", "n"),
      failedGroup: fc.constantFrom(null, "a", "b"),
    });
    const rows = fc
      .array(fc.tuple(fc.constantFrom("ann", "bob", "eve"), row), { maxLength: 60 })
      .map((found) =>
        found
          .toSorted(([a], [b]) => Number(a > b) - Number(a < b))
          .map(([userId, fields], i): AttemptRow => ({ id: String(i), userId, ...fields })),
      );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 9 }), (all, portion) => {
        const [whole, pieces]: AttemptDigest[] = [newDigest(), newDigest()];
        addAttempts(whole!, all);
        for (let i = 0; i < all.length; i += portion)
          addAttempts(pieces!, all.slice(i, i + portion));
        expect(pieces).toEqual(whole);
        expect([...whole!.students.values()].reduce((sum, { sent }) => sum + sent, 0)).toBe(
          all.length,
        );
      }),
    );
  });
});
