// What is asked of a person's own language model, and what it wrote. Anyone may send an order, so it
// is parsed and limited on arrival. So is a result: it comes from the isolate of a submission.

import { z } from "zod";
import { MAX_WRITING_TEXTS } from "./pack/writing-schema.ts";

export const MAX_START = 20;
export const MAX_TEMPERATURE = 2;
/** The seeds of the generator s ← 48271·s mod (2^31 − 1). */
export const MAX_SEED = 2 ** 31 - 2;
/** Lines that are drawn. Without chance all would be the same, so there is one. */
export const LINES = 3;
export const LONGEST_LINE = 60;
/** How many of the probabilities of a step are shown. */
export const SHOWN_CHOICES = 6;

export const writingOrder = z.strictObject({
  /** The index of the training text. */
  text: z
    .int()
    .min(0)
    .max(MAX_WRITING_TEXTS - 1),
  /** What each line begins with. */
  start: z.string().max(MAX_START * 2),
  /** 0: always the most probable character. */
  temperature: z.number().min(0).max(MAX_TEMPERATURE),
  seed: z.int().min(1).max(MAX_SEED),
});
export type WritingOrder = z.infer<typeof writingOrder>;

const character = z.string().min(1).max(2);
const probability = z.number().min(0).max(1.001);

/** One character that the model added, with its probability before the temperature. */
const step = z.strictObject({
  character,
  probability,
  /** The most probable ones, in order. */
  choices: z.array(z.strictObject({ character, probability })).max(SHOWN_CHOICES),
});
export type WritingStep = z.infer<typeof step>;

/** "\n" as a step's character ends the line. */
const line = z.array(step).max(LONGEST_LINE);

/**
 * wrong: what the model returned is not probabilities. `position`: after how many characters of the
 * line. `value`: the sum of the row, or the length that is wrong.
 */
export const writingReport = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("written"), lines: z.array(line).min(1).max(LINES) }),
  z.strictObject({ kind: z.literal("unknown-character"), character }),
  z.strictObject({
    kind: z.literal("wrong"),
    fault: z.enum(["model", "rows", "row", "number", "sum"]),
    position: z.int().min(0).max(LONGEST_LINE),
    value: z.number().nullable(),
  }),
  z.strictObject({
    kind: z.literal("threw"),
    name: z.string(),
    message: z.string(),
    line: z.int().min(0),
  }),
  z.strictObject({
    kind: z.literal("limit"),
    limit: z.enum(["time", "memory", "output", "crash"]),
  }),
]);
export type WritingReport = z.infer<typeof writingReport>;
