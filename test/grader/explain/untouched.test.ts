// Functions that are still those of the starter.

import { expect, test } from "vitest";
import { findUntouched } from "../../../grader/explain/untouched.ts";

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
