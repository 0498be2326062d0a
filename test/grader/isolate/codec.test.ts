// The one text form of every value that crosses a wall: whole for data, a label for the rest,
// bounded for all, and strict on reading.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Budget,
  BUDGET_SPENT,
  CodecError,
  decode,
  encode,
  MAX_DEPTH,
  Opaque,
  type Value,
} from "../../../grader/isolate/codec.ts";

const AMPLE: Budget = { bytes: 1_000_000, nodes: 100_000, depth: MAX_DEPTH };
const roundTrip = (value: unknown, budget: Budget = AMPLE): Value => decode(encode(value, budget));
const labelOf = (value: unknown): string | undefined => {
  const decoded = roundTrip(value);
  return decoded instanceof Opaque ? decoded.label : undefined;
};
const spends = (value: unknown, budget: Partial<Budget>): boolean => {
  try {
    encode(value, { ...AMPLE, ...budget });
    return false;
  } catch (error) {
    expect(error).toBe(BUDGET_SPENT);
    return true;
  }
};

/**
 * Equal to the last bit: NaN to NaN, 0 not to -0, undefined not to nothing, whatever the
 * prototypes.
 */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null)
    return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && same(left[name], right[name]))
  );
}

const ODD_KEYS = [
  "__proto__",
  "$n",
  "$i",
  "$u",
  "$x",
  "$o",
  "$",
  "$$",
  "toString",
  "constructor",
  "length",
  "toJSON",
  "0",
  "",
];
const key = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...ODD_KEYS));
const leaf = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.bigInt(),
  fc.string({ unit: "binary" }),
  fc.boolean(),
  fc.constantFrom(
    undefined,
    null,
    NaN,
    -0,
    Infinity,
    -Infinity,
    "\ud800",
    "\udc00\ud800",
    "\u2028",
    2n ** 200n,
    Number.MIN_VALUE,
    2 ** 53 + 2,
  ),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 5 }).map((pairs) => {
      // Without a prototype, so that __proto__ is a key.
      const record = Object.create(null) as Record<string, unknown>;
      for (const [name, item] of pairs) record[name] = item;
      return record;
    }),
  ),
}));

