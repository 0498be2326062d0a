// A value written as JavaScript, whole and folded.

import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePath, showPath } from "../../../../grader/compare/describe-value.ts";
import { writeCode } from "../../../../grader/explain/call/write-code.ts";
import type { Value } from "../../../../grader/isolate/codec.ts";

const write = (value: Value) => writeCode((one) => one(value));

const data: fc.Memo<Value> = fc.memo((depth) =>
  depth <= 1
    ? leaf
    : fc.oneof(
        leaf,
        fc.array(data(depth - 1), { maxLength: 30 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constant("__proto__")), data(depth - 1), {
          maxKeys: 5,
        }),
      ),
);
const leaf: fc.Arbitrary<Value> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.string({ unit: "grapheme" }),
  fc.boolean(),
  fc.constantFrom(null, undefined, -0, NaN, Infinity, -Infinity),
);

test("whole code gives the same value when it runs", () => {
  fc.assert(
    fc.property(data(3), (value) => {
      const { whole } = write(value);
      fc.pre(whole !== null);
      expect(runInThisContext(`(${whole})`)).toEqual(value);
    }),
  );
});

test("folded code is short, whatever the value", () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.double(), { maxLength: 60 }), { maxLength: 60 }), (rows) => {
      const { whole, folded } = write(rows);
      expect(folded.length).toBeLessThan(400);
      expect(folded.length).toBeLessThanOrEqual(whole?.length ?? Infinity);
    }),
  );
});

test("a folded list and a folded text say how much is left out", () => {
  const list = Array.from({ length: 1000 }, (_, i) => i);
  expect(write(list).folded).toBe(`[${list.slice(0, 24).join(", ")}, … +976]`);
  expect(write("x".repeat(1000)).folded).toBe(`"${"x".repeat(240)}… +760"`);
});

test("code that is longer than 20,000 characters is only shown folded", () => {
  expect(write("x".repeat(20_000)).whole).toBeNull();
});

test("a path is read as it was written", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.nat())), (path) => {
      expect(parsePath(showPath(path))).toEqual(path);
    }),
  );
});
