// A validator that accepts everything is useless. It must reject inputs of real cases that were
// made invalid in one place.

import type { PackPrograms } from "../pack-programs.ts";
import type { Exercise } from "../pack/exercise.ts";
import { readText } from "../pack/files.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { OTHER_SEEDS, SEED } from "./runs.ts";
import { spoilInputs } from "./spoilt-inputs.ts";

const SHOWN = 8;

export async function checkValidator(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  if (exercise.modules.validator === undefined) return [];
  const cases = await Promise.all(
    exercise.groups.flatMap((group) =>
      [SEED, ...(group.cases.length > 0 ? [] : OTHER_SEEDS)].map((seed) =>
        programs.prepareCases(exercise, group, seed),
      ),
    ),
  );
  const spoilt = spoilInputs(cases.flat().map(({ input }) => input));
  const accepted = await programs.accept(
    exercise,
    spoilt.map(({ input }) => input),
  );
  const wrong = spoilt.filter((_, i) => accepted[i]);
  if (wrong.length === 0) return [];
  const shown = wrong
    .slice(0, SHOWN)
    .map(({ place, by }) => `${place === "" ? "input" : place} = ${by}`);
  const source = readText(exercise.folder, "validator.ts", "", []) ?? "";
  const at = source.search(/^export default\b/m);
  const line = at < 0 ? 0 : source.slice(0, at).split("\n").length;
  const params = {
    count: wrong.length,
    of: spoilt.length,
    list: shown.join("; ") + (wrong.length > SHOWN ? "; …" : ""),
  };
  return [bindFinding(exercise)("validator-accepts", "validator.ts", params, { line })];
}
