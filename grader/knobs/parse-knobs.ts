// Reads the block of knobs in a statement. The data is YAML; docs/pack-format.md explains the keys.

import { z } from "zod";
import { type Parsed, parseYaml } from "../pack/parse.ts";
import { problem } from "../pack/problem.ts";
import { MAX_KNOBS_CHARACTERS, type PlacedKnobs } from "../statement/find-knobs.ts";
import { MAX_PATHS, MAX_POINTS } from "./knobs.ts";

/** Drawn numbers. Squares of them, and sums of these, are far from the largest number. */
const LARGEST = 1e6;

const number = z.number().min(-LARGEST).max(LARGEST);
const coordinates = z.array(number).min(1).max(MAX_POINTS);
const interval = z
  .tuple([number, number])
  .refine(([low, high]) => low < high, "[low, high], low < high");
const place = z.strictObject({ w: number, b: number });

/** "coef", or "model.coef" for a field of a field. */
const field = z
  .string()
  .regex(/^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/, "a field of the driver's output")
  .max(100);
/** An input of a case, as the driver takes it. */
const input = z.json();

/** Fields of the output for this input. */
export interface Asked {
  input: unknown;
  w: string;
  b: string;
}

const numberOrField = z.union([number, field]);
const best = z
  .strictObject({ input: input.optional(), w: numberOrField, b: numberOrField })
  .refine(
    ({ input: given, w, b }) =>
      [w, b].every((one) => typeof one === (given === undefined ? "number" : "string")),
    "numbers, or with an input: fields of the driver's output",
  );

const rates = z
  .record(z.string().max(60), z.array(number).min(1).max(MAX_PATHS))
  .refine((record) => Object.keys(record).length === 1, "one key: a field of the input");

const knobsBlock = z.strictObject({
  points: z
    .strictObject({ x: coordinates, y: coordinates })
    .refine(({ x, y }) => x.length === y.length, "as many x as y"),
  range: z.strictObject({ w: interval, b: interval }),
  start: place,
  best,
  /** One path per rate. */
  paths: z
    .strictObject({ input: z.record(z.string().max(60), input), rates, w: field, b: field })
    .optional(),
});
export type KnobsBlock = z.infer<typeof knobsBlock>;

/** `file`: the statement. Lines of problems are lines of the statement. */
export function parseKnobs(
  { text, line }: Pick<PlacedKnobs, "text" | "line">,
  file: string,
): Parsed<KnobsBlock> {
  if (text.length > MAX_KNOBS_CHARACTERS)
    return {
      ok: false,
      problems: [
        problem(
          "wrong-value",
          file,
          { got: `${text.length} characters`, wanted: `<= ${MAX_KNOBS_CHARACTERS} characters` },
          { key: "knobs", line },
        ),
      ],
    };
  const parsed = parseYaml(text, file, knobsBlock);
  if (parsed.ok) return parsed;
  return { ok: false, problems: parsed.problems.map((one) => ({ ...one, line: line + one.line })) };
}
