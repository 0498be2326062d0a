// What wrong numbers have in common. Properties: a pattern that was applied is found; random
// numbers show none; a case that contradicts a pattern removes it.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXACT, type Tolerance } from "../../../grader/compare/tolerance.ts";
import { readWrongCase } from "../../../grader/patterns/align-numbers.ts";
import { findPattern } from "../../../grader/patterns/find-pattern.ts";
import type { Value } from "../../../grader/isolate/codec.ts";

const CLOSE: Tolerance = { rtol: 1e-10, atol: 1e-12, fields: {} };

interface Case {
  input?: Value;
  expected: Value;
  actual: Value;
}

const find = (cases: Case[], tolerance = CLOSE) =>
  findPattern(
    cases.map(({ input = null, expected, actual }) =>
      readWrongCase(input, expected, actual, tolerance),
    ),
  );
const code = (...cases: Case[]) => find(cases)?.code;
const map = (list: number[], change: (value: number, i: number) => number): Case => ({
  expected: list,
  actual: list.map(change),
});

/** Numbers that differ clearly from each other, from 0 and from 1. */
const numbers = fc
  .uniqueArray(fc.integer({ min: 2, max: 400 }), { minLength: 4, maxLength: 12 })
  .map((list) => list.map((value) => value + 0.37));

describe("multiples", () => {
  test("a simple multiple is named", () => {
    expect(find([map([1.5, 2.5, 7], (v) => v * 2)])).toEqual({
      code: "times",
      field: "",
      params: { factor: "2" },
    });
    expect(find([map([1.5, 2.5, 7], (v) => (v * 3) / 4)])?.params).toEqual({ factor: "3/4" });
  });

  test("any other one is shown as a number", () => {
    expect(find([map([1.5, 2.5, 7], (v) => v * 0.7231)])).toMatchObject({
      code: "times-about",
      params: { factor: "0.7231" },
    });
  });

  test("close to a simple one is not that one", () => {
    expect(code(map([1.5, 2.5, 7], (v) => v * 2.000001))).toBeUndefined();
  });

  test("a length of the input explains a multiple that differs between cases", () => {
    const sum = (input: number[]): Case => ({
      input: { y: input },
      ...map([1.5, 2.5, 7], (v) => v * input.length),
    });
    expect(find([sum([1, 2, 3]), sum([1, 2, 3, 4, 5])])).toEqual({
      code: "times-n",
      field: "",
      params: { factor: "n", n: 3 },
    });
  });

  test("n/(n - 1) only with the case's own n", () => {
    const biased = (n: number, factor: number): Case => ({
      input: { y: Array.from({ length: n }, () => 1) },
      ...map([1.5, 2.5, 7], (v) => v * factor),
    });
    expect(find([biased(14, 14 / 13)])?.params).toEqual({ factor: "n/(n - 1)", n: 14 });
    expect(find([biased(14, 14 / 13), biased(20, 14 / 13)])?.code).not.toBe("times-n");
  });

  test("the sign, a percentage and the base of a logarithm have names of their own", () => {
    expect(code(map([1.5, -2.5, 7], (v) => -v))).toBe("sign");
    expect(code(map([0.5, 0.25, 0.1], (v) => v * 100))).toBe("percent");
    expect(code(map([50, 25, 10], (v) => v / 100))).toBe("share");
    expect(find([map([2, 3, 5], (v) => v / Math.LN2)])?.params).toEqual({
      used: "2",
      instead: "e",
    });
    expect(code(map([5, 25, 10], (v) => v * 100))).toBe("times-about");
  });

  test("any multiple is found, in all numbers or in one field", () => {
    const factor = fc.constantFrom(2, 3, 1 / 2, 5 / 4, 0.123, 17.7);
    fc.assert(
      fc.property(numbers, factor, (list, k) => {
        const { expected, actual } = map(list, (v) => v * k);
        expect(code({ expected, actual })).toMatch(/^times/);
        const found = find([{ expected: { a: expected, b: [1] }, actual: { a: actual, b: [1] } }]);
        expect(found).toMatchObject({ field: "a" });
      }),
    );
  });
});

describe("shifts", () => {
  test("the same amount too large or too small", () => {
    expect(find([map([1.5, 2.5, 7], (v) => v + 1)])?.params).toEqual({ by: "1", side: "large" });
    expect(find([map([1.5, 2.5, 7], (v) => v - 0.25)])?.params).toEqual({
      by: "0.25",
      side: "small",
    });
  });

  test("any amount is found", () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(-3, -0.5, 0.1, 8), (list, by) => {
        expect(code(map(list, (v) => v + by))).toBe("shift");
      }),
    );
  });

  test("equal numbers show neither a multiple nor a shift", () => {
    expect(code(map([2, 2, 2], () => 4))).toBeUndefined();
  });
});

