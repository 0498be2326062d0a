// Draws one case by hand: what the manifest says, the case, and what a submission returned.

import { EXACT } from "../../../grader/compare/tolerance.ts";
import type { DrawnCase } from "../../../grader/figures/drawn-case.ts";
import type { Value } from "../../../grader/isolate/codec.ts";

export const TITLE = { "zh-CN": "图", en: "A figure" };

export function drawnCase(expected: Value, output: Value, input: Value = null): DrawnCase {
  return {
    testCase: {
      name: "one",
      title: undefined,
      inputText: "",
      input,
      expected,
      tolerance: { ...EXACT, atol: 1e-9, rtol: 1e-9 },
      hint: undefined,
      index: undefined,
    },
    output,
    nameField: () => undefined,
  };
}

/** Every number in it that is drawn. */
export function listNumbers(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(listNumbers);
}
