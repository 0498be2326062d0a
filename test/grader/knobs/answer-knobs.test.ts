// What the reference answers for the knobs of a statement, in a pack slot.

import { afterAll, beforeAll, expect, test } from "vitest";
import { answerKnobs } from "../../../grader/knobs/answer-knobs.ts";
import { type KnobsBlock, parseKnobs } from "../../../grader/knobs/parse-knobs.ts";
import { createGrader, type Grader } from "../../../grader/index.ts";
import type { Exercise } from "../../../grader/doors/packs.ts";
import { extractKnobs } from "../../../grader/statement/render-statement.ts";
import { load, LLM_PRIMER } from "../../support/packs.ts";

let grader: Grader;
let regression: Exercise;
let descent: Exercise;
beforeAll(async () => {
  grader = createGrader({ submissions: { size: 0 } });
  [regression, descent] = await Promise.all([
    load(LLM_PRIMER, "fit-a-line"),
    load(LLM_PRIMER, "gradient-descent"),
  ]);
});
afterAll(() => grader.close());

function readBlock({ statements }: Exercise): KnobsBlock {
  const parsed = parseKnobs({ text: extractKnobs(statements.en)!, line: 1 }, "");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.value;
}
const answer = (exercise: Exercise, change: (block: KnobsBlock) => void = () => undefined) => {
  const block = readBlock(exercise);
  change(block);
  return answerKnobs(grader.programs, exercise, block);
};

test("linear regression: the best line", async () => {
  const answered = await answer(regression);
  if (!answered.ok) throw new Error(JSON.stringify(answered.refusal));
  expect(answered.knobs.best.w).toBeCloseTo(0.6, 12);
  expect(answered.knobs.best.b).toBeCloseTo(2.2, 12);
  expect(answered.knobs.paths).toEqual([]);
});

test("gradient descent: a path per rate, as the worked example walks it", async () => {
  const answered = await answer(descent);
  if (!answered.ok) throw new Error(JSON.stringify(answered.refusal));
  const { paths } = answered.knobs;
  expect(paths.map(({ rate }) => rate)).toEqual([0.01, 0.07, 0.09]);
  for (const { w, b } of paths) {
    expect([w.length, b.length]).toEqual([101, 101]);
    expect([w[0], b[0]]).toEqual([0, 0]);
  }
  expect(paths[0]!.w[1]).toBeCloseTo(0.264, 12);
  expect(paths[0]!.b[1]).toBeCloseTo(0.08, 12);
  // Too long a step: farther from the best line each time.
  const distance = (i: number) => Math.abs(paths[2]!.w[i]! - 0.6);
  expect(distance(40)).toBeGreaterThan(distance(20));
});

test.each<[string, "regression" | "descent", (block: KnobsBlock) => void, object]>([
  [
    "an input that the validator refuses",
    "descent",
    ({ paths }) => (paths!.rates = { lr: [0.01, -1] }),
    { code: "knobs-input", key: "paths", params: { detail: "lr is negative, or no number" } },
  ],
  [
    "a field that the output does not have",
    "regression",
    ({ best }) => (best.w = "slope"),
    { code: "knobs-answer", key: "best", params: { detail: "slope = undefined" } },
  ],
  [
    "a list where a number is needed",
    "regression",
    ({ best }) => (best.b = "fitted"),
    {
      code: "knobs-answer",
      key: "best",
      params: { detail: expect.stringMatching(/^fitted = \[2\.8/) as string },
    },
  ],
  [
    "a number where a path is needed",
    "descent",
    ({ paths }) => (paths!.b = "b.length"),
    { code: "knobs-answer", key: "paths", params: { detail: "b.length = undefined" } },
  ],
  [
    "a line that is not the best one: what the text prints",
    "regression",
    (block) => (block.best = { w: 0.6, b: 1.6 }),
    { code: "knobs-best", key: "best", params: { w: 0.6, b: 1.6 } },
  ],
  [
    "a question about other data than the points",
    "regression",
    ({ points }) => (points.y = [2, 4, 2, 4, 5]),
    { code: "knobs-best", key: "best" },
  ],
])("refuses %s", async (_, which, change, refusal) => {
  const answered = await answer(which === "regression" ? regression : descent, change);
  expect(answered).toMatchObject({ ok: false, refusal });
});

test("refuses a path that leaves the numbers, and more than a thousand places", async () => {
  // 100 is the most that the validator lets an input of this exercise have.
  const endless = { ...descent, modules: { ...descent.modules } };
  delete endless.modules.validator;
  const farOut = await answer(endless, ({ paths }) => {
    paths!.input = { ...paths!.input, epochs: 300 };
    paths!.rates = { lr: [1000] };
  });
  expect(farOut).toMatchObject({ ok: false, refusal: { code: "knobs-answer", key: "paths" } });
  const long = await answer(endless, ({ paths }) => {
    paths!.input = { ...paths!.input, epochs: 400 };
    paths!.rates = { lr: [0.01, 0.02, 0.03] };
  });
  expect(long).toMatchObject({
    ok: false,
    refusal: { code: "knobs-answer", params: { detail: "1203 > 1000" } },
  });
});

test("refuses a reference that fails, with its error", async () => {
  const code =
    'function fit() { throw new Error("out of order"); }\n' +
    "module.exports = { fit, predict: fit, evaluate: fit };";
  const failing = { ...regression, modules: { ...regression.modules, reference: code } };
  expect(await answer(failing)).toMatchObject({
    ok: false,
    refusal: {
      code: "knobs-answer",
      key: "best",
      params: { why: "threw", detail: expect.stringContaining("out of order") as string },
    },
  });
});
