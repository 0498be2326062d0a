// Values on one line, for reports and for console.log: always a text, and hardly longer than the
// limit.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Opaque } from "../../../grader/isolate/codec.ts";
import { formatValue, GIANT } from "../../../grader/isolate/format.ts";

const AMPLE = 10_000;
/** The most that closing brackets and cut marks add. */
const LITTLE = 30;

test.each<[string, unknown]>([
  ["1.5", 1.5],
  ["-0", -0],
  ["0", 0],
  ["NaN", NaN],
  ["-Infinity", -Infinity],
  ["1e+21", 1e21],
  ["12n", 12n],
  ["…n", 10n ** 60n],
  [`-1${"0".repeat(59)}n`, -(10n ** 59n)],
  ['"a\\n\\"b\\"\\u001b"', 'a\n"b"\u001b'],
  ['"\\ud800"', "\ud800"],
  ['""', ""],
  ["true", true],
  ["null", null],
  ["undefined", undefined],
  ["function", () => 1],
  ["symbol", Symbol("s")],
  ["<Promise>", new Opaque("Promise")],
  ["Map(0) {}", new Map()],
  [
    'Map(2) { "a" => [1], { b: 1 } => Set(1) { null } }',
    new Map<unknown, unknown>([
      ["a", [1]],
      [{ b: 1 }, new Set([null])],
    ]),
  ],
  ["1970-01-01T00:00:00.000Z", new Date(0)],
  ["Invalid Date", new Date(NaN)],
  ["/a\\/b/gi", /a\/b/gi],
  ["<Map>", { [Symbol.toStringTag]: "Map" }],
  ["<Date>", Object.create(Date.prototype, { [Symbol.toStringTag]: { value: "Date" } })],
  ["TypeError: bad", new TypeError("bad")],
  ["[]", []],
  ["{}", {}],
  ['[1, [2, "x"], undefined]', [1, [2, "x"], undefined]],
  ['{ a: 1, "b c": { $d: [] }, "": null }', { a: 1, "b c": { $d: [] }, "": null }],
  ["[1, 2.5]", new Float64Array([1, 2.5])],
  ["[[[[[[…]]]]]]", [[[[[[[1]]]]]]]],
])("%s is how a value is shown", (text, value) => {
  expect(formatValue(value, AMPLE)).toBe(text);
});

test("an object inside itself is a cycle, the same object twice is not", () => {
  const cyclic: unknown[] = [1];
  cyclic.push(cyclic);
  expect(formatValue(cyclic, AMPLE)).toBe("[1, <cycle>]");
  const shared = { a: 1 };
  expect(formatValue([shared, shared], AMPLE)).toBe("[{ a: 1 }, { a: 1 }]");
});

describe("a value that is too long", () => {
  test.each<[unknown, number, string]>([
    ["abcdefghij", 5, '"abcd…'],
    [[1, 2, 3, 4], 5, "[1, 2…"],
    [{ alpha: 1 }, 4, "{ al…"],
  ])("%j is cut at %d characters, with a mark", (value, limit, start) => {
    const text = formatValue(value, limit);
    expect(text.startsWith(start)).toBe(true);
    expect(text).toContain("…");
    expect(text.length).toBeLessThanOrEqual(limit + LITTLE);
  });

  test("is not read to its end", () => {
    let reads = 0;
    const list = new Proxy(new Array<number>(1_000_000).fill(7), {
      get: (target, name) => ((reads += 1), Reflect.get(target, name) as unknown),
    });
    expect(formatValue(list, 100).length).toBeLessThanOrEqual(100 + LITTLE);
    expect(reads).toBeLessThan(500);
    expect(formatValue("x".repeat(GIANT + 1), 100)).toBe(`<text of ${GIANT + 1} characters>`);
    expect(formatValue(new Array(2 ** 32 - 1), 100).length).toBeLessThanOrEqual(100 + LITTLE);
    expect(
      formatValue(
        Array.from({ length: 40 }).reduce<unknown>((inner) => [inner, inner], 1),
        1000,
      ).length,
    ).toBeLessThanOrEqual(1000 + LITTLE);
    expect(formatValue(1n << 10_000_000n, 100)).toBe("…n");
  });
});

describe("for any value", () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    key: fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("__proto__", "toString", "$x")),
    values: [
      fc.string({ unit: "binary" }),
      fc.double(),
      fc.bigInt(),
      fc.constant(new Opaque("Promise")),
      fc.constant(Symbol("s")),
      fc.constant(() => 1),
    ],
  });

  test("there is a text on one line, hardly longer than the limit", () => {
    fc.assert(
      fc.property(anything, fc.nat(400), (value, limit) => {
        const text = formatValue(value, limit);
        expect(text.length).toBeLessThanOrEqual(limit + LITTLE);
        expect(text).not.toMatch(/[\n\r]/);
      }),
      { numRuns: 1000 },
    );
  });

  test("a wider limit shows the same and more", () => {
    fc.assert(
      fc.property(anything, fc.nat(100), (value, limit) => {
        const whole = formatValue(value, AMPLE * 100);
        const cut = formatValue(value, limit);
        const mark = cut.lastIndexOf("…") < 0 ? cut.length : cut.indexOf("…");
        expect(whole.slice(0, mark)).toBe(cut.slice(0, mark));
        expect(cut === whole || cut.includes("…")).toBe(true);
      }),
    );
  });
});
