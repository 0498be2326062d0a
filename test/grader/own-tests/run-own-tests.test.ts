// A student's own tests: what expressions see and give, limits, and that nothing of the pack is
// loaded where an expression runs.

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../../grader/index.ts";
import { type Exercise } from "../../../grader/doors/packs.ts";
import type { OwnTest, Report } from "../../../grader/doors/reports.ts";
import { MAX_OWN_TESTS, ownTests } from "../../../grader/own-tests/own-test.ts";
import {
  encodeExpression,
  findGiven,
  makeExpressionProgram,
} from "../../../grader/own-tests/expression-program.ts";
import { admitSource } from "../../../grader/source.ts";
import { bytes, copyTiny, load, LLM_PRIMER, TINY } from "../../support/packs.ts";

const SUM = "export const total = (v: number[]): number => v.reduce((a, b) => a + b, 0);\n";
const LINE = `const secret = 42;
export function fit(X: number[][], y: number[]) { return { coef: [0.6], intercept: 2.2 }; }
export function predict(m: { coef: number[]; intercept: number }, X: number[][]) {
  if (X.length === 0) throw new RangeError("no rows");
  return X.map(([x]) => m.intercept + m.coef[0]! * x!);
}
`;

let grader: Grader;
let sum: Exercise;
let regression: Exercise;
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 1, spares: 0 } });
  sum = await load(TINY, "sum");
  regression = await load(LLM_PRIMER, "fit-a-line");
});
afterAll(() => grader.close());

const run = (exercise: Exercise, source: string, tests: OwnTest[]): Promise<Report> =>
  grader.grade({
    exercise,
    source: bytes(source),
    fileName: "my.ts",
    groups: "none",
    ownTests: tests,
  });
const expression = (code: string, expected: string | null = null): OwnTest => ({
  kind: "expression",
  code,
  expected,
});
async function evaluate(code: string, source = LINE, exercise = regression) {
  const report = await run(exercise, source, [expression(code)]);
  expect(report.messages).toEqual([]);
  expect(report.ownTests).toHaveLength(1);
  return report.ownTests[0]!;
}

describe("an expression", () => {
  test("sees an input that has a name of the loader", async () => {
    const counting = await load(LLM_PRIMER, "count-parameters");
    const { input } = counting.groups[0]!.cases[0]!;
    const { value } = await evaluate(
      "JSON.stringify(module)",
      "export const listParameters = () => [];",
      counting,
    );
    expect(JSON.parse(JSON.parse(value!.whole!) as string)).toEqual(
      (input as { module: unknown }).module,
    );
  });

  test.each([
    ["predict(fit(X, y), [[6]])", "[5.8]", "1"],
    ["fit(X, y)", "{ coef: [0.6], intercept: 2.2 }", null],
    ["X", "[[1], [2], [3], [4], [5]]", "5 x 1"],
    ["secret", "42", null],
    ["const m = fit(X, y); m.coef[0] as number", "0.6", null],
    ["{ a: 1, b: [1, 2] }", "{ a: 1, b: [1, 2] }", null],
    ["let n: number = 2;\nn * 21", "42", null],
    ["[1, [2]]", "[1, [2]]", null],
    ["-0", "-0", null],
    ["NaN", "NaN", null],
    ["10n ** 20n", "100000000000000000000n", null],
    ["undefined", "undefined", null],
  ])("%s gives %s", async (code, value, shape) => {
    expect(await evaluate(code)).toMatchObject({
      verdict: "shown",
      value: { folded: value },
      shape,
      thrown: null,
      returned: null,
    });
  });

  test("sees the submission's own names before those of the example", async () => {
    const source = `${LINE}const X = "mine";\n`;
    expect((await evaluate("X", source)).value?.folded).toBe('"mine"');
    expect((await evaluate("y", source)).value?.folded).toBe("[2, 4, 5, 4, 5]");
  });

  test("leaves no name behind that the tests could see", async () => {
    const source =
      "export const total = (v: number[]) => (typeof X === 'undefined' ? v[0]! : 0);\n";
    const report = await grader.grade({
      exercise: regression,
      source: bytes(source),
      fileName: "my.ts",
      groups: "none",
      ownTests: [expression("total([7])")],
    });
    expect(report.ownTests[0]!.value?.folded).toBe("7");
  });

  test("shows what was printed", async () => {
    expect(await evaluate('console.log("a", [1]); 2')).toMatchObject({
      value: { folded: "2" },
      console: "a [1]\n",
    });
  });

  test.each([
    ["nope(1)", { name: "ReferenceError", message: "nope is not defined", line: 0 }],
    ["predict(fit(X, y), [])", { name: "RangeError", message: "no rows", line: 4 }],
    ["fit(X, y", { name: "SyntaxError", line: 0 }],
    ["1 +", { name: "SyntaxError", line: 0 }],
    ["import('node:fs')", { name: "SyntaxError", message: "import is not available (1:1)" }],
    ['import fs from "node:fs"', { name: "SyntaxError" }],
  ])("%s says what is wrong", async (code, thrown) => {
    expect(await evaluate(code)).toMatchObject({ verdict: "run-time-error", value: null, thrown });
  });

  test("of something that is not data says what it is", async () => {
    for (const [code, kind] of [
      ["new Map([[1, 2]])", "map"],
      ["fit", "function"],
      ["(async () => 1)()", "promise"],
    ] as const)
      expect((await evaluate(code)).returned).toEqual({ name: code, kind });
  });

  test("ends at the limit of a case, and the next test still runs", async () => {
    const report = await run(sum, SUM, [expression("for (;;);"), expression("total([1, 2])")]);
    expect(report.ownTests.map(({ verdict }) => verdict)).toEqual(["time-limit-exceeded", "shown"]);
    const printing = 'for (let i = 0; i < 1e6; i++) console.log("x".repeat(100))';
    expect((await evaluate(printing, SUM, sum)).verdict).toBe("output-limit-exceeded");
  });

  test("is compared with an expected value, another expression, by the exercise's tolerance", async () => {
    const report = await run(regression, LINE, [
      expression("predict(fit(X, y), [[6]])", "[2.2 + 0.6 * 6]"),
      expression("predict(fit(X, y), [[6]])", "[5.2]"),
      expression("predict(fit(X, y), [[6]])", "[nope]"),
    ]);
    expect(report.ownTests).toMatchObject([
      { verdict: "accepted", expected: { folded: "[5.8]" } },
      { verdict: "wrong-answer", mismatches: [{ expected: "5.2", name: "[0]" }] },
      { verdict: "run-time-error", thrown: { name: "ReferenceError" } },
    ]);
  });
});

