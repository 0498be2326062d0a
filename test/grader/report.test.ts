// Points, verdicts, and who may see what of a report.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Mismatch } from "../../grader/compare/mismatch.ts";
import {
  applyNeeds,
  type CaseReport,
  type CaseVerdict,
  type FailureKind,
  type GroupReport,
  decideVerdict,
  redact,
  type Report,
  REPORT_FORMAT,
  REPORT_VERSION,
  scoreGroup,
  sumPoints,
  type Verdict,
  removeUsage,
} from "../../grader/report.ts";

const words = (text: string) => ({ "zh-CN": text, en: text });

function group(id: string, parts: Partial<GroupReport> = {}): GroupReport {
  return {
    id,
    title: words(id),
    visible: true,
    points: 2,
    score: 2,
    verdict: "accepted",
    failure: null,
    passed: 3,
    total: 3,
    needs: [],
    cases: [],
    ...parts,
  };
}
const failed = (id: string, verdict: Verdict = "wrong-answer", parts: Partial<GroupReport> = {}) =>
  group(id, { verdict, failure: "value", score: 0, passed: 1, ...parts });

function report(groups: GroupReport[], parts: Partial<Report> = {}): Report {
  return {
    format: REPORT_FORMAT,
    version: REPORT_VERSION,
    verdict: decideVerdict(groups),
    score: sumPoints(groups.map(({ score }) => score)),
    maxScore: sumPoints(groups.map(({ points }) => points)),
    exercise: { pack: "p", id: "e", title: words("e") },
    messages: [],
    misconception: null,
    figure: null,
    groups,
    receipt: {
      submission: "s",
      exercise: "x",
      engine: "1",
      seed: 3,
      ...(groups.some(({ visible }) => !visible) && { hiddenSeed: 772_123_456 }),
    },
    usage: { cpuTimeMs: 1, cpuFactor: 1, wallTimeMs: 2, groups: {} },
    ...parts,
  };
}

describe("a group's points", () => {
  test("are all or nothing with scoring all", () => {
    expect(
      [0, 1, 9, 10].map((passed) => scoreGroup({ points: 5, scoring: "all" }, passed, 10)),
    ).toEqual([0, 0, 0, 5]);
  });

  test("are a share with scoring proportional, rounded down to hundredths", () => {
    expect(
      [0, 1, 2, 3].map((passed) => scoreGroup({ points: 5, scoring: "proportional" }, passed, 3)),
    ).toEqual([0, 1.66, 3.33, 5]);
  });

  test("are none where no case ran", () => {
    for (const scoring of ["all", "proportional"] as const)
      expect(scoreGroup({ points: 5, scoring }, 0, 0)).toBe(0);
  });

  test("lie between nothing and everything, grow with what passed, and are full only for all", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom("all" as const, "proportional" as const),
        fc.integer({ min: 1, max: 200 }),
        fc.nat(199),
        (hundredths, scoring, total, less) => {
          const manifest = { points: hundredths / 100, scoring };
          const passed = Math.max(0, total - 1 - less);
          const score = scoreGroup(manifest, passed, total);
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThan(manifest.points);
          expect(scoreGroup(manifest, passed + 1, total)).toBeGreaterThanOrEqual(score);
          expect(scoreGroup(manifest, total, total)).toBe(manifest.points);
          const share = scoring === "all" ? 0 : (manifest.points * passed) / total;
          expect(Math.abs(score - share)).toBeLessThan(0.01 + 1e-9);
        },
      ),
    );
  });

  test("add up without inventing digits", () => {
    expect(sumPoints([0.1, 0.2, 0.7])).toBe(1);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 50 }),
        (hundredths) => {
          expect(sumPoints(hundredths.map((n) => n / 100))).toBe(
            hundredths.reduce((a, b) => a + b, 0) / 100,
          );
        },
      ),
    );
  });
});

describe("needs", () => {
  const verdicts = (groups: GroupReport[]) => applyNeeds(groups).map(({ verdict }) => verdict);

  test("that passed change nothing", () => {
    const groups = [group("a"), group("b", { needs: ["a"] })];
    expect(applyNeeds(groups)).toEqual(groups);
  });

  test("that did not pass skip a group: no points, no verdict, nothing told of its cases", () => {
    const skipped = applyNeeds([
      failed("a"),
      group("b", { needs: ["a"], cases: [{ name: "case" } as CaseReport] }),
    ])[1];
    expect(skipped).toMatchObject({
      id: "b",
      points: 2,
      score: 0,
      verdict: "skipped",
      failure: null,
      passed: null,
      total: null,
      cases: [],
    });
  });

  test("go on along a chain, also where a skipped group would have passed", () => {
    expect(
      verdicts([
        failed("a"),
        group("b", { needs: ["a"] }),
        group("c", { needs: ["b"] }),
        group("d"),
        group("e", { needs: ["c", "d"] }),
        group("f", { needs: ["d"] }),
      ]),
    ).toEqual(["wrong-answer", "skipped", "skipped", "accepted", "skipped", "accepted"]);
  });

  test("must all have passed", () => {
    expect(verdicts([group("a"), failed("b"), group("c", { needs: ["a", "b"] })])).toEqual([
      "accepted",
      "wrong-answer",
      "skipped",
    ]);
  });

  test("never hide a judge error, and one does not count as passed", () => {
    expect(
      verdicts([
        failed("a"),
        failed("b", "judge-error", { needs: ["a"] }),
        group("c", { needs: ["b"] }),
      ]),
    ).toEqual(["wrong-answer", "judge-error", "skipped"]);
  });

  test("leave the reports that they are given as they are", () => {
    const groups = [failed("a"), group("b", { needs: ["a"] })];
    const before = structuredClone(groups);
    applyNeeds(groups);
    expect(groups).toEqual(before);
  });
});

