// Results that statements show in comments: which of them are values, and which outputs match.

import { describe, expect, test } from "vitest";
import { compareShown } from "../../../grader/check/compare-shown.ts";
import { readShown } from "../../../grader/check/shown-result.ts";
import type { Value } from "../../../grader/isolate/codec.ts";

describe("a comment", () => {
  test.each<[string, Value]>([
    ["7", 7],
    ["-0.5", -0.5],
    ["1/3", 1 / 3],
    ["(1 + 2 + 6) / 3 = 3", 3],
    ['"a b" and "b a": 2', 2],
    ["一共：2", 2],
    ["3.1415…", Math.PI],
    ["[0.3333…, -0.6666…]", [1 / 3, -2 / 3]],
    ["[1, 2, …]", [1, 2, 3, 4]],
    ["[1, 2, ...]", [1, 2]],
    ['{ name: "w", shape: [2, 3] }', { name: "w", shape: [2, 3] }],
    ["{ loss: 1, … }", { loss: 1, steps: 7 }],
    ["loss: 1\nsteps: [1,\n 2]", { loss: 1, steps: [1, 2] }],
    ["total: 47", 47],
    ["NaN", NaN],
    ["-Infinity", -Infinity],
    ["undefined", undefined],
    ["12345678901234567890n", 12345678901234567890n],
    ["[ , 1]", [undefined, 1]],
    ["true", true],
  ])("%s is that output", (comment, output) => {
    const shown = readShown(comment);
    expect(shown).toBeDefined();
    expect(compareShown(shown!, output, 0)).toBeUndefined();
  });

  test.each<[string, Value, string]>([
    ["7", 2, ""],
    ["3.15…", Math.PI, ""],
    ["0.333", 1 / 3, ""],
    ["[1, 2]", [1, 2, 3], ""],
    ["[1, 2, …]", [1], ""],
    [
      "[[1, 2], [3, 5]]",
      [
        [1, 2],
        [3, 4],
      ],
      "[1][1]",
    ],
    ["{ loss: 1 }", { loss: 1, steps: 7 }, ".steps"],
    ["{ loss: 1, steps: 7 }", { loss: 1 }, ".steps"],
    ["loss: 1\nsteps: 8", { loss: 1, steps: 7 }, ".steps"],
    ['"a"', "b", ""],
    ["0", "0", ""],
    ["null", undefined, ""],
  ])("%s is not %j", (comment, output, path) => {
    expect(compareShown(readShown(comment)!, output, 0)).toMatchObject({ path });
  });

  test.each([
    "",
    "the sum",
    "labels [0, 0, 1], inertia 1 + 1 + 1 = 3",
    "a + b",
    "f(2)",
    "see above: twice",
    "`${1}`",
  ])("%j is no value", (comment) => {
    expect(readShown(comment)).toBeUndefined();
  });
});
