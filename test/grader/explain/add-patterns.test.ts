// What wrong numbers have in common, in a report, or which function is not written yet.

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createGrader, type Grader } from "../../../grader/index.ts";
import type { Exercise } from "../../../grader/doors/packs.ts";
import { bytes, LLM_PRIMER, load } from "../../support/packs.ts";

const PREDICTS_NAN = `
export const fit = (X: number[][]) => ({ coef: X[0]!.map(() => 0), intercept: 0 });
export const predict = (_model: unknown, X: number[][]) => X.map(() => NaN);
export const evaluate = () => ({ rss: 0, r2: 0 });
`;

test("is described with the statement's names, as the differences are", async () => {
  const grader = createGrader({ submissions: { size: 1, spares: 0 } });
  const report = await grader.grade({
    exercise: await load(LLM_PRIMER, "fit-a-line"),
    source: bytes(PREDICTS_NAN),
    fileName: "predicts-nan.ts",
  });
  await grader.close();
  const failing = report.groups
    .find(({ id }) => id === "predict")!
    .cases.find(({ pattern }) => pattern !== null)!;
  expect(failing.pattern).toEqual({
    code: "nan",
    field: "",
    params: { path: "predict(model, X)[0]", value: "NaN" },
  });
  expect(failing.mismatches.map(({ name }) => name)).toContain("predict(model, X)[0]");
});

describe("what is not written yet", () => {
  let grader: Grader;
  let chain: Exercise;
  let starter: string;
  let written: string;
  beforeAll(async () => {
    grader = createGrader({ submissions: { size: 1, spares: 0 } });
    chain = await load(LLM_PRIMER, "backpropagate-numbers");
    ({ starter } = chain);
    written = chain.examples.find(({ fileName }) => fileName === "two-loops.ts")!.source;
  });
  afterAll(() => grader.close());

  /** The starter, with the functions of these names written. */
  function write(...names: string[]): string {
    const find = (text: string, name: string) =>
      new RegExp(`(?:export )?function ${name}\\b[^]*?\\n}\\n`).exec(text)![0];
    const text = names.reduce(
      (before, name) => before.replace(find(before, name), () => find(written, name)),
      starter,
    );
    return `${text}\n${find(written, "result")}`;
  }

  /** Of the first failing case of each visible group: the function called, and what is said. */
  async function explain(source: string) {
    const report = await grader.grade({
      exercise: chain,
      source: bytes(source),
      fileName: "my.ts",
    });
    return report.groups
      .filter(({ visible }) => visible)
      .flatMap(({ cases }) => cases.find(({ verdict }) => verdict !== "accepted") ?? [])
      .map(({ call, pattern }) => ({ name: call?.name, pattern }));
  }
  const unwritten = (name: string | undefined) => ({
    code: "not-written",
    field: "",
    params: { names: name },
  });

  test("is the function that the failing test calls, and no other", async () => {
    const failing = await explain(starter);
    expect(new Set(failing.map(({ name }) => name))).toEqual(
      new Set(["slope", "forward", "backward"]),
    );
    for (const { name, pattern } of failing) expect(pattern).toEqual(unwritten(name));
  });

  test("is so although the test calls a written one too", async () => {
    const failing = await explain(write("slope", "forward"));
    expect(failing.length).toBeGreaterThan(0);
    for (const { name, pattern } of failing) {
      expect(name).toBe("backward");
      expect(pattern).toEqual(unwritten("backward"));
    }
  });

  test("may be a function that a written one calls; its NaN is no pattern", async () => {
    const failing = await explain(write("forward", "backward"));
    expect(failing.map(({ name }) => name)).toContain("backward");
    for (const { pattern } of failing) expect(pattern).toEqual(unwritten("slope"));
  });
});
