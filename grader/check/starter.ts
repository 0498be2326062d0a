// The starter must not contain a line of a solution, not even in a comment.

import type { Exercise } from "../pack/exercise.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { isWork, squeeze } from "./solution-lines.ts";

/** Reports the first line of the reference or of an accepted example that the starter contains. */
export function checkStarterAnswer(exercise: Exercise, reference: string): Finding[] {
  const starter = exercise.starter.split("\n").map(squeeze);
  const solutions = [
    { name: "reference.ts", text: reference },
    ...exercise.examples
      .filter(({ folder }) => folder === "accepted")
      .map(({ fileName, source }) => ({ name: `submissions/accepted/${fileName}`, text: source })),
  ];
  for (const { name, text } of solutions) {
    for (const line of text.split("\n").filter(isWork)) {
      const at = starter.findIndex((own) => own.includes(squeeze(line)));
      if (at >= 0)
        return [
          bindFinding(exercise)(
            "starter-answer",
            "starter.ts",
            { from: name, code: line.trim().slice(0, 120) },
            { line: at + 1 },
          ),
        ];
    }
  }
  return [];
}
