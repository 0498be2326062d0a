// Rows of stored data, shown as the objects that a student returns.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compare } from "../../grader/compare/compare.ts";
import { EXACT } from "../../grader/compare/tolerance.ts";
import type { Value } from "../../grader/isolate/codec.ts";
import { compareOutputs, nameColumns } from "../../grader/output-rows.ts";

const columns = ["left", "right", "count"];
const FIELDS = {
  best: { history: false, row: columns },
  merges: { history: false, rows: columns },
  ids: { history: false },
};
const differ = (expected: Value, actual: Value) =>
  compareOutputs(FIELDS, expected, actual, EXACT).mismatches.map(
    ({ kind, path, expected: right, actual: own }) => `${kind} ${path} ${right} ${own}`.trim(),
  );

test("a row and each row of a list become objects; everything else stays as it is", () => {
  const output = { best: ["e", "r", 3], merges: [["a", "b", 2]], ids: [1, 2, 3] };
  expect(nameColumns(FIELDS, output)).toEqual({
    best: { left: "e", right: "r", count: 3 },
    merges: [{ left: "a", right: "b", count: 2 }],
    ids: [1, 2, 3],
  });
  const odd = { best: null, merges: [["a", "b"], null], ids: [] };
  expect(nameColumns(FIELDS, odd)).toEqual(odd);
  expect(nameColumns(FIELDS, ["e", "r", 3])).toEqual(["e", "r", 3]);
});

test("differences are those of the objects", () => {
  expect(differ({ best: ["e", "r", 3] }, { best: ["e", "s", 3] })).toEqual([
    'value best.right "r" "s"',
  ]);
  expect(differ({ best: ["e", "r", 3] }, { best: [undefined, "r", 3] })).toEqual([
    'missing best.left "e"',
  ]);
  expect(differ({ best: ["e", "r", 3] }, { best: null })).toEqual(["type best object null null"]);
});

test("a missing row is an object, and no shape", () => {
  const rows = [
    [97, 98, 4],
    [99, 100, 2],
  ];
  expect(differ({ merges: rows }, { merges: [rows[0]!] })).toEqual([
    "missing merges[1] { left: 99, right: 100, count: 2 }",
  ]);
  expect(differ({ merges: [rows[0]!] }, { merges: rows })).toEqual([
    "extra merges[1]  { left: 99, right: 100, count: 2 }",
  ]);
});

const part = fc.constantFrom<Value>("a", 1, 2, null, undefined);
const row = fc.oneof(
  fc.array(part, { minLength: 2, maxLength: 4 }),
  fc.record({ left: part, right: part, count: part }),
  part,
);
const output = fc.oneof(
  fc.record({ best: row, merges: fc.oneof(fc.array(row, { maxLength: 3 }), part) }),
  row,
);

test("columns never change a verdict", () => {
  fc.assert(
    fc.property(output, output, (expected, actual) => {
      const plain = compare(expected, actual, EXACT);
      const named = compareOutputs(FIELDS, expected, actual, EXACT);
      expect(named.ok).toBe(plain.ok);
      expect(named.mismatches.length > 0).toBe(!plain.ok);
    }),
    { numRuns: 2000 },
  );
});

test("an object where the driver makes a row stays wrong", () => {
  const object = { left: "e", right: "r", count: 3 };
  expect(compareOutputs(FIELDS, { best: ["e", "r", 3] }, { best: object }, EXACT).ok).toBe(false);
});
