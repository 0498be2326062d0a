// What a report says was called in a failing case.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../../../grader/index.ts";
import type { Exercise } from "../../../../grader/doors/packs.ts";
import type { CaseReport } from "../../../../grader/doors/reports.ts";
import { bytes, load, LLM_PRIMER, TINY } from "../../../support/packs.ts";

let grader: Grader;
let sum: Exercise;
let regression: Exercise;
beforeAll(async () => {
  grader = createGrader();
  sum = await load(TINY, "sum");
  regression = await load(LLM_PRIMER, "fit-a-line");
});
afterAll(() => grader.close());

/** The first failing case of the first group that failed, or of the group with this id. */
async function firstFailure(
  exercise: Exercise,
  source: string,
  groupId?: string,
): Promise<CaseReport> {
  const report = await grader.grade({ exercise, source: bytes(source), fileName: "submission.ts" });
  return report.groups
    .filter(({ id }) => groupId === undefined || id === groupId)
    .flatMap((group) => group.cases)
    .find(({ verdict }) => verdict !== "accepted" && verdict !== "not-run")!;
}

const predictor = (body: string) => `
  export function fit(X, y) { ${body} }
  export function predict(model, X) { return X.map(([x]) => model.coef[0] * x); }
  export function evaluate(model, X, y) { return { rss: 0, r2: 1 }; }
`;

describe("a failing case shows the call", () => {
  test("with its arguments as they were before the submission changed them", async () => {
    const { call } = await firstFailure(
      sum,
      "export function total(values) { values.push(1); return values.length; }",
    );
    expect(call?.code.whole).toMatch(/^total\(\[[^\]]*\]\)$/);
    const args = JSON.parse(call!.code.whole!.slice("total(".length, -1)) as number[];
    expect(call?.result?.whole).toBe(String(args.length + 1));
  });

  test("that gave the wrong part of the output, and the earlier call whose result it needs", async () => {
    const { call } = await firstFailure(
      regression,
      predictor("return { coef: [0.6], intercept: 2.2 };"),
      "text",
    );
    expect(call?.name).toBe("predict");
    expect(call?.code.whole).toBe(
      "predict(fit([[1], [2], [3], [4], [5]], [2, 4, 5, 4, 5]), [[6]])",
    );
    expect(call?.result?.whole).toBe("[3.5999999999999996]");
  });

  test("that threw", async () => {
    const { call, thrown } = await firstFailure(
      regression,
      predictor("throw new Error('not today');"),
    );
    expect(thrown?.message).toBe("not today");
    expect(call).toMatchObject({ name: "fit", result: null });
    expect(call?.code.whole).toMatch(/^fit\(\[\[1\]/);
  });

  test("that did not return", async () => {
    const { call, verdict } = await firstFailure(
      regression,
      `export function fit() { return { coef: [1], intercept: 0 }; }
       export function predict(model, X) { for (;;) X.length; }
       export function evaluate() { return { rss: 0, r2: 1 }; }`,
      "predict",
    );
    expect(verdict).toBe("time-limit-exceeded");
    expect(call).toMatchObject({ name: "predict", result: null });
    expect(call?.code.whole).toMatch(/^predict\(/);
  });

  test("of the smallest failing input too", async () => {
    const { smallest } = await firstFailure(
      { ...sum, groups: sum.groups.filter(({ cases }) => cases.length === 0) },
      "export function total(values) { return values.length > 2 ? 0.5 : values.reduce((a, b) => a + b, 0); }",
    );
    expect(smallest?.call?.code.whole).toMatch(/^total\(\[/);
  });
});

describe("no call is shown, and nothing else changes,", () => {
  const STATE = "let calls = 0;\nexport function total() { return (calls += 1) + 0.25; }";

  test("if the program remembers something between calls; the report says so", async () => {
    const failure = await firstFailure(sum, STATE);
    const { unstable, verdict } = failure;
    expect(verdict).toBe("wrong-answer");
    // Alone, it is always the first call.
    expect(unstable ?? { path: "", first: failure.actual, second: "1.25" }).toEqual({
      path: "",
      first: failure.actual,
      second: "1.25",
    });
  });

  test.each([
    ["is cyclic", "const a = { }; a.self = a; return a;"],
    ["throws when it is written down", "return { get coef() { throw new Error('no'); } };"],
    [
      "changes when it is written down",
      "let n = 0; return { get coef() { return [n += 1]; }, intercept: 0 };",
    ],
    [
      "is huge",
      "return { coef: [1], intercept: 0, all: Array.from({ length: 60000 }, () => 'xxxxxxxx') };",
    ],
    [
      "is a proxy",
      "return new Proxy({ coef: [1], intercept: 0 }, { ownKeys() { throw new Error('no'); } });",
    ],
  ])("if a result %s", async (_, body) => {
    const failure = await firstFailure(regression, predictor(body));
    expect(failure.verdict).not.toBe("accepted");
    expect(failure.call).toSatisfy((call) => call === null || failure.unstable === null);
  });

  test("if builtins are patched", async () => {
    const failure = await firstFailure(
      sum,
      `Map.prototype.get = () => { throw new Error("patched"); };
       Map.prototype.set = () => { throw new Error("patched"); };
       JSON.stringify = () => "patched"; Object.keys = () => ["patched"];
       Array.prototype.push = () => 0; String.prototype.slice = () => "patched";
       Object.defineProperty(Array.prototype, 0, { set() { throw new Error("patched"); } });
       export function total() { return 0.25; }`,
    );
    expect(failure.actual).toBe("0.25");
    expect(failure.call?.result?.whole).toBe("0.25");
  });
});

test("hidden groups are never recorded", async () => {
  const report = await grader.grade({
    exercise: regression,
    source: bytes(predictor("return { coef: [1], intercept: 1 };")),
    fileName: "submission.ts",
  });
  const hidden = report.groups.filter(({ visible }) => !visible).flatMap(({ cases }) => cases);
  expect(hidden.length).toBeGreaterThan(0);
  expect(hidden.every(({ call, unstable }) => call === null && unstable === null)).toBe(true);
});
