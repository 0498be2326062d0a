// What counts as the same output, and how differences are reported.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compare, MAX_MISMATCHES } from "../../../grader/compare/compare.ts";
import type { Mismatch } from "../../../grader/compare/mismatch.ts";
import { transpose } from "../../../grader/compare/shape.ts";
import { EXACT, type Tolerance } from "../../../grader/compare/tolerance.ts";
import { Opaque, type Value } from "../../../grader/isolate/codec.ts";

const within = (rtol: number, atol: number, fields: Tolerance["fields"] = {}): Tolerance => ({
  rtol,
  atol,
  fields,
});
const LOOSE = within(1e-9, 1e-9);

function only(expected: Value, actual: Value, tolerance: Tolerance = LOOSE): Mismatch {
  const { ok, mismatches, mismatchCount } = compare(expected, actual, tolerance);
  expect(ok).toBe(false);
  expect(mismatchCount).toBe(1);
  return mismatches[0]!;
}
const accepts = (expected: Value, actual: Value, tolerance: Tolerance = LOOSE) =>
  compare(expected, actual, tolerance).ok;

describe("numbers", () => {
  test("pass at exactly atol + rtol * |expected| and fail just beyond it", () => {
    const tolerance = within(0.25, 0.5);
    expect(accepts(8, 10.5, tolerance)).toBe(true);
    expect(accepts(8, 5.5, tolerance)).toBe(true);
    expect(accepts(8, 10.500000000000002, tolerance)).toBe(false);
    expect(accepts(-8, -10.5, tolerance)).toBe(true);
    expect(accepts(-8, -10.500000000000002, tolerance)).toBe(false);
  });

  test("are measured against the expected value, not against the answer", () => {
    expect(accepts(100, 110, within(0.1, 0))).toBe(true);
    expect(accepts(110, 98, within(0.1, 0))).toBe(false);
    expect(accepts(90, 99.5, within(0.1, 0))).toBe(false);
  });

  test("have an error as a multiple of the tolerance", () => {
    const comparison = compare([1, 2], [1.5, 2], within(0, 0.125));
    expect(comparison.mismatches).toEqual([
      {
        kind: "value",
        path: "[0]",
        name: "[0]",
        expected: "1",
        actual: "1.5",
        error: 0.5,
        timesTolerance: 4,
        note: null,
      },
    ]);
    expect(comparison.worstTimesTolerance).toBe(4);
    expect(comparison.numbersCompared).toBe(2);
  });

  test("have the largest error reported even if all pass", () => {
    expect(compare([1, 2, 3], [1.25, 2.5, 3], within(0, 1)).worstTimesTolerance).toBe(0.5);
  });

  test("without tolerance must be equal, and have no multiple", () => {
    expect(accepts(0.1 + 0.2, 0.3, EXACT)).toBe(false);
    expect(only(1, 2, EXACT)).toMatchObject({ kind: "value", error: 1, timesTolerance: null });
  });

  test("0 and -0 are equal", () => {
    expect(accepts([0, -0], [-0, 0], EXACT)).toBe(true);
  });

  test.each([[NaN], [Infinity], [-Infinity]])("%s equals itself and nothing else", (special) => {
    const anything = within(1e300, 1e300);
    expect(accepts(special, special, EXACT)).toBe(true);
    for (const other of [NaN, Infinity, -Infinity, 0, 1e308]) {
      if (Object.is(other, special)) continue;
      expect(accepts(special, other, anything)).toBe(false);
      expect(accepts(other, special, anything)).toBe(false);
    }
    expect(only(1, special)).toMatchObject({
      kind: "not-finite",
      error: null,
      timesTolerance: null,
    });
  });

  test("a difference too large for a number is a difference", () => {
    expect(accepts(1.7e308, -1.7e308)).toBe(false);
  });

  test("a field has bounds of its own, also below it, and only there", () => {
    const tolerance = within(0, 0, { loose: { rtol: 0, atol: 1 }, toString: { rtol: 0, atol: 1 } });
    expect(accepts({ loose: 1, tight: 1 }, { loose: 2, tight: 1 }, tolerance)).toBe(true);
    expect(accepts({ loose: [[1], [2]] }, { loose: [[2], [3]] }, tolerance)).toBe(true);
    expect(accepts({ loose: { tight: 1 } }, { loose: { tight: 2 } }, tolerance)).toBe(true);
    expect(only({ tight: { loose: 1 } }, { tight: { loose: 2 } }, tolerance).path).toBe(
      "tight.loose",
    );
    expect(accepts({ toString: 1 }, { toString: 2 }, tolerance)).toBe(true);
    expect(accepts({ hasOwnProperty: 1 }, { hasOwnProperty: 2 }, tolerance)).toBe(false);
  });
});

