// What an exercise's texts say, against each other and against the manifest: found by reading,
// nothing is run.

import type { Exercise } from "../pack/exercise.ts";
import { checkFigures } from "./active-figures.ts";
import type { Finding } from "./finding.ts";
import { checkHeadings } from "./headings.ts";
import { checkInvisible } from "./invisible-characters.ts";
import { checkLanguagesAgree } from "./languages-agree.ts";
import { checkLeakedSolution } from "./leaked-solution.ts";
import { checkLibraryVersions } from "./library-versions.ts";
import { checkPoints } from "./points.ts";
import { checkSignatures } from "./signatures.ts";
import { checkStatements } from "./statements.ts";

export async function checkTexts(exercise: Exercise): Promise<Finding[]> {
  const statements = checkStatements(exercise);
  // With nothing to compare it to, every word of the other language would be one too many.
  if (statements.some(({ code }) => code === "statement-empty")) return statements;
  return [
    ...statements,
    ...checkLanguagesAgree(exercise),
    ...checkHeadings(exercise),
    ...checkFigures(exercise),
    ...checkInvisible(exercise),
    ...checkSignatures(exercise),
    ...checkPoints(exercise),
    ...checkLibraryVersions(exercise),
    ...(await checkLeakedSolution(exercise)),
  ];
}
