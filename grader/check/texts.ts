// Checks of an exercise's texts, against each other and against the manifest. Nothing is run.

import type { Exercise } from "../pack/exercise.ts";
import { checkFigures } from "./active-figures.ts";
import type { Finding } from "./finding.ts";
import { checkHeadings } from "./headings.ts";
import { checkHints } from "./hints.ts";
import { checkInvisible } from "./invisible-characters.ts";
import { checkLanguagesAgree } from "./languages-agree.ts";
import { checkLeakedSolution } from "./leaked-solution.ts";
import { checkLibraryVersions } from "./library-versions.ts";
import { checkPoints } from "./points.ts";
import { checkSignatures } from "./signatures.ts";
import { checkStatements } from "./statements.ts";

export async function checkTexts(exercise: Exercise): Promise<Finding[]> {
  const statements = checkStatements(exercise);
  // If one language is empty, comparing the other with it would only add noise.
  if (statements.some(({ code }) => code === "statement-empty")) return statements;
  return [
    ...statements,
    ...checkLanguagesAgree(exercise),
    ...checkHeadings(exercise),
    ...checkHints(exercise),
    ...checkFigures(exercise),
    ...checkInvisible(exercise),
    ...checkSignatures(exercise),
    ...checkPoints(exercise),
    ...checkLibraryVersions(exercise),
    ...(await checkLeakedSolution(exercise)),
  ];
}
