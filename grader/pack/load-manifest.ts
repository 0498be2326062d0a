// Reads the manifest of an exercise alone, for lists: nothing is bundled, and no other file is read.

import type { Pack } from "./exercise.ts";
import { locateProblems } from "./locate-problems.ts";
import { locateExerciseFolder } from "./open-exercise-folder.ts";
import { PackError } from "./problem.ts";
import { readManifest } from "./read-manifest.ts";
import type { ExerciseManifest } from "./schema.ts";

/** Throws `PackError` with everything that is wrong with the manifest. */
export function loadManifest(pack: Pack, id: string): ExerciseManifest {
  const located = locateExerciseFolder(pack, id);
  const { folder, prefix, problems } = located;
  const manifest =
    problems.length > 0 ? undefined : readManifest(located, id, pack.manifest.exercises, false);
  if (manifest === undefined || problems.length > 0)
    throw new PackError(locateProblems(folder, prefix, problems));
  return manifest;
}
