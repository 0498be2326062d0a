// Problems that no single exercise has: between the exercises of several packs, and in pack.yaml.

import { readText } from "../pack/files.ts";
import type { Pack } from "../pack/exercise.ts";
import { problem, type Problem } from "../pack/problem.ts";
import { findRecommendationCycles } from "./recommendation-cycles.ts";
import { findInvisible } from "./invisible-characters.ts";
import { findDuplicateUuids } from "./duplicate-uuids.ts";

/** `packs`: all packs of a folder. */
export function checkAcrossExercises(packs: Pack[]): Problem[] {
  return [
    ...findDuplicateUuids(packs),
    ...findRecommendationCycles(packs),
    ...packs.flatMap(findInvisibleInPack),
  ];
}

function findInvisibleInPack({ folder, manifest }: Pack): Problem[] {
  const invisible = findInvisible(readText(folder, "pack.yaml", "", []) ?? "");
  const inTitles = Object.values(manifest.title)
    .flatMap(findInvisible)
    .filter(({ name }) => !invisible.some((one) => one.name === name));
  const say = (name: string, line: number) =>
    problem(
      "invisible-character",
      `${manifest.id}/pack.yaml`,
      { name },
      { line, key: line === 0 ? "title" : "" },
    );
  // A character that is written as an escape sequence is on no line.
  return [
    ...invisible.map(({ name, line }) => say(name, line)),
    ...inTitles.map(({ name }) => say(name, 0)),
  ];
}
