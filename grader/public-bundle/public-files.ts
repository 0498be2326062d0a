// The files of an exercise that are public besides statements and starter: the figures, and the
// assets that a statement links to. Students can follow a link, so it makes an asset public. Other
// assets may be read by hidden cases.

import { listFiles, readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { PackError, type Problem } from "../pack/problem.ts";

/**
 * Their texts by path ("figures/plot.svg"). Throws `PackError` if the exercise's folder can no
 * longer be read.
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
 * Searches the text of the statement. A statement is untrusted, so this process does not parse it.
 */
function isLinked({ statements }: Exercise, path: string): boolean {
  return Object.values(statements).some((text) => text.includes(`](${path})`));
}
