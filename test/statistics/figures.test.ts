// The figures, by hand-computed examples and by properties of any data.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GroupOutcome } from "../../src/db/submission-schema.ts";
import {
  countAttemptsToPass,
  MOST_TOLD,
  countTimeToPass,
} from "../../src/statistics/first-pass.ts";
import { describeGroups, computePointBiserial } from "../../src/statistics/group-figures.ts";
import { computeMedian } from "../../src/statistics/median.ts";
import { BANDS, distributeScores } from "../../src/statistics/score-distribution.ts";

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

describe("scores", () => {
  test("fall into tenths of the points, and full points into a separate band", () => {
    const { counts, mean, median, students } = distributeScores([0, 0.75, 1, 7, 9.75, 10, 10], 10);
    expect(counts).toEqual([2, 1, 0, 0, 0, 0, 0, 1, 0, 1, 2]);
    expect([students, mean, median]).toEqual([7, 5.5, 7]);
  });

  test("that are exactly a tenth are in the band that starts there, despite rounding", () => {
    for (const maxPoints of [0.3, 1, 3, 7, 10, 100]) {
      for (let tenth = 0; tenth < BANDS; tenth++)
        expect(
          distributeScores([(maxPoints * tenth) / 10], maxPoints).counts[tenth],
          `${tenth} tenths of ${maxPoints}`,
        ).toBe(1);
    }
  });

  test("of no one have no mean; more than all points, given by hand, count as all", () => {
    expect(distributeScores([], 10)).toEqual({
      counts: Array<number>(BANDS + 1).fill(0),
      students: 0,
      mean: null,
      median: null,
    });
    expect(distributeScores([12, -1], 10).counts).toEqual([
      1,
      ...Array<number>(BANDS - 1).fill(0),
      1,
    ]);
  });

  test("are each in one band", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 50, noNaN: true })),
        fc.double({ min: 0.01, max: 50, noNaN: true }),
        (points, maxPoints) => {
          expect(sum(distributeScores(points, maxPoints).counts)).toBe(points.length);
        },
      ),
    );
  });
});

test("a median is the middle value, or the mean of the two in the middle", () => {
  expect([
    computeMedian([]),
    computeMedian([5]),
    computeMedian([9, 1, 5]),
    computeMedian([4, 1, 3, 10]),
  ]).toEqual([null, 5, 5, 3.5]);
});

describe("the first pass", () => {
  const student = (graded: number, attempt: number | null, minutes = 0) => ({
    graded,
    firstAtMs: 1000,
    passed: attempt === null ? null : { attempt, atMs: 1000 + minutes * 60_000 },
  });

  test("counts attempts, those who never passed, and no one without a grading", () => {
    const figures = countAttemptsToPass([
      student(1, 1),
      student(4, 2),
      student(3, 3),
      student(40, 37),
      student(10, 10),
      student(2, null),
      student(0, null),
    ]);
    expect(figures).toEqual({
      counts: [1, 1, 1, 0, 0, 0, 0, 0, 0, 2],
      passed: 5,
      never: 1,
      median: 3,
    });
  });

  test("takes as long as from the first attempt; the first attempt itself takes none", () => {
    const { counts, passed, medianMs } = countTimeToPass([
      student(1, 1),
      student(2, 2, 10),
      student(2, 2, 11),
      student(9, 9, 24 * 60),
      student(2, 2, 3 * 24 * 60 + 1),
      student(3, null),
    ]);
    expect(counts).toEqual([1, 1, 1, 0, 1, 0, 1]);
    expect([passed, medianMs]).toEqual([5, ((11 + 24 * 60) / 2) * 60_000]);
  });

  test("each count in one place", () => {
    const any = fc.record({
      graded: fc.nat(30),
      firstAtMs: fc.nat(1e9),
      passed: fc.option(
        fc.record({ attempt: fc.integer({ min: 1, max: 30 }), atMs: fc.nat(1e10) }),
      ),
    });
    fc.assert(
      fc.property(fc.array(any), (students) => {
        const passed = students.filter((one) => one.passed !== null).length;
        const attempts = countAttemptsToPass(students);
        const time = countTimeToPass(students);
        expect([
          attempts.counts.length,
          sum(attempts.counts),
          attempts.passed,
          sum(time.counts),
          time.passed,
        ]).toEqual([MOST_TOLD, passed, passed, passed, passed]);
      }),
    );
  });
});

