// Which of an exercise's files a student may have beside the statements and the starter: the
// figures, and the assets that a statement links to. A link is what makes an asset public, since a
// student can follow it; any other may be read by hidden cases.

import { listFiles, readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { PackError, type Problem } from "../pack/problem.ts";

/**
 * Their texts by their paths ("figures/plot.svg"). Throws `PackError` where the exercise's folder
 * can no longer be read.
 */
export function listPublicFiles(exercise: Exercise): Map<string, string> {
  const prefix = `${exercise.pack}/${exercise.id}/`;
  const problems: Problem[] = [];
  const files = new Map<string, string>();
  for (const path of listFiles(exercise.folder, prefix, problems)) {
    if (!path.startsWith("figures/") && !(path.startsWith("assets/") && isLinked(exercise, path)))
      continue;
    const text = readText(exercise.folder, path, prefix, problems);
    if (text !== undefined) files.set(path, text);
  }
  if (problems.length > 0) throw new PackError(problems);
  return files;
}

/**
 * Looked for as it is written: a statement is a stranger's text, and not for this process to parse.
 */
function isLinked({ statements }: Exercise, path: string): boolean {
  return Object.values(statements).some((text) => text.includes(`](${path})`));
}
