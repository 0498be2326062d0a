// The schema of a report's figures. A report that comes from another machine, or from a file, is
// drawn only if it fits.

import { z } from "zod";
import {
  type Figure,
  MAX_FIGURES,
  MAX_NUMBERS,
  MAX_ROWS,
  MAX_SERIES,
  MAX_TEXT,
} from "../../grader/doors/reports.ts";
import { localized } from "./localized-schema.ts";

const number = z.number();
const cell = number.nullable();
const most = MAX_NUMBERS;
const shownText = z.string().max(MAX_TEXT);
const label = z.string().max(200);

const facts = {
  title: localized,
  of: z
    .strictObject({ name: z.string(), title: localized.nullable(), passed: z.boolean() })
    .nullable(),
  differs: z.boolean(),
  notFinite: z.int().min(0),
  thinnedFrom: z.int().min(0).nullable(),
};
const axes = z.strictObject({ x: localized, y: localized }).nullable();
const matrix = z.array(z.array(cell).max(most)).max(most);

export const figureSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("text"),
      ...facts,
      text: z.union([shownText, z.strictObject({ "zh-CN": shownText, en: shownText })]),
    }),
    z.strictObject({
      kind: z.literal("fit"),
      ...facts,
      axes,
      x: z.array(number).max(most),
      y: z.array(number).max(most),
      actual: z.array(cell).max(most),
      expected: z.array(number).max(most),
    }),
    z.strictObject({
      kind: z.literal("curves"),
      ...facts,
      axes,
      steps: z.array(z.int()).max(most),
      series: z
        .array(
          z.strictObject({
            actual: z.array(cell).max(most),
            expected: z.array(number).max(most),
          }),
        )
        .max(MAX_SERIES),
      divergesAt: z.int().nullable(),
    }),
    z.strictObject({
      kind: z.literal("heatmap"),
      ...facts,
      path: z.string().max(200),
      rows: z.array(z.int()).max(most),
      columns: z.array(z.int()).max(most),
      actual: matrix,
      errors: matrix.nullable(),
      shape: label.nullable(),
    }),
    z.strictObject({
      kind: z.literal("bars"),
      ...facts,
      bars: z
        .array(z.strictObject({ label, actual: cell, expected: cell, isRight: z.boolean() }))
        .max(MAX_ROWS),
    }),
    z.strictObject({
      kind: z.literal("table"),
      ...facts,
      columns: z.array(localized).max(9),
      rows: z
        .array(
          z
            .array(
              z.strictObject({
                actual: label.nullable(),
                expected: label.nullable(),
                isRight: z.boolean(),
              }),
            )
            .max(9),
        )
        .max(MAX_ROWS),
    }),
  ])
  .meta({ id: "Figure", description: "api.schema.figure" }) satisfies z.ZodType<Figure>;

export const figuresSchema = z.array(figureSchema).max(MAX_FIGURES);