describe("discrimination", () => {
  // By Python 3's statistics.correlation, independent of the formula used here.
  test.each([
    [
      "positive",
      [1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0],
      [9, 7, 4, 8, 5, 6, 9, 3, 5, 6, 8, 2],
      0.7688517444384895,
    ],
    [
      "negative",
      [1, 0, 1, 1, 0, 0, 1, 0, 1, 1],
      [1, 9, 3, 2, 8, 7, 4, 6, 5, 0],
      -0.8528028654224417,
    ],
  ])("is a correlation: %s", (_, passes, scores, expected) => {
    expect(Math.abs(computePointBiserial(passes.map(Boolean), scores)! - expected)).toBeLessThan(
      1e-12,
    );
  });

  const GROUPS = [
    { id: "a", points: 2 },
    { id: "b", points: 3 },
    { id: "c", points: 5 },
  ];
  const outcome = (shares: number[]): GroupOutcome[] =>
    shares.map((share, i) => ({
      id: GROUPS[i]!.id,
      verdict: share === 1 ? "accepted" : "wrong-answer",
      share,
    }));
  const STUDENTS = [
    [1, 1, 1],
    [1, 1, 0.8],
    [1, 0, 0.4],
    [1, 1, 0.6],
    [0, 0, 0.2],
    [1, 1, 1],
    [0, 1, 0.4],
    [1, 0, 0.2],
    [1, 1, 1],
    [0, 0, 0],
    [1, 0, 1],
    [1, 1, 0.2],
  ];

  test("of a group is with the points of the other groups only", () => {
    // Python again: correlation of [r[g] == 1] with sum(points[k] * r[k] for k != g).
    const expected = [0.5248210056684358, 0.464363460212572, 0.3682298471593294];
    const figures = describeGroups(GROUPS, STUDENTS.map(outcome));
    expect(figures.map(({ id, passed, students }) => [id, passed, students])).toEqual([
      ["a", 9, 12],
      ["b", 7, 12],
      ["c", 4, 12],
    ]);
    for (const [i, { discrimination }] of figures.entries())
      expect(Math.abs(discrimination! - expected[i]!)).toBeLessThan(1e-12);
  });

  test("is undefined where it cannot be computed, and the reason is named", () => {
    const figures = (students: number[][], groups = GROUPS) =>
      describeGroups(groups, students.map(outcome)).map(({ discrimination, without }) => [
        discrimination === null,
        without,
      ]);
    expect(figures(STUDENTS.slice(0, 9))).toEqual(GROUPS.map(() => [true, "few"]));
    expect(figures([])).toEqual(GROUPS.map(() => [true, "few"]));
    expect(figures(STUDENTS, GROUPS.slice(0, 1))).toEqual([[true, "only"]]);
    // Everyone passes the first; its neighbours are still distinguished.
    expect(figures(STUDENTS.map(([, b, c]) => [1, b!, c!]))[0]).toEqual([true, "same"]);
    // Some pass, but do the same in everything else.
    expect(figures(STUDENTS.map((_, i) => [i % 2, 1, 0.1]))[0]).toEqual([true, "same"]);
  });

  test("counts a group that was skipped, or whose result is unknown, as not passed", () => {
    const skipped = STUDENTS.map((): GroupOutcome[] => [{ id: "a", verdict: "skipped", share: 0 }]);
    expect(
      describeGroups(GROUPS, skipped).map(({ passed, students }) => [passed, students]),
    ).toEqual(GROUPS.map(() => [0, 12]));
  });

  test("lies between -1 and 1, equals Pearson's formula, and does not depend on scale or order", () => {
    const pairs = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 100 })), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 50 }), (students, factor) => {
        const [passes, scores] = [
          students.map(([pass]) => pass),
          students.map(([, score]) => score),
        ];
        const r = computePointBiserial(passes, scores);
        const expected = pearson(passes.map(Number), scores);
        const other = computePointBiserial(
          passes.toReversed(),
          scores.toReversed().map((score) => score * factor + 3),
        );
        const isClose = (value: number | null) =>
          r === null || value === null
            ? r === value
            : Math.abs(r) <= 1 && Math.abs(r - value) < 1e-9;
        expect([isClose(Number.isFinite(expected) ? expected : null), isClose(other)]).toEqual([
          true,
          true,
        ]);
      }),
    );
  });
});

/** Straight from its definition; NaN where there is no variance. */
function pearson(x: number[], y: number[]): number {
  const n = x.length;
  const [sx, sy] = [sum(x), sum(y)];
  const sxy = sum(x.map((value, i) => value * y[i]!));
  const [sxx, syy] = [sum(x.map((value) => value ** 2)), sum(y.map((value) => value ** 2))];
  return (n * sxy - sx * sy) / (Math.sqrt(n * sxx - sx ** 2) * Math.sqrt(n * syy - sy ** 2));
}
