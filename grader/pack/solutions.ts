// What a student may read once solutions are released: the reference as its author wrote it, and
// the accepted examples.

import { readText } from "./files.ts";
import type { Exercise } from "./exercise.ts";
import { PackError, type Problem } from "./problem.ts";

export interface Solutions {
  reference: string;
  /** Sorted by name. */
  accepted: { fileName: string; source: string }[];
}

/** Reads the exercise's folder. Throws `PackError` if the reference can no longer be read. */
export function readSolutions({ pack, id, folder, examples }: Exercise): Solutions {
  const problems: Problem[] = [];
  const reference = readText(folder, "reference.ts", `${pack}/${id}/`, problems);
  if (reference === undefined || problems.length > 0) throw new PackError(problems);
  return {
    reference,
    accepted: examples
      .filter((example) => example.folder === "accepted")
      .map(({ fileName, source }) => ({ fileName, source })),
  };
}
