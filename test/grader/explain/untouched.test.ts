// Functions that are still those of the starter.

import { expect, test } from "vitest";
import { findUntouched, selectCalled } from "../../../grader/explain/untouched.ts";

const STARTER = `export interface Model { coef: number[] }

/** Fits. */
export function fit(X: number[][]): Model {
  // write your code here
  void X;
  return { coef: [] };
}

export function predict(model: Model): number[] {
  void model;
  return [];
}
`;
const EXPORTS = ["fit", "predict"].map((name) => ({ name, signature: "" }));
const find = (source: string) => findUntouched(STARTER, source, EXPORTS);

test("all of the starter's own", () => {
  expect(find(STARTER)).toEqual(["fit", "predict"]);
});

test("comments and white space make no difference", () => {
  expect(
    find(
      STARTER.replaceAll("  ", "\t")
        .replace("write your code here", "later")
        .replace("{\n", "{\r\n\n"),
    ),
  ).toEqual(["fit", "predict"]);
});

test("a function that was changed is written", () => {
  expect(find(STARTER.replace("return [];", "return [1];"))).toEqual(["fit"]);
  expect(find("export const fit = () => 1;")).toEqual([]);
});

test("every starter of the form of the packs is recognised as its own", () => {
  const arrow = "export const fit = (X: number[][]): number => {\n  return 0;\n};\n";
  expect(findUntouched(arrow, arrow, [EXPORTS[0]!])).toEqual(["fit"]);
});

test("one that calls another function of the starter is written once that one is", () => {
  const starter = `export function fit(X: number[][]) {
  return solve(X);
}

function solve(X: number[][]) {
  return X.length * 0;
}
`;
  expect(findUntouched(starter, starter, [EXPORTS[0]!])).toEqual(["fit"]);
  const written = starter.replace("X.length * 0", "X.length");
  expect(findUntouched(starter, written, [EXPORTS[0]!])).toEqual([]);
});

test.each([
  ["itself", "predict", "predict([1])", ["predict"]],
  ["an earlier call whose result it needs", "evaluate", "evaluate(fit([[1]]), [2])", ["fit"]],
  ["one that its function calls", "train", "train([[1]])", ["fit"]],
  ["none, if it is named in a comment or is a method", "score", "score(1)", []],
])("a failing call names %s", (_, name, code, names) => {
  const source = `${STARTER}
export function train(X) {
  const model = fit (X);
  return model;
}
export const score = (x) => {
  // fit(x) comes first
  return x.predict(1);
};
`;
  expect(selectCalled(["fit", "predict"], source, name, code)).toEqual(names);
});
