// What wrong numbers have in common, in a report.

import { expect, test } from "vitest";
import { createGrader } from "../../../grader/index.ts";
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