describe("integers beyond 2^53", () => {
  const large = 2n ** 53n + 1n;

  test("are compared exactly when they come as BigInt", () => {
    expect(accepts(large, large, EXACT)).toBe(true);
    expect(accepts(large, large + 1n, EXACT)).toBe(false);
    expect(accepts(large, large - 1n, EXACT)).toBe(false);
  });

  test("rounded to a number are not the BigInt they came from", () => {
    expect(accepts(large, Number(large), EXACT)).toBe(false);
    expect(accepts(2n ** 60n, 2 ** 60, EXACT)).toBe(true);
    expect(accepts(2 ** 60, 2n ** 60n, EXACT)).toBe(true);
  });

  test("keep their tolerance", () => {
    expect(accepts(10n ** 20n, 10n ** 20n + 10n ** 8n, within(1e-12, 0))).toBe(true);
    expect(only(10n ** 20n, 10n ** 20n + 10n ** 9n, within(1e-12, 0)).timesTolerance).toBeCloseTo(
      10,
      6,
    );
  });

  test("beyond what a number can hold have no tolerance at all", () => {
    expect(accepts(10n ** 309n, 10n ** 309n)).toBe(true);
    expect(accepts(10n ** 309n, 10n ** 309n + 10n ** 308n)).toBe(false);
    expect(compare(10n ** 400n, 0n, LOOSE)).toMatchObject({
      ok: false,
      worstTimesTolerance: Infinity,
    });
  });

  test("a small BigInt is a number like any other", () => {
    expect(accepts(7, 7n, EXACT)).toBe(true);
    expect(accepts(7n, 7.5, within(0, 0.5))).toBe(true);
    expect(accepts(7n, 7.5, EXACT)).toBe(false);
    expect(accepts(7n, NaN, within(1, 1))).toBe(false);
  });
});

describe("the shape of lists", () => {
  test("is reported as a whole, not cell by cell", () => {
    const ones = (rows: number, columns: number) =>
      Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (_v, j) => i * 7 + j));
    expect(only({ kernel: ones(5, 10) }, { kernel: ones(10, 5) })).toMatchObject({
      kind: "shape",
      path: "kernel",
      expected: "5 x 10",
      actual: "10 x 5",
      note: null,
    });
    expect(only([1, 2, 3], [1, 2])).toMatchObject({
      kind: "shape",
      path: "",
      expected: "3",
      actual: "2",
      note: null,
    });
    expect(only([[[1]]], [[1, 2]])).toMatchObject({ expected: "1 x 1 x 1", actual: "1 x 2" });
    expect(only([], [1])).toMatchObject({ kind: "shape", expected: "0", actual: "1" });
  });

  test("transposed is reported if the numbers are right, for a matrix that is not square", () => {
    expect(
      only(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [
          [1, 4],
          [2, 5],
          [3, 6],
        ],
      ),
    ).toMatchObject({ kind: "shape", note: "transposed" });
    expect(only([[1, 2, 3]], [[1], [2], [3]]).note).toBe("transposed");
    expect(
      only(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      ).note,
    ).toBe("other-nesting");
    expect(
      only(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [
          [9, 4],
          [2, 5],
          [3, 6],
        ],
      ).note,
    ).toBe(null);
  });

  test("transposed is reported for every cell of a square matrix, and not if it is just wrong", () => {
    const turned = compare(
      {
        m: [
          [1, 2],
          [3, 4],
        ],
      },
      {
        m: [
          [1, 3],
          [2, 4],
        ],
      },
      LOOSE,
    );
    expect(turned.mismatches.map(({ path, note }) => [path, note])).toEqual([
      ["m[0][1]", "transposed"],
      ["m[1][0]", "transposed"],
    ]);
    expect(
      only(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [1, 2],
          [3, 5],
        ],
      ).note,
    ).toBe(null);
  });

  test.each<[string, Value, Value, Mismatch["note"]]>([
    ["a column wanted, a plain list given", [[1], [2]], [1, 2], "flat-for-nested"],
    ["a plain list wanted, a column given", [1, 2], [[1], [2]], "nested-for-flat"],
    ["an array of one wanted, a number given", [3], 3, "flat-for-nested"],
    ["a 1 x 1 matrix wanted, a number given", [[3]], 3n, "flat-for-nested"],
    ["a number wanted, a list of one given", 3, [3], "nested-for-flat"],
    ["a number wanted, a 1 x 1 matrix given", 3, [[3]], "nested-for-flat"],
    ["a row wanted, a plain list given", [[1, 2]], [1, 2], "flat-for-nested"],
  ])(
    "%s: reported if the numbers are right, and not if they are wrong",
    (_name, wanted, given, note) => {
      expect(only(wanted, given).note).toBe(note);
      expect(only({ y: wanted }, { y: given })).toMatchObject({ path: "y", note });
      const off = (value: Value): Value =>
        Array.isArray(value) ? value.map(off) : Number(value) + 1;
      expect(only(wanted, off(given)).note).toBe(null);
    },
  );

  test("the numbers are right within the bounds of their field", () => {
    const tolerance = within(0, 0, { y: { rtol: 0, atol: 1 } });
    expect(only({ y: 3 }, { y: [3.5] }, tolerance).note).toBe("nested-for-flat");
    expect(only({ y: [3] }, { y: 3.5 }, tolerance).note).toBe("flat-for-nested");
    expect(only({ x: 3 }, { x: [3.5] }, tolerance).note).toBe(null);
  });

  test("rows of different lengths are reported as such", () => {
    expect(
      only(
        [
          [1, 2],
          [3, 4],
        ],
        [[1, 2], [3]],
      ),
    ).toMatchObject({ kind: "shape", path: "", expected: "2 x 2", note: "ragged" });
    expect(only([1, 2], [1, [2]]).note).toBe("ragged");
  });
});

