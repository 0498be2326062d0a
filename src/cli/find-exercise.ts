// From a name on the command line to an exercise in a pack, or to the nearest name.

import { statSync } from "node:fs";
import { distance } from "fastest-levenshtein";
import { type Exercise, findPacks, loadExercise, type Pack, PackError } from "../../grader/index.ts";
import { OWN_PACKS, UsageError } from "./context.ts";

/** Throws `PackError` where there is no pack at all, or none that can be read. */
export function openPacks(dir: string | undefined): Pack[] {
  const { packs, problems } = findPacks(dir ?? OWN_PACKS);
  if (packs.length === 0) throw new PackError(problems);
  return packs;
}

/** Also takes the path of an exercise's folder, as a shell completes it. */
export async function findExercise(name: string, dir: string | undefined): Promise<Exercise> {
  const { packs, problems } = findPacks(dir ?? OWN_PACKS);
  const id = name.replace(/\/+$/, "").split("/").at(-1) ?? "";
  const holding = packs.filter((pack) => pack.manifest.exercises.includes(id));
  if (holding.length > 1) throw new UsageError("usage.ambiguous-exercise", { id, packs: holding.map((pack) => pack.manifest.id).join(", ") });
  if (holding.length === 0) {
    // It may well be in the pack that cannot be read.
    if (problems.length > 0) throw new PackError(problems);
    const nearest = nearestName(id, packs.flatMap((pack) => pack.manifest.exercises));
    throw new UsageError("usage.unknown-exercise", { id: name }, (t) => (nearest === undefined ? t("usage.see-list") : t("usage.did-you-mean", { name: nearest })));
  }
  return loadExercise(holding[0]!, id);
}

/** undefined where nothing is near: guessing wildly helps nobody. */
export function nearestName(wanted: string, names: string[]): string | undefined {
  const scored = names.map((name) => ({ name, score: name.includes(wanted) && wanted.length > 2 ? 0 : distance(wanted.toLowerCase(), name) }));
  const best = scored.sort((a, b) => a.score - b.score)[0];
  return best !== undefined && best.score <= Math.max(2, Math.floor(best.name.length / 2)) ? best.name : undefined;
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
