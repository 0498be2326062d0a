// A person's input is read as data or refused, with the place of an error.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_CASE_CHARACTERS } from "../../grader/case-data.ts";
import { findJsonError } from "../../grader/find-json-error.ts";
import { readCaseInput } from "../../grader/index.ts";
import { encode } from "../../grader/isolate/codec.ts";

describe("findJsonError", () => {
  const isJson = (text: string) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  test("agrees with JSON.parse on texts that are nearly JSON", () => {
    const piece = fc.constantFrom(
      ...'[ ] { } , : " \n \\ - 0 . 5 e'.split(" "),
      " ",
      "1",
      "tru",
      "true",
      "null",
      '"a"',
      "\u0007",
    );
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.nat({ max: 3 }), fc.string({ unit: piece, maxLength: 3 }))
      .map(([text, at, length, other]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + other + text.slice(from + length);
      });
    const any = fc.oneof(damaged, fc.json(), fc.string({ unit: piece, maxLength: 12 }));
    fc.assert(
      fc.property(any, (text) => {
        expect(findJsonError(text).ok).toBe(isJson(text));
      }),
      { numRuns: 5000 },
    );
  });

  test("what comes before the place can be completed to JSON, what includes it cannot", () => {
    for (const [text, offset] of [
      ["[1,,2]", 3],
      ["[1, 2", 5],
      ['{"a" 1}', 5],
      ['{"a": 01}', 7],
      ["[1] 2", 4],
      ["{a: 1}", 1],
      ["[1,]", 3],
      ['"a\nb"', 0],
      ["NaN", 0],
      ["", 0],
    ] as const)
      expect([text, findJsonError(text)]).toEqual([text, { ok: false, offset }]);
  });

  test("deep nesting is counted, and costs no stack", () => {
    expect(findJsonError(`${"[".repeat(200_000)}${"]".repeat(200_000)}`)).toEqual({
      ok: true,
      depth: 200_000,
    });
  });
});

const nest = (levels: number): unknown[] => (levels === 1 ? [] : [nest(levels - 1)]);

describe("readCaseInput", () => {
  const read = (text: string) => readCaseInput(text);

  test("every value that the codec writes comes back as it was", () => {
    const value = fc.anything({
      values: [
        fc.double(),
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.bigInt(),
        fc.constant(undefined),
      ],
      key: fc.oneof(fc.string(), fc.constantFrom("$x", "$r", "__proto__", "constructor")),
      maxDepth: 4,
    });
    const budget = { bytes: MAX_CASE_CHARACTERS, nodes: 10_000, depth: 20 };
    fc.assert(
      fc.property(value, (one) => {
        const text = encode(one, budget);
        const result = read(text);
        expect(result.ok && result.input.text).toBe(text);
      }),
    );
  });

  test.each([
    ["the text of a call", "fit.toString()", { why: "not-json", line: 1, column: 1 }],
    ["a getter", '{ get "X"() { return 1 } }', { why: "not-json", line: 1, column: 3 }],
    ["a proxy", "new Proxy({}, {})", { why: "not-json", line: 1, column: 1 }],
    ["a function", "[1, () => 2]", { why: "not-json", line: 1, column: 5 }],
    [
      "an error in a later line",
      '{\n  "X": [1,\n  2,,]\n}',
      { why: "not-json", line: 3, column: 5 },
    ],
    ["a text that ends too soon", "[1,\n2", { why: "not-json", line: 2, column: 2 }],
    ["nothing", " \n", { why: "empty" }],
    ["a value that is not data", '{"$x":"function"}', { why: "not-data" }],
    ["a cycle, further inside", '[1,{"a":[{"$x":"cycle"}]}]', { why: "not-data" }],
    ["a reference to a call", '[{"$r":[0,"losses"]}]', { why: "not-data" }],
    ["a described value", '{"f":{"$d":"name"}}', { why: "not-data" }],
    ["an opaque value under an escaped key", '{"$o":[["$a",{"$x":"x"}]]}', { why: "not-data" }],
    ["an unknown tag", '{"$e":"1+1"}', { why: "not-data" }],
    ["an unknown special number", '{"$n":"constructor"}', { why: "not-data" }],
    ["a BigInt that is none", '{"$i":"1+1"}', { why: "not-data" }],
    ["pairs that are none", '{"$o":[["a"],[1,2]]}', { why: "not-data" }],
    ["65 levels", `${"[".repeat(65)}${"]".repeat(65)}`, { why: "too-deep", limit: 64 }],
    ["9,000 levels", `${"[".repeat(9000)}${"]".repeat(9000)}`, { why: "too-deep", limit: 64 }],
    [
      "a million numbers",
      `[${"1,".repeat(999_999)}1]`,
      { why: "too-long", length: 2_000_001, limit: MAX_CASE_CHARACTERS },
    ],
  ])("%s is refused", (_, text, problem) => {
    expect(read(text)).toEqual({ ok: false, ...problem });
  });

  test.each([
    ["code in a string", '["fit.toString()"]', ["fit.toString()"]],
    [
      "NaN and infinities, by their tags",
      '[{"$n":"NaN"},{"$n":"-Infinity"}]',
      [Number.NaN, -Infinity],
    ],
    ["64 levels", `${"[".repeat(64)}${"]".repeat(64)}`, nest(64)],
    ["undefined and a BigInt", '[{"$u":0},{"$i":"12"}]', [undefined, 12n]],
  ])("%s is data", (_, text, value) => {
    const result = read(text);
    expect(result).toMatchObject({ ok: true, input: { text } });
    expect(result.ok && result.input.value).toEqual(value);
  });

  test("the key __proto__ is a key like others, and changes no prototype", () => {
    for (const text of [
      '{"__proto__":{"polluted":1},"a":2}',
      '{"$o":[["$a",1],["__proto__",{"polluted":1}]]}',
      '{"constructor":{"prototype":{"polluted":1}}}',
    ]) {
      const result = read(text);
      if (!result.ok) throw new Error(text);
      expect("polluted" in (result.input.value as object)).toBe(false);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
      expect(result.input.text).toBe(text);
    }
  });

  test("just short enough", () => {
    const text = JSON.stringify("x".repeat(MAX_CASE_CHARACTERS - 2));
    expect(read(text).ok).toBe(true);
    expect(read(`${text} `)).toMatchObject({ ok: false, why: "too-long" });
  });
});
