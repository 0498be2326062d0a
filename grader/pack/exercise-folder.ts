// An exercise's folder while it is being read, step by step.

import type { Problem } from "./problem.ts";

export interface ExerciseFolder {
  folder: string;
  /** "pack/exercise/", put before file names in problems. */
  prefix: string;
  /** Every file, by its path in the folder. */
  files: string[];
  /** All problems found so far; each step of reading adds to it. */
  problems: Problem[];
}