describe("data", () => {
  test("survive the round trip exactly, under any key", () => {
    fc.assert(
      fc.property(value, (v) => {
        expect(same(roundTrip(v), v)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("have one text: encoding what was decoded gives the same text", () => {
    fc.assert(
      fc.property(value, (v) => {
        const text = encode(v, AMPLE);
        expect(encode(decode(text), AMPLE)).toBe(text);
      }),
    );
  });

  test.each<[string, unknown]>([
    ['{"$n":"NaN"}', NaN],
    ['{"$n":"-0"}', -0],
    ['{"$n":"-Infinity"}', -Infinity],
    ['{"$u":0}', undefined],
    ['{"$i":"12"}', 12n],
    ['{"$o":[["$n",1]]}', { $n: 1 }],
    ['{"$o":[["a",1],["$b",[{"$u":0}]]]}', { a: 1, $b: [undefined] }],
    ['{"a":1}', { a: 1 }],
  ])("are written as %s if they are that", (text, v) => {
    expect(encode(v, AMPLE)).toBe(text);
  });

  test("under __proto__ are a field, not a prototype", () => {
    for (const text of [
      '{"__proto__":{"x":1}}',
      '{"__proto__":[{"x":1}],"a":2}',
      '{"$o":[["__proto__",{"x":1}]]}',
    ]) {
      const decoded = decode(text) as Record<string, unknown>;
      expect(Object.hasOwn(decoded, "__proto__")).toBe(true);
      expect("x" in decoded).toBe(false);
    }
    expect(({} as { x?: number }).x).toBe(undefined);
  });

  test("in typed arrays are lists, and holes are undefined", () => {
    expect(roundTrip(new Float64Array([1.5, NaN, -0]))).toEqual([1.5, NaN, -0]);
    expect(roundTrip(new Uint8Array([255]))).toEqual([255]);
    expect(roundTrip(new BigInt64Array([-1n]))).toEqual([-1n]);
    // oxlint-disable-next-line no-sparse-arrays -- the hole is the point
    expect(same(roundTrip([1, , 3]), [1, undefined, 3])).toBe(true);
  });

  test("of a class are its own fields", () => {
    class Model {
      weight = 2;
      get bias(): number {
        return 3;
      }
    }
    expect(roundTrip(new Model())).toEqual({ weight: 2 });
  });

  test("are read once, field by field", () => {
    let reads = 0;
    const counted = {
      get a() {
        return (reads += 1);
      },
      b: [
        {
          get c() {
            return (reads += 1);
          },
        },
      ],
    };
    expect(roundTrip(counted)).toEqual({ a: 1, b: [{ c: 2 }] });
  });
});

describe("a value that is not data", () => {
  test.each<[string, unknown]>([
    ["function", () => 1],
    ["function", Map],
    ["symbol", Symbol("s")],
    ["Promise", Promise.resolve(1)],
    ["Map", new Map([[1, 2]])],
    ["Set", new Set([1])],
    ["Date", new Date(0)],
    ["RegExp", /a/],
    ["Error", new TypeError("x")],
    ["Number", Object(6)],
    ["DataView", new DataView(new ArrayBuffer(8))],
    ["ArrayBuffer", new ArrayBuffer(8)],
    [
      "Generator",
      (function* () {
        yield 1;
      })(),
    ],
    ["Mine", { [Symbol.toStringTag]: "Mine" }],
  ])("has the label %s", (label, v) => {
    expect(labelOf(v)).toBe(label);
  });

  test("has a label of bounded length, with anything in it", () => {
    expect(labelOf({ [Symbol.toStringTag]: '"]}\n\u001b'.repeat(1000) })).toHaveLength(40);
  });

  test("includes a cycle, at the place where it closes, but not the same object twice", () => {
    const cyclic: { self?: unknown; list: unknown[] } = { list: [] };
    cyclic.self = cyclic;
    cyclic.list.push([cyclic]);
    expect(roundTrip(cyclic)).toEqual({ self: new Opaque("cycle"), list: [[new Opaque("cycle")]] });
    const shared = [1];
    expect(roundTrip([shared, shared])).toEqual([[1], [1]]);
  });
});

describe("a budget", () => {
  test("of bytes is never exceeded", () => {
    fc.assert(
      fc.property(value, fc.nat(300), (v, bytes) => {
        fc.pre(!spends(v, { bytes }));
        const { length } = encode(v, { ...AMPLE, bytes });
        expect(length).toBeLessThanOrEqual(bytes);
        expect(spends(v, { bytes: length - 1 })).toBe(true);
      }),
    );
    expect(spends("x".repeat(98), { bytes: 100 })).toBe(false);
    expect(spends("x".repeat(99), { bytes: 100 })).toBe(true);
    expect(spends('"'.repeat(60), { bytes: 100 })).toBe(true);
    expect(spends({ ["k".repeat(200)]: 1 }, { bytes: 100 })).toBe(true);
  });

  test("of nodes counts every value, element and hole", () => {
    expect(spends([1, [2, 3], { a: 4 }], { nodes: 7 })).toBe(false);
    expect(spends([1, [2, 3], { a: 4 }], { nodes: 6 })).toBe(true);
  });

  test("of depth counts the open levels", () => {
    const nest = (levels: number): unknown => (levels === 0 ? 1 : [nest(levels - 1)]);
    expect(spends(nest(5), { depth: 5 })).toBe(false);
    expect(spends(nest(6), { depth: 5 })).toBe(true);
    expect(spends(nest(MAX_DEPTH), {})).toBe(false);
    expect(same(roundTrip(nest(MAX_DEPTH)), nest(MAX_DEPTH))).toBe(true);
  });

  test.each<[string, () => unknown]>([
    ["the longest array, all holes", () => new Array(2 ** 32 - 1)],
    ["a long typed array", () => new Uint8Array(50_000_000)],
    [
      "a graph with 2^40 paths through forty objects",
      () => Array.from({ length: 40 }).reduce<unknown>((inner) => [inner, inner], 1),
    ],
    [
      "an object that creates a new one whenever it is read",
      () => {
        const grow = (): object => ({
          get next() {
            return grow();
          },
        });
        return grow();
      },
    ],
    ["a gigantic string", () => "x".repeat(2 ** 28)],
    ["a gigantic BigInt", () => 1n << 100_000_000n],
    ["a gigantic negative BigInt", () => -(1n << 100_000_000n)],
    [
      "an object with very many fields",
      () => Object.fromEntries(Array.from({ length: 200_000 }, (_, i) => [i, 0])),
    ],
  ])("ends %s at once", (_name, make) => {
    expect(spends(make(), {})).toBe(true);
  });
});

describe("reading", () => {
  const refused = (text: string, depth?: number): boolean => {
    try {
      decode(text, depth);
      return false;
    } catch (error) {
      expect(error).toBeInstanceOf(CodecError);
      return true;
    }
  };

  test.each([
    "",
    "x",
    "{",
    "[1,]",
    "undefined",
    "NaN",
    '{"$n":"nan"}',
    '{"$n":1}',
    '{"$n":"toString"}',
    '{"$n":"__proto__"}',
    '{"$i":1}',
    '{"$i":"1.5"}',
    '{"$i":"x"}',
    '{"$x":1}',
    '{"$x":null}',
    '{"$y":1}',
    '{"$":1}',
    '{"$o":1}',
    '{"$o":{}}',
    '{"$o":[1]}',
    '{"$o":[[1,2]]}',
    '{"$o":[["a",{"$y":1}]]}',
    '[{"a":{"$n":"1"}}]',
  ])("refuses %s", (text) => {
    expect(refused(text)).toBe(true);
  });

  test("refuses a text that is nested too deeply, in lists, objects and tags", () => {
    const lists = (n: number) => "[".repeat(n) + "]".repeat(n);
    expect(refused(lists(MAX_DEPTH + 8))).toBe(false);
    for (const n of [MAX_DEPTH + 9, 1000, 1_000_000]) {
      expect(refused(lists(n))).toBe(true);
      expect(refused('{"a":'.repeat(n) + "1" + "}".repeat(n))).toBe(true);
      expect(refused('{"$o":[["$",'.repeat(n) + "1" + "]]}".repeat(n))).toBe(true);
    }
    expect(refused("[[1]]", 1)).toBe(true);
  });

  test("of any text gives a value or a CodecError", () => {
    const tagged = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.jsonValue(),
        fc.array(tie("json"), { maxLength: 3 }),
        fc.dictionary(
          fc.constantFrom("$n", "$i", "$u", "$x", "$o", "a", "__proto__"),
          tie("json"),
          { maxKeys: 2 },
        ),
      ),
    })).json;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.json(),
          tagged.map((v) => JSON.stringify(v)),
        ),
        (text) => {
          if (refused(text)) return;
          // A text that was accepted is data like any other.
          const once = encode(decode(text), AMPLE);
          expect(encode(decode(once), AMPLE)).toBe(once);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
