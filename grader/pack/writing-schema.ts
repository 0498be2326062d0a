// The schema of `writing` in exercise.yaml: the exercise trains a language model, and the page at
// the end of the pack lets a person's own one write.

import { z } from "zod";
import { exportName, LANGUAGES, localized } from "./localized.ts";

export const MAX_WRITING_TEXTS = 4;

export const writingManifest = z
  .strictObject({
    train: exportName.describe(
      "The export that trains a model: (sequences, vocabSize) => (ids) => rows of probabilities",
    ),
    texts: z
      .array(
        z.strictObject({
          title: localized,
          language: z
            .enum(LANGUAGES)
            .optional()
            .describe("Readers of this language see it chosen first"),
          file: z
            .string()
            .regex(/^[a-z0-9][a-z0-9.-]*\.txt$/i, "name.txt")
            .max(80)
            .describe("In assets/: the text that the model is trained with"),
        }),
      )
      .min(1)
      .max(MAX_WRITING_TEXTS),
  })
  .describe("What a submission's language model is trained with, to write at the end of the pack");