describe("lists and objects", () => {
  test("missing and extra elements of a list of objects are reported one by one", () => {
    const one = { name: "a", count: 1 };
    expect(only([one, { name: "b", count: 2 }], [one])).toMatchObject({
      kind: "missing",
      path: "[1]",
      expected: '{ name: "b", count: 2 }',
      actual: "",
    });
    expect(only([one], [one, { name: "c" }])).toMatchObject({
      kind: "extra",
      path: "[1]",
      expected: "",
      actual: '{ name: "c" }',
    });
    expect(only([], ["a"])).toMatchObject({ kind: "extra", path: "[0]", actual: '"a"' });
    expect(only(["a"], [])).toMatchObject({ kind: "missing", path: "[0]" });
  });

  test("missing fields are reported and extra ones are ignored", () => {
    expect(only({ a: 1, b: [2] }, { a: 1 })).toMatchObject({
      kind: "missing",
      path: "b",
      expected: "[2]",
    });
    expect(only({ a: 1 }, { a: undefined })).toMatchObject({ kind: "missing", path: "a" });
    expect(accepts({ a: 1 }, { a: 1, b: new Opaque("function"), toString: 3 })).toBe(true);
    expect(accepts({ a: undefined }, {})).toBe(true);
    expect(only({ toString: 1 }, {}).kind).toBe("missing");
  });

  test("paths contain fields and positions, with keys in quotes if they are not identifiers", () => {
    const expected: Value = {
      layers: [{ kernel: [[1, 2]] }],
      "a b": { "1": 1, $: 2, "": 3, 数: 4 },
    };
    const actual: Value = { layers: [{ kernel: [[1, 0]] }], "a b": { "1": 0, $: 0, "": 0, 数: 0 } };
    expect(compare(expected, actual, LOOSE).mismatches.map(({ path }) => path)).toEqual([
      "layers[0].kernel[0][1]",
      '["a b"]["1"]',
      '["a b"].$',
      '["a b"][""]',
      '["a b"]["数"]',
    ]);
    expect(only(1, 2).path).toBe("");
  });

  test.each<[Value, Value, string, string, Mismatch["note"]]>([
    [6, "6", "number", 'string "6"', "text-for-number"],
    [6, "seven", "number", 'string "seven"', null],
    [6, "", "number", 'string ""', null],
    [0, " ", "number", 'string " "', null],
    [6, new Opaque("Promise"), "number", "Promise <Promise>", "promise"],
    [[1], new Opaque("Promise"), "array", "Promise <Promise>", "promise"],
    [{ a: 1 }, new Opaque("Map"), "object", "Map <Map>", "map"],
    [6, null, "number", "null null", null],
    [6, undefined, "number", "undefined", null],
    [6, true, "number", "boolean true", null],
    [true, 1, "boolean", "number 1", null],
    ["6", 6, "string", "number 6", null],
    [null, undefined, "null", "undefined", null],
    [{ a: 1 }, [1], "object", "array [1]", null],
    [[1], { 0: 1 }, "array", 'object { "0": 1 }', null],
  ])("%j is not %j: another type, said as such", (wanted, given, expected, actual, note) => {
    expect(only(wanted, given)).toMatchObject({ kind: "type", expected, actual, note });
  });

  test("text among numbers is found at its place", () => {
    expect(only([1, 6], [1, "6"])).toMatchObject({
      kind: "type",
      path: "[1]",
      note: "text-for-number",
    });
    expect(
      only(
        {
          m: [
            [1, 2],
            [3, 4],
          ],
        },
        {
          m: [
            [1, 2],
            ["x", 4],
          ],
        },
      ),
    ).toMatchObject({ kind: "type", path: "m[1][0]", expected: "number", note: null });
    expect(only([1], [new Opaque("Promise")])).toMatchObject({ path: "[0]", note: "promise" });
  });

  test("strings and booleans are compared exactly", () => {
    expect(accepts(["a", true, null], ["a", true, null])).toBe(true);
    expect(only("a", "A")).toMatchObject({
      kind: "value",
      expected: '"a"',
      actual: '"A"',
      error: null,
    });
    expect(only(true, false).kind).toBe("value");
  });

  test("what is not data never passes, not even for itself", () => {
    expect(accepts(new Opaque("Map"), new Opaque("Map"))).toBe(false);
    expect(accepts("string", new Opaque("string"))).toBe(false);
    expect(accepts(null, new Opaque("null"))).toBe(false);
  });

  test("the number of mismatches listed is limited, and all are counted", () => {
    const { mismatches, mismatchCount, numbersCompared } = compare(
      new Array<number>(1000).fill(0),
      new Array<number>(1000).fill(1),
      LOOSE,
    );
    expect(mismatches).toHaveLength(MAX_MISMATCHES);
    expect(MAX_MISMATCHES).toBe(20);
    expect(mismatches.at(-1)!.path).toBe("[19]");
    expect([mismatchCount, numbersCompared]).toEqual([1000, 1000]);
  });

  test("long values are shortened when they are shown", () => {
    expect(only("a", "b".repeat(100_000)).actual.length).toBeLessThan(300);
  });
});

