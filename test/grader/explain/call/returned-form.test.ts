// An array in place of an object, or the other way round, by the signature.

import { expect, test } from "vitest";
import { findWrongForm } from "../../../../grader/explain/call/returned-form.ts";
import { Opaque, type Value } from "../../../../grader/isolate/codec.ts";

const columns = ["left", "right", "count"];

function find(returnType: string, value: Value, name = "f") {
  return findWrongForm(
    {
      exports: [
        {
          name: "f",
          signature: `(texts: string[][], options: { a: (x: number) => number }) => ${returnType}`,
        },
        { name: "g", signature: "(x: number) => Other" },
      ],
      fields: {
        best: { from: "f", history: false, row: columns },
        other: { from: "g", history: false },
      },
    },
    name,
    value,
  );
}

test.each<[string, Value, string, string[], string]>([
  ["{ coef: number[]; intercept?: number }", [1], "object", ["coef"], "array"],
  ["{ loss: number; inner: { a: number; b: number } }", 3, "object", ["loss", "inner"], "number"],
  ["Merge | null", ["e", "r", 3], "object", columns, "array"],
  ["Merge", null, "object", columns, "null"],
  ["Merge[]", [["e", "r", 3]], "objects", columns, "array"],
  ["Merge[]", { left: "e" }, "objects", columns, "object"],
  ["{ w: number[]; b: number | null }[]", { w: [] }, "objects", ["w", "b"], "object"],
  ["number[][]", { rows: [] }, "array", [], "object"],
  ["number[] | number[][]", {}, "array", [], "object"],
])("%s, but it returned %j", (type, value, wanted, fields, returned) => {
  expect(find(type, value)).toEqual({ wanted, fields, returned });
});

test.each<[string, Value]>([
  ["{ coef: number[] }", { coef: 3 }],
  ["Merge | null", null],
  ["Merge[]", []],
  ["number[]", [[1]]],
  ["number", [1]],
  ["number | { a: number }", 3],
  // These have a text of their own.
  ["{ a: number }", undefined],
  ["{ a: number }", new Opaque("Map")],
  ["number[]", 3],
  // Nothing is known about these.
  ["Record<string, number>", [1]],
  ["(ids: number[]) => number[]", [1]],
  ["number[] | Record<string, number>", {}],
])("%s: nothing is said about %j", (type, value) => {
  expect(find(type, value)).toBeNull();
});

test("a type whose columns are not named says nothing", () => {
  expect(find("", [1], "g")).toBeNull();
});
