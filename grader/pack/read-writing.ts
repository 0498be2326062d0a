// The texts that a submission's language model is trained with, to write at the end of the pack.

import type { ExerciseFolder } from "./exercise-folder.ts";
import { readText } from "./files.ts";
import { problem } from "./problem.ts";
import type { ExerciseManifest, Language, Localized } from "./schema.ts";

export interface WritingTexts {
  /** The export that trains a model. */
  train: string;
  texts: { title: Localized; language: Language | undefined; text: string }[];
}

/** undefined if the manifest names none. A missing file is added to `opened.problems`. */
export function readWriting(
  { folder, prefix, files, problems }: ExerciseFolder,
  { writing }: Pick<ExerciseManifest, "writing">,
): WritingTexts | undefined {
  if (writing === undefined) return undefined;
  const texts = writing.texts.map(({ title, language, file }) => {
    const path = `assets/${file}`;
    if (files.includes(path))
      return { title, language, text: readText(folder, path, prefix, problems) ?? "" };
    problems.push(problem("missing-file", `${prefix}${path}`, { detail: "ENOENT" }));
    return { title, language, text: "" };
  });
  return { train: writing.train, texts };
}