describe("the verdict", () => {
  test("is that of the first group that did not pass", () => {
    expect(decideVerdict([group("a"), failed("b", "run-time-error"), failed("c")])).toBe(
      "run-time-error",
    );
    expect(decideVerdict([group("a"), failed("c"), failed("b", "time-limit-exceeded")])).toBe(
      "wrong-answer",
    );
  });

  test("is accepted where all passed, whatever was skipped", () => {
    expect(decideVerdict([group("a"), group("b")])).toBe("accepted");
    expect(decideVerdict(applyNeeds([failed("a"), group("b", { needs: ["a"] })]))).toBe(
      "wrong-answer",
    );
  });

  test("is a judge error wherever there is one", () => {
    expect(decideVerdict([failed("a"), failed("b", "judge-error")])).toBe("judge-error");
  });
});

describe("what is left for a reader", () => {
  /** Texts and numbers that stand nowhere else, so that finding one means that it leaked. */
  const SECRET = "sEcReT";
  const secretText = fc.stringMatching(/^[a-z]{1,8}$/).map((text) => SECRET + text);
  const secretNumber = fc.integer({ min: 770_000_000, max: 779_999_999 });
  const thrown = fc.record({ name: secretText, message: secretText, line: secretNumber });
  const mismatch: fc.Arbitrary<Mismatch> = fc.record({
    kind: fc.constant("value" as const),
    path: secretText,
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
  const secretCase: fc.Arbitrary<CaseReport> = fc.record({
    name: secretText,
    verdict: caseVerdict,
    input: secretText,
    expected: secretText,
    actual: secretText,
    mismatches: fc.array(mismatch, { maxLength: 2 }),
    mismatchCount: secretNumber,
    thrown,
    returned: fc.record({ name: secretText, kind: fc.constant("map" as const) }),
    console: secretText,
    hint: secretText.map(words),
    note: secretText.map(words),
    smallest: fc.record({
      input: secretText,
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
    .tuple(fc.constantFrom(group("shown"), failed("shown")), hidden, usage)
    .map(([shown, secret, times]) => report([shown, secret], { usage: times }));
  const audiences = fc.constantFrom("student" as const, "exam" as const);
  const shownText = (value: Report) => JSON.stringify(value);

  test("holds no name, value, text, count or time of a hidden case, for students and in exams", () => {
    fc.assert(
      fc.property(some, audiences, (whole, audience) => {
        expect(shownText(whole)).toContain(SECRET);
        const text = shownText(redact(whole, audience));
        expect(text).not.toContain(SECRET);
        expect(text).not.toMatch(/77\d{7}/);
      }),
    );
  });

  test("has of a hidden group that a limit was exceeded and its points for a student, and neither in an exam", () => {
    const whole = report([
      group("shown"),
      failed("hidden", "time-limit-exceeded", {
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

  test("names a visible group's limit, and of hidden groups one of three kinds, whichever of eleven it was", () => {
    expect(
      redact(
        report([
          failed("shown", "memory-limit-exceeded"),
          failed("hidden", "time-limit-exceeded", { visible: false }),
        ]),
        "student",
      ).verdict,
    ).toBe("memory-limit-exceeded");
    const seen = (verdict: Verdict, failure: FailureKind) =>
      JSON.stringify(
        redact(
          report([group("shown"), failed("hidden", verdict, { visible: false, failure })]),
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

  test("in an exam is the same whatever the hidden groups came to", () => {
    fc.assert(
      fc.property(hidden, hidden, usage, (one, other, times) => {
        for (const shown of [group("shown"), failed("shown")]) {
          expect(redact(report([shown, one], { usage: times }), "exam")).toEqual(
            redact(report([shown, other]), "exam"),
          );
        }
      }),
    );
  });

  test("is everything of the visible groups, and everything at all for the author", () => {
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

  test("is everything, times too, where nothing is hidden", () => {
    const whole = report([failed("shown")]);
    for (const audience of ["student", "exam"] as const)
      expect(redact(whole, audience)).toEqual(whole);
  });

  test("says in an exam that a program does not compile", () => {
    const broken = { verdict: "compile-error", failure: "compile-error", score: 0 } as const;
    expect(
      redact(
        report([group("shown", broken), group("hidden", { ...broken, visible: false })]),
        "exam",
      ).verdict,
    ).toBe("compile-error");
  });
});

test("two runs differ in their usage alone", () => {
  expect(removeUsage(report([group("a")]))).toEqual(report([group("a")], { usage: null }));
});
