// What each reader may see of a report.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failGroup, makeGroup, makeReport, words } from "../support/make-report.ts";
import type { Mismatch } from "../../grader/compare/mismatch.ts";
import { redact } from "../../grader/redact.ts";
import {
  type CaseReport,
  type CaseVerdict,
  type FailureKind,
  type GroupReport,
  type Report,
  type Verdict,
} from "../../grader/report.ts";

describe("a redacted report", () => {
  /** Texts and numbers that appear nowhere else, so that finding one means that it leaked. */
  const SECRET = "sEcReT";
  const secretText = fc.stringMatching(/^[a-z]{1,8}$/).map((text) => SECRET + text);
  const secretNumber = fc.integer({ min: 770_000_000, max: 779_999_999 });
  const thrown = fc.record({ name: secretText, message: secretText, line: secretNumber });
  const mismatch: fc.Arbitrary<Mismatch> = fc.record({
    kind: fc.constant("value" as const),
    path: secretText,
    name: secretText,
    expected: secretText,
    actual: secretText,
    error: secretNumber,
    timesTolerance: secretNumber,
    note: fc.constant("transposed" as const),
  });
  const caseVerdict = fc.constantFrom<CaseVerdict>(
    "accepted",
    "wrong-answer",
    "run-time-error",
    "not-run",
  );
  const code = fc.record({ whole: secretText, folded: secretText });
  const call = fc.record({
    name: secretText,
    code,
    result: code,
    wrongForm: fc.record({
      wanted: fc.constant("object" as const),
      fields: fc.array(secretText, { maxLength: 1 }),
      returned: fc.constant("array" as const),
    }),
    given: fc.array(fc.record({ name: secretText, text: secretText.map(words) }), { maxLength: 1 }),
  });
  const data = fc.record({
    input: secretText,
    expected: secretText,
    tolerance: fc.constant({ rtol: 0, atol: 0, fields: {} }),
  });
  const secretCase: fc.Arbitrary<CaseReport> = fc.record({
    name: secretText,
    title: secretText.map(words),
    verdict: caseVerdict,
    computedBy: secretText,
    input: secretText,
    isConverted: fc.boolean(),
    data,
    call,
    unstable: fc.record({ path: secretText, first: secretText, second: secretText }),
    expected: secretText,
    actual: secretText,
    mismatches: fc.array(mismatch, { maxLength: 2 }),
    mismatchCount: secretNumber,
    thrown,
    returned: fc.record({ name: secretText, kind: fc.constant("map" as const) }),
    console: secretText,
    hint: secretText.map(words),
    note: secretText.map(words),
    pattern: fc.record({
      code: fc.constant("times" as const),
      field: secretText,
      params: fc.record({ factor: secretText }),
    }),
    smallest: fc.record({
      input: secretText,
      data,
      call,
      steps: secretNumber,
      verdict: caseVerdict,
      mismatches: fc.array(mismatch, { maxLength: 1 }),
      thrown,
    }),
  });
  const failure = fc.constantFrom<FailureKind>("shape", "not-finite", "time-limit-exceeded");
  const hidden: fc.Arbitrary<GroupReport> = fc.record({
    id: fc.constant("hidden"),
    title: fc.constant(words("Hidden")),
    visible: fc.constant(false),
    points: fc.constant(4),
    score: fc.constantFrom(0, 1.37, 4),
    verdict: fc.constantFrom<Verdict>(
      "accepted",
      "wrong-answer",
      "time-limit-exceeded",
      "memory-limit-exceeded",
      "run-time-error",
    ),
    failure,
    passed: secretNumber,
    total: secretNumber,
    largestError: secretNumber,
    needs: fc.constant([]),
    cases: fc.array(secretCase, { minLength: 1, maxLength: 3 }),
  });
  const usage = fc.record({
    cpuTimeMs: secretNumber,
    cpuFactor: fc.constantFrom(0.5, 1, 8),
    wallTimeMs: secretNumber,
    groups: fc.record({ hidden: fc.record({ cpuTimeMs: secretNumber }) }),
  });
  const some = fc
    .tuple(fc.constantFrom(makeGroup("shown"), failGroup("shown")), hidden, usage)
    .map(([shown, secret, times]) => makeReport([shown, secret], { usage: times }));
  const audiences = fc.constantFrom("student" as const, "exam" as const);
  const shownText = (value: Report) => JSON.stringify(value);

  test("contains no name, value, text, count or time of a hidden case, for students and in exams", () => {
    fc.assert(
      fc.property(some, audiences, (whole, audience) => {
        expect(shownText(whole)).toContain(SECRET);
        const text = shownText(redact(whole, audience));
        expect(text).not.toContain(SECRET);
        expect(text).not.toMatch(/77\d{7}/);
      }),
    );
  });

  test("shows a student that a hidden group exceeded a limit, with its points, and in exams neither", () => {
    const whole = makeReport([
      makeGroup("shown"),
      failGroup("hidden", "time-limit-exceeded", {
        visible: false,
        failure: "time-limit-exceeded",
        score: 1.37,
      }),
    ]);
    expect(redact(whole, "student")).toMatchObject({
      verdict: "limit-exceeded",
      score: 3.37,
      maxScore: 4,
      groups: [
        {},
        {
          verdict: "limit-exceeded",
          failure: "limit-exceeded",
          score: 1.37,
          passed: null,
          total: null,
        },
      ],
    });
    expect(redact(whole, "exam")).toMatchObject({
      verdict: "accepted",
      score: 2,
      maxScore: 2,
      groups: [{}, { verdict: "skipped", failure: null, score: 0, passed: null, total: null }],
    });
  });

  test("names a visible group's limit, and one of three kinds for hidden groups, whichever of eleven it was", () => {
    expect(
      redact(
        makeReport([
          failGroup("shown", "memory-limit-exceeded"),
          failGroup("hidden", "time-limit-exceeded", { visible: false }),
        ]),
        "student",
      ).verdict,
    ).toBe("memory-limit-exceeded");
    const seen = (verdict: Verdict, failure: FailureKind) =>
      JSON.stringify(
        redact(
          makeReport([
            makeGroup("shown"),
            failGroup("hidden", verdict, { visible: false, failure }),
          ]),
          "student",
        ),
      );
    const mismatches = ["value", "shape", "type", "missing", "extra", "not-finite"] as const;
    const limits = [
      "time-limit-exceeded",
      "memory-limit-exceeded",
      "output-limit-exceeded",
    ] as const;
    const kinds = [
      mismatches.map((kind) => seen("wrong-answer", kind)),
      limits.map((kind) => seen(kind, kind)),
      [seen("run-time-error", "run-time-error")],
    ];
    for (const same of kinds) expect(new Set(same).size).toBe(1);
    expect(new Set(kinds.flat()).size).toBe(3);
  });

  test("in an exam is the same for any result of the hidden groups", () => {
    fc.assert(
      fc.property(hidden, hidden, usage, (one, other, times) => {
        for (const shown of [makeGroup("shown"), failGroup("shown")]) {
          expect(redact(makeReport([shown, one], { usage: times }), "exam")).toEqual(
            redact(makeReport([shown, other]), "exam"),
          );
        }
      }),
    );
  });

  test("contains everything of the visible groups, and is complete for the author", () => {
    fc.assert(
      fc.property(some, audiences, (whole, audience) => {
        const before = structuredClone(whole);
        expect(redact(whole, "author")).toEqual(before);
        const seen = redact(whole, audience);
        expect(seen.groups[0]).toEqual(before.groups[0]);
        const { hiddenSeed, ...receipt } = before.receipt;
        expect(hiddenSeed).toBe(whole.receipt.hiddenSeed);
        expect(seen.receipt).toEqual(receipt);
        expect(redact(seen, audience)).toEqual(seen);
        expect(whole).toEqual(before);
      }),
    );
  });

  test("is complete, with times, if nothing is hidden", () => {
    const whole = makeReport([failGroup("shown")]);
    for (const audience of ["student", "exam"] as const)
      expect(redact(whole, audience)).toEqual(whole);
  });

  test("says in an exam that a program does not compile", () => {
    const broken = { verdict: "compile-error", failure: "compile-error", score: 0 } as const;
    expect(
      redact(
        makeReport([
          makeGroup("shown", broken),
          makeGroup("hidden", { ...broken, visible: false }),
        ]),
        "exam",
      ).verdict,
    ).toBe("compile-error");
  });
});
