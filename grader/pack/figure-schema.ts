// The schema of `figures` in exercise.yaml: which parts of a case and its outputs a report draws.
//
// A path leads from an output to a part of it: "grads[0].kernel". "parameters[].count" is a list:
// the count of every element of `parameters`.

import { z } from "zod";
import { localized, slug } from "./localized.ts";

const figurePath = z
  .string()
  .max(100)
  .regex(
    /^(?:[A-Za-z_$][\w$]*(?:\[\d*\])*(?:\.[A-Za-z_$][\w$]*(?:\[\d*\])*)*|(?:\[\d*\])+)?$/,
    "a path: layers[0].kernel",
  );

const facts = {
  title: localized,
  group: slug.optional().describe("A visible group; without it, any of them"),
};
const textField = z.string().min(1).max(100);
const axes = z
  .strictObject({ x: localized, y: localized })
  .optional()
  .describe("What the two directions are");

export const figureManifest = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("text"),
    ...facts,
    group: slug,
    field: z
      .union([textField, z.strictObject({ "zh-CN": textField, en: textField })])
      .describe("A text in the outputs, or one for each language of a reader; it is not compared"),
    cases: z
      .enum(["first", "passed"])
      .default("first")
      .describe(
        "first: of the first output that has it; passed: of all, one below the other, if the group passed",
      ),
  }),
  z.strictObject({
    kind: z.literal("fit"),
    ...facts,
    axes,
    x: figurePath.describe("In the input: a list of numbers, or a matrix with one column"),
    y: figurePath.describe("In the input"),
    line: figurePath.describe("In the output: the line at each x"),
  }),
  z.strictObject({
    kind: z.literal("curves"),
    ...facts,
    axes,
    field: figurePath.describe("A list with one number, or one list of numbers, for each step"),
    firstStep: z.int().min(0).max(1).default(0).describe("The number of the first step"),
  }),
  z.strictObject({
    kind: z.literal("heatmap"),
    ...facts,
    field: figurePath.describe("A matrix, a list of numbers, or a list of matrices"),
  }),
  z.strictObject({
    kind: z.literal("bars"),
    ...facts,
    field: figurePath.describe("A list of numbers, or an object whose numbers are the bars"),
    labels: figurePath.optional().describe("A list of texts or numbers as long as `field`"),
  }),
  z.strictObject({
    kind: z.literal("table"),
    ...facts,
    rows: figurePath.describe("A list; each element is a row"),
    number: localized.optional().describe("The title of a first column that numbers rows from 0"),
    columns: z
      .array(z.strictObject({ title: localized, field: figurePath }))
      .min(1)
      .max(8),
  }),
]);
export type FigureManifest = z.infer<typeof figureManifest>;

type TextFigureManifest = Extract<FigureManifest, { kind: "text" }>;

/** The fields of outputs that text figures show. */
export function listTextFields(figures: readonly FigureManifest[]): string[] {
  return figures.flatMap((figure) => (figure.kind === "text" ? listFields(figure) : []));
}

function listFields({ field }: TextFigureManifest): string[] {
  return typeof field === "string" ? [field] : Object.values(field);
}

export const MAX_FIGURES = 4;