describe("a case", () => {
  const tolerance = { rtol: 0, atol: 1e-9, fields: {} };

  test("runs through the driver and is compared, with the names of the statement", async () => {
    const input =
      '{"kind":"ols","X":[[1],[2]],"y":[1,2],"X_new":[[6]],"fit_intercept":true,"alpha":0}';
    const source = `${LINE}export const evaluate = () => ({ rss: 0, r2: 1 });\n`;
    const report = await run(regression, source, [
      { kind: "case", input, expected: '{"predictions":[5.8]}', tolerance },
      { kind: "case", input, expected: '{"predictions":[5]}', tolerance },
      {
        kind: "case",
        input,
        expected: '{"predictions":[5]}',
        tolerance: { ...tolerance, atol: 1 },
      },
    ]);
    expect(report.ownTests).toMatchObject([
      { verdict: "accepted" },
      { verdict: "wrong-answer", mismatches: [{ name: "predict(model, X)[0]" }] },
      { verdict: "accepted" },
    ]);
  });

  test("is shown with the objects and the names that students know", async () => {
    const merges = await load(LLM_PRIMER, "merge-characters");
    const report = await run(merges, merges.starter, [
      {
        kind: "case",
        input: '{"kind":"best_pair","sequences":[["a","b","a","b"]]}',
        expected: '{"best":["a","b",2]}',
        tolerance,
      },
    ]);
    expect(report.ownTests[0]).toMatchObject({
      verdict: "wrong-answer",
      value: { folded: '{ "bestPair(texts)": { left: "", right: "", count: 0 } }' },
      expected: { folded: '{ "bestPair(texts)": { left: "a", right: "b", count: 2 } }' },
      mismatches: [
        { name: "bestPair(texts).left" },
        { name: "bestPair(texts).right" },
        { name: "bestPair(texts).count" },
      ],
    });
  });

  test("whose texts are no data fails without harm", async () => {
    const report = await run(sum, SUM, [
      { kind: "case", input: "not json", expected: "3", tolerance },
      { kind: "case", input: "[1,2]", expected: "not json", tolerance },
      { kind: "case", input: '{"$r":[0,"x"]}', expected: "3", tolerance },
    ]);
    for (const { verdict } of report.ownTests) expect(["accepted", "shown"]).not.toContain(verdict);
    expect(report.ownTests).toHaveLength(3);
  });
});

