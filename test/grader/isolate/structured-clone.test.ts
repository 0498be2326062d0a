// Our own structuredClone copies what Node's copies, refuses what Node's refuses, and gives the
// error the same name.

import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { structuredClone as clone } from "../../../grader/isolate/structured-clone.ts";

const native = globalThis.structuredClone;

class Point {
  #secret = 1;
  x = 2;
  get y() {
    return this.#secret;
  }
}
const cyclic: unknown[] = [1];
cyclic.push({ cyclic }, new Map([[cyclic, new Set([cyclic])]]));
const sparse = Object.assign(new Array<unknown>(4), { 1: "x", named: 1 });
const shared = { a: 1 };
const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;

const anything = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withBoxedValues: true,
  withNullPrototype: true,
});

describe("a copy equals Node's", () => {
  test.each<[string, unknown]>([
    ["numbers", [0, -0, NaN, -Infinity, 1.5]],
    ["other primitives", [undefined, null, true, "text", 10n ** 40n]],
    ["boxed primitives", [new Number(1), new String("s"), new Boolean(false), Object(1n)]],
    ["plain objects", { a: { b: [1, { c: undefined }] }, "": 1, 5: "five" }],
    ["an object without a prototype", Object.assign(Object.create(null) as object, { a: 1 })],
    ["an instance of a class", new Point()],
    ["a list with holes and fields", sparse],
    [
      "a Map with objects as keys",
      new Map<unknown, unknown>([
        [{ a: 1 }, [1]],
        ["b", new Map([[1, 2]])],
      ]),
    ],
    ["a Set of Sets", new Set([1, new Set(["a"])])],
    ["dates", [new Date(5), new Date(NaN)]],
    [
      "regular expressions",
      [/a+/giu, Object.assign(/b/y, { lastIndex: 3 }), new RegExp("", "dsv")],
    ],
    [
      "typed arrays",
      [
        new Float64Array([1, NaN]),
        new Uint8ClampedArray([300]),
        new BigInt64Array([5n]),
        new Uint16Array(buffer, 2, 2),
        new Float16Array([0.5]),
      ],
    ],
    ["buffers and views", [buffer, new DataView(buffer, 1, 3)]],
    ["a resizable buffer", new Uint8Array(new ArrayBuffer(4, { maxByteLength: 16 }))],
    [
      "errors",
      [
        new TypeError("bad", { cause: { a: 1 } }),
        new AggregateError([new Error("a")], "all"),
        Object.assign(new Error("x"), { name: "Mine", extra: 1 }),
      ],
    ],
    ["an object that contains itself", cyclic],
    ["Math and JSON", [Math, JSON]],
    ["a key named __proto__", JSON.parse('{"__proto__": {"a": 1}}')],
    ["an object with its own tag", { [Symbol.toStringTag]: "Mine", a: 1 }],
  ])("of %s", (_name, value) => {
    const copy = clone(value);
    expect(isDeepStrictEqual(copy, native(value))).toBe(true);
    expect(copy === value).toBe(false);
  });

  test("of any combination of values", () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(isDeepStrictEqual(clone(value), native(value))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  test("in which the same object stays the same object", () => {
    const copy = clone({
      a: shared,
      b: [shared],
      view: new Uint8Array(buffer),
      same: new DataView(buffer),
    }) as { a: unknown; b: unknown[]; view: Uint8Array; same: DataView };
    expect(copy.a).toBe(copy.b[0]);
    expect(copy.view.buffer).toBe(copy.same.buffer);
    const around = clone(cyclic) as [number, { cyclic: unknown }];
    expect(around[1].cyclic).toBe(around);
  });

  test("with the values of getters, each called once", () => {
    let asked = 0;
    expect(
      clone({
        get a() {
          return ++asked;
        },
      }),
    ).toEqual({ a: 1 });
    expect(asked).toBe(1);
  });
});

describe("a value that cannot be copied", () => {
  test.each<[string, unknown]>([
    ["a function", () => 1],
    ["a class", Point],
    ["a symbol", Symbol("s")],
    ["a symbol object", Object(Symbol("s"))],
    ["a promise", Promise.resolve(1)],
    ["a WeakMap", new WeakMap()],
    ["a WeakSet", new WeakSet()],
    ["a WeakRef", new WeakRef({})],
    [
      "a generator",
      (function* () {
        yield 1;
      })(),
    ],
    ["an iterator", [1].values()],
    ["a formatter", new Intl.NumberFormat()],
    [
      "arguments",
      (function () {
        return arguments;
      })(),
    ],
    [
      "a method in a list in a Map",
      new Map([
        [
          1,
          [
            {
              method() {
                return 1;
              },
            },
          ],
        ],
      ]),
    ],
  ])("%s is refused, as by Node", (_name, value) => {
    expect(() => native(value)).toThrow(expect.objectContaining({ name: "DataCloneError" }));
    expect(() => clone(value)).toThrow(
      expect.objectContaining({
        name: "DataCloneError",
        code: 25,
        message: expect.stringMatching(/ could not be cloned\.$/),
      }),
    );
  });

  test("a missing argument has its own error, and so do invalid options", () => {
    expect(() => (clone as () => unknown)()).toThrow(TypeError);
    for (const options of [5, { transfer: 5 }]) expect(() => clone(1, options)).toThrow(TypeError);
    expect(clone(1, null)).toBe(1);
  });

  test("unlimited nesting exceeds the stack, and throws as in Node", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => clone(deep)).toThrow(RangeError);
  });
});

describe("transfer", () => {
  test("moves a buffer, with all views of it", () => {
    const mine = new Uint8Array([1, 2, 3, 4]);
    const copy = clone(
      { mine, part: new Uint8Array(mine.buffer, 1, 2) },
      { transfer: [mine.buffer] },
    ) as {
      mine: Uint8Array;
      part: Uint8Array;
    };
    expect([...copy.mine]).toEqual([1, 2, 3, 4]);
    expect([...copy.part]).toEqual([2, 3]);
    expect(copy.part.buffer).toBe(copy.mine.buffer);
    expect(mine.buffer.detached).toBe(true);
  });

  test("is refused if Node refuses it, and then nothing is moved", () => {
    const twice = new ArrayBuffer(4);
    const gone = new ArrayBuffer(4);
    gone.transfer();
    for (const [value, transfer] of [
      [1, [twice, twice]],
      [1, [{}]],
      [1, [gone]],
      [() => 1, [twice]],
    ] as [unknown, ArrayBuffer[]][]) {
      expect(() => native(value, { transfer })).toThrow(
        expect.objectContaining({ name: "DataCloneError" }),
      );
      expect(() => clone(value, { transfer })).toThrow(
        expect.objectContaining({ name: "DataCloneError" }),
      );
    }
    expect(twice.detached).toBe(false);
  });
});
