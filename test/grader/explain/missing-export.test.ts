// Hints for a submission that does not export what it should.

import { describe, expect, test } from "vitest";
import { editDistance, explainMissingExports } from "../../../grader/explain/missing-export.ts";
import { NOWHERE } from "../../../grader/slots/protocol/compile-problem.ts";

const WANTED = [
  { name: "fit", signature: "(x: number) => number" },
  { name: "countParameters", signature: "(layers: object[]) => number" },
];

function explain(names: string[], exported: [string, string][], source = "") {
  return explainMissingExports(
    WANTED,
    { ...NOWHERE, code: "missing-exports", names, exported },
    source,
  ).map(({ code, params }) => [code, params["hint"] ?? "", params["near"] ?? params["names"]]);
}

test.each<[string, [string, string][], string, string, string]>([
  ["other capitals", [["countparameters", "function"]], "", "case", "countparameters"],
  ["underscores", [["count_parameters", "function"]], "", "case", "count_parameters"],
  ["a letter left out", [["countParamters", "function"]], "", "typo", "countParamters"],
  ["two letters swapped", [["cuontParameters", "function"]], "", "typo", "cuontParameters"],
  ["cut short", [["countParam", "function"]], "", "typo", "countParam"],
  ["an ending too much", [["countParametersOf", "function"]], "", "typo", "countParametersOf"],
  [
    "the nearest of several",
    [
      ["countParameter", "function"],
      ["countParamete", "function"],
      ["x", "function"],
    ],
    "",
    "typo",
    "countParameter",
  ],
  ["as the default export", [["default", "function"]], "", "default", "default"],
  ["a number", [["countParameters", "number"]], "", "type", "number"],
  [
    "in the file, not exported",
    [["helper", "function"]],
    "async function countParameters() {}",
    "declared",
    "countParameters",
  ],
  [
    "in the file as a constant",
    [],
    "  const countParameters = () => 1;",
    "declared",
    "countParameters",
  ],
  ["only mentioned", [], "// countParameters(layers)\ncountParameters;", "none", ""],
  ["nearly the name, but no function", [["countParameter", "number"]], "", "none", ""],
  ["nothing like it", [["gradient", "function"]], "", "none", ""],
  ["another one that is wanted too", [["fit", "function"]], "", "none", ""],
])("%s", (_name, exported, source, hint, near) => {
  expect(explain(["countParameters"], exported, source)).toEqual([
    ["compile.missing-export", hint, near],
  ]);
});

describe("a module", () => {
  test("that is one function is reported once, with all names", () => {
    expect(explain(["fit", "countParameters"], [["", "function"]])).toEqual([
      ["compile.function-module", "", "fit, countParameters"],
    ]);
  });

  test("that is null, or with names made to look like others, is reported without a guess", () => {
    expect(
      explain(
        ["fit"],
        [
          ["", "object"],
          ["__proto__", "function"],
          ["f".repeat(100), "function"],
        ],
      ),
    ).toEqual([["compile.missing-export", "none", ""]]);
  });
});

test("a short name has one letter to be wrong in", () => {
  expect(explain(["fit"], [["fitt", "function"]])).toEqual([
    ["compile.missing-export", "typo", "fitt"],
  ]);
  expect(explain(["fit"], [["fact", "function"]])).toEqual([
    ["compile.missing-export", "none", ""],
  ]);
});

test.each([
  ["", "", 0],
  ["abc", "abc", 0],
  ["abc", "acb", 1],
  ["abc", "ab", 1],
  ["abc", "xyz", 3],
  ["kitten", "sitting", 3],
])("from %j to %j it takes %i", (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
  expect(editDistance(b, a)).toBe(distance);
});