describe("properties", () => {
  const leaf = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.bigInt(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
  );
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }),
      fc.array(fc.array(fc.double(), { maxLength: 3 }), { maxLength: 3 }),
    ),
  }));
  const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  const bounds = fc.record({
    rtol: fc.double({ min: 1e-9, max: 0.1, noNaN: true }),
    atol: fc.double({ min: 1e-6, max: 10, noNaN: true }),
  });
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([n, m]) => {
      const cells = fc.array(
        fc.array(fc.integer({ min: -3, max: 3 }), { minLength: m, maxLength: m }),
        { minLength: n, maxLength: n },
      );
      return fc.tuple(cells, cells);
    });

  test("every value equals a copy of itself without any tolerance", () => {
    fc.assert(
      fc.property(value, (v) => {
        expect(compare(v, structuredClone(v), EXACT)).toMatchObject({
          ok: true,
          mismatches: [],
          worstTimesTolerance: 0,
        });
      }),
    );
  });

  test("ok means that there are no mismatches, and no more are listed than counted", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const { ok, mismatches, mismatchCount, worstTimesTolerance } = compare(a, b, LOOSE);
        expect(ok).toBe(mismatchCount === 0);
        expect(mismatches.length).toBe(Math.min(mismatchCount, MAX_MISMATCHES));
        // The multiple of the tolerance says the same as the verdict, but for the last digit.
        expect(ok ? worstTimesTolerance <= 1 + 1e-15 : worstTimesTolerance >= 1).toBe(true);
      }),
    );
  });

  test("a change well within the tolerance is accepted, one well beyond it is not", () => {
    fc.assert(
      fc.property(
        finite,
        bounds,
        fc.double({ min: -0.9, max: 0.9, noNaN: true }),
        fc.boolean(),
        (wanted, { rtol, atol }, part, isUp) => {
          const allowed = atol + rtol * Math.abs(wanted);
          expect(
            accepts({ x: [wanted] }, { x: [wanted + part * allowed] }, within(rtol, atol)),
          ).toBe(true);
          expect(
            accepts(
              { x: [wanted] },
              { x: [wanted + (isUp ? 1.1 : -1.1) * allowed] },
              within(rtol, atol),
            ),
          ).toBe(false);
        },
      ),
    );
  });

  test("a wider tolerance accepts whatever a narrower one accepts", () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), bounds, bounds, (a, b, one, other) => {
        const wide = within(Math.max(one.rtol, other.rtol), Math.max(one.atol, other.atol));
        expect(accepts(a, b, wide) || !accepts(a, b, within(one.rtol, one.atol))).toBe(true);
      }),
    );
  });

  test("with only an absolute tolerance, expected and actual may change places, for matrices of one shape", () => {
    fc.assert(
      fc.property(matrix, fc.integer({ min: 0, max: 3 }), ([a, b], atol) => {
        const tolerance = within(0, atol);
        expect(compare(a, b, tolerance).mismatchCount).toBe(compare(b, a, tolerance).mismatchCount);
        expect(compare(transpose(a), transpose(b), tolerance).mismatchCount).toBe(
          compare(a, b, tolerance).mismatchCount,
        );
      }),
    );
  });

  test("a matrix that is not its own transpose is reported as transposed", () => {
    fc.assert(
      fc.property(matrix, ([a]) => {
        const turned = transpose(a);
        const { ok, mismatches } = compare(a, turned, EXACT);
        for (const { note } of mismatches) expect(note).toBe("transposed");
        expect(ok).toBe(JSON.stringify(a) === JSON.stringify(turned));
      }),
    );
  });
});
