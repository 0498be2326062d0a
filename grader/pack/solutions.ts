// What a student may read once it is time: the reference as its author wrote it, and the examples
// that are accepted.

import { readText } from "./files.ts";
import type { Exercise } from "./load.ts";
import { PackError, type Problem } from "./problem.ts";

export interface Solutions {
  reference: string;
  /** In the order of their names. */
  accepted: { fileName: string; source: string }[];
}

/** From the files that the exercise was loaded from. Throws `PackError` where they are gone. */
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
