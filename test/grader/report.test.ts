// Points and verdicts of a report.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { failGroup, makeGroup, makeReport } from "../support/make-report.ts";
import {
  applyNeeds,
  type CaseReport,
  type GroupReport,
  decideVerdict,
  scoreGroup,
  sumPoints,
  removeUsage,
} from "../../grader/report.ts";

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

  test("are 0 if no case ran", () => {
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
    const groups = [makeGroup("a"), makeGroup("b", { needs: ["a"] })];
    expect(applyNeeds(groups)).toEqual(groups);
  });

  test("that did not pass skip a group: no points, no verdict, nothing about its cases", () => {
    const skipped = applyNeeds([
      failGroup("a"),
      makeGroup("b", { needs: ["a"], cases: [{ name: "case" } as CaseReport] }),
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

  test("apply along a chain, even if a skipped group would have passed", () => {
    expect(
      verdicts([
        failGroup("a"),
        makeGroup("b", { needs: ["a"] }),
        makeGroup("c", { needs: ["b"] }),
        makeGroup("d"),
        makeGroup("e", { needs: ["c", "d"] }),
        makeGroup("f", { needs: ["d"] }),
      ]),
    ).toEqual(["wrong-answer", "skipped", "skipped", "accepted", "skipped", "accepted"]);
  });

  test("must all have passed", () => {
    expect(
      verdicts([makeGroup("a"), failGroup("b"), makeGroup("c", { needs: ["a", "b"] })]),
    ).toEqual(["accepted", "wrong-answer", "skipped"]);
  });

  test("never hide a judge error, and one does not count as passed", () => {
    expect(
      verdicts([
        failGroup("a"),
        failGroup("b", "judge-error", { needs: ["a"] }),
        makeGroup("c", { needs: ["b"] }),
      ]),
    ).toEqual(["wrong-answer", "judge-error", "skipped"]);
  });

  test("leave the reports that they are given as they are", () => {
    const groups = [failGroup("a"), makeGroup("b", { needs: ["a"] })];
    const before = structuredClone(groups);
    applyNeeds(groups);
    expect(groups).toEqual(before);
  });
});

describe("the verdict", () => {
  test("is that of the first group that did not pass", () => {
    expect(decideVerdict([makeGroup("a"), failGroup("b", "run-time-error"), failGroup("c")])).toBe(
      "run-time-error",
    );
    expect(
      decideVerdict([makeGroup("a"), failGroup("c"), failGroup("b", "time-limit-exceeded")]),
    ).toBe("wrong-answer");
  });

  test("is accepted if all others passed, whatever was skipped", () => {
    expect(decideVerdict([makeGroup("a"), makeGroup("b")])).toBe("accepted");
    expect(decideVerdict(applyNeeds([failGroup("a"), makeGroup("b", { needs: ["a"] })]))).toBe(
      "wrong-answer",
    );
  });

  test("is a judge error wherever there is one", () => {
    expect(decideVerdict([failGroup("a"), failGroup("b", "judge-error")])).toBe("judge-error");
  });
});

test("two runs differ in their usage only", () => {
  expect(removeUsage(makeReport([makeGroup("a")]))).toEqual(
    makeReport([makeGroup("a")], { usage: null }),
  );
});
