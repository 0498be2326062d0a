// What a reader asks the model for: which text, which beginning, how much chance. From a form or
// from the island.

import { z } from "zod";
import {
  MAX_SEED,
  MAX_START,
  type WritingOrder,
  writingOrder,
} from "../../grader/doors/writing.ts";
import type { Language } from "../../grader/doors/packs.ts";
import { type Form, narrow, readNarrow, readText } from "../http/read-field.ts";

/** The seed with which the exercise's own report lets the model write. */
const FIRST_SETTINGS: WritingOrder = { text: 0, start: "", temperature: 1, seed: 1000 };

/** Before anyone has asked: with the text in the reader's language, if there is one. */
export function chooseFirstSettings(
  texts: readonly { language: Language | undefined }[],
  language: Language,
): WritingOrder {
  const text = texts.findIndex((one) => one.language === language);
  return { ...FIRST_SETTINGS, text: Math.max(0, text) };
}

/** As in the generator itself, so that the next text does not depend on the clock. */
const nextSeed = (seed: number) => (48271 * seed) % (MAX_SEED + 1);

/** Of the island: the fields of the form as they are, and the name of the tab. */
export const writingBody = z.strictObject({
  text: z.string().max(10),
  start: z.string().max(200),
  temperature: z.string().max(20),
  seed: z.string().max(20),
  another: z.string().max(1).optional(),
  tab: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
});

export type WritingFields = Omit<z.infer<typeof writingBody>, "tab">;

export function readWritingFields(form: Form): WritingFields {
  return {
    text: readNarrow(form, "text"),
    start: readText(form, "start"),
    temperature: readNarrow(form, "temperature"),
    seed: readNarrow(form, "seed"),
    another: readText(form, "another"),
  };
}

/** undefined if a number is not valid. A beginning that is too long is cut. */
export function parseWritingFields(fields: WritingFields): WritingOrder | undefined {
  const parsed = writingOrder.safeParse({
    text: toNumber(fields.text),
    start: Array.from(fields.start).slice(0, MAX_START).join(""),
    temperature: toNumber(fields.temperature),
    seed: toNumber(fields.seed),
  });
  if (!parsed.success) return undefined;
  const { seed } = parsed.data;
  return { ...parsed.data, seed: fields.another === "1" ? nextSeed(seed) : seed };
}

function toNumber(text: string): number {
  const narrowed = narrow(text);
  return narrowed === "" ? NaN : Number(narrowed);
}
