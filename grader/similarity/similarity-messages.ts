// The messages between the parent and the process that compares submissions. The parent validates
// them on arrival, as it does with a slot's.

import { z } from "zod";
import {
  MAX_COMPARED,
  MAX_PAIRS,
  MAX_PARTS,
  MAX_TEXT_CHARACTERS,
  type SimilarityRequest,
} from "./similarity-result.ts";

export type SimilarityQuestion = SimilarityRequest & {
  /** This machine's factor; see grader/walls/parent/cpu-scale.ts. */
  cpuFactor: number;
};

const index = z
  .int()
  .min(0)
  .max(MAX_COMPARED - 1);
const offset = z.int().min(0).max(MAX_TEXT_CHARACTERS);
const lines = z
  .int()
  .min(0)
  .max(MAX_TEXT_CHARACTERS * MAX_PARTS);
const range = z.tuple([offset, offset]).refine(([from, to]) => from <= to);

/** Also used to read stored results. */
export const similarityResult = z.strictObject({
  pairs: z
    .array(
      z.strictObject({
        a: index,
        b: index,
        similarity: z.number().min(0).max(1),
        longestLines: lines,
        sharedLines: lines,
        parts: z.array(z.strictObject({ a: range, b: range, lines })).max(MAX_PARTS),
      }),
    )
    .max(MAX_PAIRS),
  tooShort: z.array(index).max(MAX_COMPARED),
  isComplete: z.boolean(),
});

export const similarityAnswer = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("compared"), id: z.int().min(0), result: similarityResult }),
  z.strictObject({ type: z.literal("failed"), id: z.int().min(0), detail: z.string().max(500) }),
]);
export type SimilarityAnswer = z.infer<typeof similarityAnswer>;