test("a program that does not load gives its error, once, and no results", async () => {
  const broken = await run(sum, "export const total = (", [expression("1")]);
  expect(broken.messages).toMatchObject([{ code: "compile.syntax", params: { line: 1 } }]);
  expect(broken.ownTests).toEqual([]);
  const throwing = await run(sum, "throw new Error('at the start');", [expression("1")]);
  expect(throwing.messages).toMatchObject([{ code: "load.threw" }]);
});

test("expressions run although an export is still missing, and change no verdict", async () => {
  const report = await grader.grade({
    exercise: regression,
    source: bytes(LINE),
    fileName: "my.ts",
    groups: "visible",
    ownTests: [expression("predict(fit(X, y), [[6]])", "[0]")],
  });
  expect(report.verdict).toBe("compile-error");
  expect(report.messages).toMatchObject([{ code: "compile.missing-export" }]);
  expect(report.ownTests).toMatchObject([{ verdict: "wrong-answer" }]);
  const right = await grader.grade({
    exercise: sum,
    source: bytes(SUM),
    fileName: "my.ts",
    ownTests: [expression("total([1])", "2")],
  });
  expect(right).toMatchObject({ verdict: "accepted", ownTests: [{ verdict: "wrong-answer" }] });
});

test("cases that cannot run keep their places among expressions that can", async () => {
  const tolerance = { rtol: 0, atol: 0, fields: {} };
  const input =
    '{"kind":"ols","X":[[1],[2]],"y":[1,2],"X_new":[[6]],"fit_intercept":true,"alpha":0}';
  // The export `evaluate` is missing, so the driver's cases do not run.
  const report = await run(regression, LINE, [
    { kind: "case", input, expected: "{}", tolerance },
    expression("secret"),
  ]);
  expect(report.ownTests.map(({ verdict }) => verdict)).toEqual(["not-run", "shown"]);
  expect(report.messages).toMatchObject([{ code: "compile.missing-export" }]);
});

test("no code of the pack is in the program that evaluates an expression", () => {
  const { source } = admitSource(bytes(LINE), "my.ts");
  const given = findGiven(regression);
  const program = makeExpressionProgram(source, given);
  expect(program.driver).toBeNull();
  expect(program.source).toBe(LINE);
  const sent = JSON.stringify([program, encodeExpression("fit.toString()", given)]);
  for (const code of Object.values(regression.modules))
    expect(sent).not.toContain(code.slice(0, 60));
});

describe("the names of an example", () => {
  test("are the fields of the first visible case, without words that cannot be names", async () => {
    expect(findGiven(regression).names).toEqual(["X", "y"]);
    // Its inputs are lists.
    expect(findGiven(sum)).toEqual({ names: [], text: "{}" });
  });

  test("whatever a pack calls its fields, expressions still run", async () => {
    const words = [
      "eval",
      "class",
      "await",
      "$given",
      "a-b",
      "__proto__",
      "constructor",
      "undefined",
    ];
    const [group] = regression.groups;
    const input = Object.fromEntries(words.map((word) => [word, 1]));
    const cases = [{ ...group!.cases[0]!, input }];
    const exercise = { ...regression, groups: [{ ...group!, cases }] };
    const report = await run(exercise, LINE, [expression("secret")]);
    expect(report.ownTests).toMatchObject([{ value: { folded: "42" } }]);
  });
});

test("what anyone sends as own tests is limited", () => {
  const one = expression("1");
  expect(ownTests.safeParse(Array.from({ length: MAX_OWN_TESTS }, () => one)).success).toBe(true);
  expect(ownTests.safeParse(Array.from({ length: MAX_OWN_TESTS + 1 }, () => one)).success).toBe(
    false,
  );
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const parsed = ownTests.safeParse(value);
      expect(parsed.success ? parsed.data : value).toEqual(value);
    }),
  );
  for (const bad of [
    { ...one, code: " " },
    { ...one, code: "x".repeat(2001) },
    { ...one, extra: 1 },
    {
      kind: "case",
      input: "x".repeat(20_001),
      expected: "1",
      tolerance: { rtol: 0, atol: 0, fields: {} },
    },
    { kind: "case", input: "1", expected: "1" },
    { kind: "case", input: "1", expected: "1", tolerance: { rtol: -1, atol: 0, fields: {} } },
  ])
    expect(ownTests.safeParse([bad]).success, JSON.stringify(bad).slice(0, 80)).toBe(false);
});

test("a copy of a pack without stored cases has no names to give", async () => {
  const exercise = await load(copyTiny(), "sum");
  expect((await run(exercise, SUM, [expression("total([1, 2])")])).ownTests).toMatchObject([
    { value: { folded: "3" } },
  ]);
});