describe("lists", () => {
  const list = [3, 1, 4, 1.5, 9];

  test("one element too many or too few", () => {
    expect(code({ expected: list, actual: [7, ...list] })).toBe("one-too-many-start");
    expect(code({ expected: list, actual: [...list, 7] })).toBe("one-too-many-end");
    expect(code({ expected: list, actual: list.slice(1) })).toBe("one-too-few-start");
    expect(code({ expected: list, actual: list.slice(0, -1) })).toBe("one-too-few-end");
  });

  test("all wrong fields must show it", () => {
    const short = list.slice(1);
    expect(code({ expected: { a: list, b: list }, actual: { a: short, b: short } })).toBe(
      "one-too-few-start",
    );
    expect(
      code({ expected: { a: list, b: list }, actual: { a: short, b: [1, 2] } }),
    ).toBeUndefined();
    expect(find([{ expected: { a: list, b: list }, actual: { a: list, b: short } }])?.field).toBe(
      "b",
    );
  });

  test("one place too early or too late", () => {
    expect(code({ expected: list, actual: [...list.slice(1), 0] })).toBe("index-ahead");
    expect(code({ expected: list, actual: [0, ...list.slice(0, -1)] })).toBe("index-behind");
  });

  test("rows of a matrix too", () => {
    const rows = [
      [1, 2],
      [3, 4],
      [5, 6],
    ];
    expect(code({ expected: rows, actual: rows.slice(1) })).toBe("one-too-few-start");
  });

  test("a list of few or equal numbers shows nothing", () => {
    expect(code({ expected: [1, 2], actual: [2] })).toBeUndefined();
    expect(code({ expected: [0, 0, 0, 0, 0], actual: [0, 0, 0, 0] })).toBeUndefined();
  });
});

describe("sums", () => {
  const expected = [
    [0.5, 0.5],
    [0.25, 0.75],
  ];

  test("rows that do not add up to 1", () => {
    const actual = [
      [0.2, 0.3],
      [0.1, 0.7],
    ];
    expect(find([{ expected, actual }])).toEqual({
      code: "rows-sum",
      field: "",
      params: { sum: "0.5" },
    });
  });

  test("columns that do instead", () => {
    const actual = [
      [0.7, 0.4],
      [0.3, 0.6],
    ];
    expect(code({ expected, actual })).toBe("columns-sum");
  });

  test("rows that add up to 1 but are wrong show nothing", () => {
    const actual = [
      [0.9, 0.1],
      [0.8, 0.2],
    ];
    expect(code({ expected, actual })).toBeUndefined();
  });
});

test("the first number that is not finite", () => {
  expect(find([{ expected: { w: [1, 2, 3] }, actual: { w: [1, NaN, NaN] } }])).toEqual({
    code: "nan",
    // The path names it.
    field: "",
    params: { path: "w[1]", value: "NaN" },
  });
  expect(code({ expected: [1, 2, 3], actual: [1, 2, Infinity] })).toBe("infinite");
  expect(code({ expected: [NaN, 2], actual: [NaN, 3] })).toBeUndefined();
});

describe("nothing is claimed", () => {
  test("of fewer than three numbers", () => {
    expect(code(map([1.5, 2.5], (v) => v * 2))).toBeUndefined();
    expect(
      code({ expected: 1.5, actual: 3 }, { expected: 2.5, actual: 5 }, { expected: 4, actual: 8 }),
    ).toBe("times");
  });

  test("if another case contradicts it", () => {
    const twice = map([1.5, 2.5, 7], (v) => v * 2);
    expect(
      code(
        twice,
        map([1.5, 2.5, 7], (v) => v * 3),
      ),
    ).toBeUndefined();
    expect(code(twice, { expected: [1], actual: "x" })).toBeUndefined();
  });

  test("if only most wrong numbers fit", () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (list, at) => {
        const odd = at % list.length;
        expect(code(map(list, (v, i) => (i === odd ? v + 0.01 : v * 2)))).toBeUndefined();
      }),
    );
  });

  test("of unrelated numbers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 1, max: 9 }), fc.double({ min: 20, max: 90 })), {
          minLength: 4,
          maxLength: 9,
        }),
        (pairs) => {
          fc.pre(pairs.every(([e, a]) => !Number.isNaN(e) && !Number.isNaN(a)));
          const ratios = new Set(pairs.map(([e, a]) => (a / e).toPrecision(8)));
          const shifts = new Set(pairs.map(([e, a]) => (a - e).toPrecision(8)));
          fc.pre(ratios.size > 1 && shifts.size > 1);
          expect(
            code({ expected: pairs.map(([e]) => e), actual: pairs.map(([, a]) => a) }),
          ).toBeUndefined();
        },
      ),
    );
  });

  test("of a number outside the tolerance of an exact case", () => {
    expect(find([map([1, 2, 3], (v) => v * 2 + 1e-9)], EXACT)?.code).not.toBe("times");
  });
});
