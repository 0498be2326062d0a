// What a page needs to draw a statement's knobs: points, a line y = w·x + b, and what the reference
// answered. It crosses walls (a pack's program, a stored file), so it is checked on arrival.

import { z } from "zod";

export const MAX_POINTS = 50;
export const MAX_PATHS = 5;
/** Of all paths together. */
export const MAX_PATH_POINTS = 1000;

const values = z.array(z.number());
const place = z.strictObject({ w: z.number(), b: z.number() });
const interval = z.tuple([z.number(), z.number()]);

export const knobsSchema = z.strictObject({
  x: values.min(1).max(MAX_POINTS),
  y: values.min(1).max(MAX_POINTS),
  /** The ends of the sliders, and of the drawing of the error. */
  range: z.strictObject({ w: interval, b: interval }),
  start: place,
  /** No line has a smaller mean squared error. */
  best: place,
  /** One place after each epoch; the start first. */
  paths: z
    .array(
      z.strictObject({
        rate: z.number(),
        w: values.min(1).max(MAX_PATH_POINTS),
        b: values.min(1).max(MAX_PATH_POINTS),
      }),
    )
    .max(MAX_PATHS),
});
export type Knobs = z.infer<typeof knobsSchema>;
