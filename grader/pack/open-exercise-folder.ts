// Finds the folder of an exercise, and lists its files before any of them is opened.

import { join } from "node:path";
import type { Pack } from "./exercise.ts";
import type { ExerciseFolder } from "./exercise-folder.ts";
import { isFolder, listFiles } from "./files.ts";
import { problem, type Problem } from "./problem.ts";

/**
 * If there is no folder, or there is a link, a device or far too many files in it, `problems` says
 * so, and no file may be opened.
 */
export function openExerciseFolder(pack: Pack, id: string): ExerciseFolder {
  const located = locateExerciseFolder(pack, id);
  const { folder, prefix, problems } = located;
  return problems.length > 0 ? located : { ...located, files: listFiles(folder, prefix, problems) };
}

/** Without its files. If there is no folder, `problems` says so. */
export function locateExerciseFolder(pack: Pack, id: string): ExerciseFolder {
  const folder = join(pack.folder, id);
  const prefix = `${pack.manifest.id}/${id}/`;
  const problems: Problem[] = [];
  if (!isFolder(folder)) {
    const file = `${pack.manifest.id}/pack.yaml`;
    problems.push(problem("unknown-exercise", file, { id }, { key: "exercises" }));
  }
  return { folder, prefix, files: [], problems };
}
