import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutJson } from "../../src/reference-answers/lay-out-json.ts";

test("one row of a matrix per line", () => {
  const X = Array.from({ length: 3 }, (_, i) => Array.from({ length: 12 }, (_, j) => i + j / 2));
  const text = layOutJson(JSON.stringify({ X, y: [1, 2], alpha: 0 }));
  expect(text).toBe(
    [
      "{",
      '  "X": [',
      "    [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5],",
      "    [1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5],",
      "    [2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7, 7.5]",
      "  ],",
      '  "y": [1, 2],',
      '  "alpha": 0',
      "}",
    ].join("\n"),
  );
});

test("is the same JSON, also with the keys __proto__ and constructor", () => {
  const key = fc.oneof(fc.string(), fc.constantFrom("__proto__", "constructor", "$n"));
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null)),
      fc.array(tie("tree")),
      fc
        .array(fc.tuple(key, tie("tree")))
        .map((pairs) => Object.fromEntries(pairs) as Record<string, unknown>),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(JSON.parse(layOutJson(text)))).toBe(text);
    }),
  );
});
