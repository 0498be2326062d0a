// A test that a student wrote: an expression over their own program, or a case of the exercise with
// its expected output. Anyone may send anything, so it is parsed and limited on arrival.

import { z } from "zod";
import { MAX_CASE_CHARACTERS } from "../case-data.ts";
import { bounds, fields } from "../pack/schema.ts";

export const MAX_OWN_TESTS = 20;
const MAX_CODE = 2000;
/** Of all tests together. */
export const MAX_TOTAL_CHARACTERS = 60_000;

const code = z.string().max(MAX_CODE).regex(/\S/, "code");
const caseText = z.string().min(1).max(MAX_CASE_CHARACTERS);

export const ownTest = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("expression"),
    code: code.describe("Evaluated where the program's names are known"),
    expected: code.nullable().describe("Another expression; null: the value is only shown"),
  }),
  z.strictObject({
    kind: z.literal("case"),
    input: caseText.describe("As the codec writes it"),
    expected: caseText.describe("As the codec writes it"),
    tolerance: bounds.extend({ fields }),
  }),
]);
export type OwnTest = z.infer<typeof ownTest>;

export const ownTests = z
  .array(ownTest)
  .max(MAX_OWN_TESTS)
  .refine((tests) => weigh(tests) <= MAX_TOTAL_CHARACTERS, "too long together");

/** Characters of all texts. */
export function weigh(tests: readonly OwnTest[]): number {
  return tests.reduce(
    (sum, test) =>
      sum +
      (test.kind === "case" ? test.input.length : test.code.length) +
      (test.expected?.length ?? 0),
    0,
  );
}
