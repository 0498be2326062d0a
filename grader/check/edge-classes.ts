// Edge classes (classes of inputs that validator.ts names) must be tested: a generated group must
// request each of them, or, if there are no generated groups, a stored case must belong to it.

import type { PackPrograms } from "../pack-programs.ts";
import { readText } from "../pack/files.ts";
import type { Exercise } from "../pack/exercise.ts";
import { type Finding, bindFinding } from "./finding.ts";

export async function checkEdgeClasses(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  const inputs = exercise.groups.flatMap(({ cases }) => cases.map(({ input }) => input));
  if (exercise.modules.validator === undefined || inputs.length === 0) return [];
  const generated = exercise.manifest.groups.flatMap(({ generate }) =>
    generate === undefined ? [] : [generate],
  );
  const inspections = await programs.inspect(exercise, inputs);
  const asked = new Set(
    generated.length > 0
      ? generated.flatMap(({ edges }) => edges)
      : inspections.flatMap(({ edges }) => edges),
  );
  const source = (readText(exercise.folder, "validator.ts", "", []) ?? "").split("\n");
  return inspections[0]!.known
    .filter((edge) => !asked.has(edge))
    .map((edge) => {
      const line =
        source.findIndex((text) =>
          new RegExp(`^\\s*["']?${edge.replace(/[^\w-]/g, "\\$&")}["']?\\s*[:(]`).test(text),
        ) + 1;
      return bindFinding(exercise)(
        generated.length > 0 ? "edge-not-asked" : "edge-not-stored",
        "validator.ts",
        { edge },
        { line },
      );
    });
}
