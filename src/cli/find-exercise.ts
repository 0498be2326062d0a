// From a name on the command line to an exercise in a pack, or to the nearest name.

import { distance } from "fastest-levenshtein";
import { type Exercise, findPacks, loadExercise, type Pack, PackError } from "../../grader/index.ts";
import { type CommandContext, OWN_PACKS, UsageError } from "./context.ts";

/** Throws `PackError` where there is no pack at all, or none that can be read. */
export function openPacks(dir: string | undefined): Pack[] {
  const { packs, problems } = findPacks(dir ?? OWN_PACKS);
  if (packs.length === 0) throw new PackError(problems);
  return packs;
}

/** Where an exercise is. Also takes the path of its folder, as a shell completes it. */
export function locateExercise(name: string, dir: string | undefined): { pack: Pack; id: string } {
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
  return { pack: holding[0]!, id };
}

export async function findExercise(name: string, dir: string | undefined): Promise<Exercise> {
  const { pack, id } = locateExercise(name, dir);
  return loadExercise(pack, id);
}

/** An exercise to grade with: slots start while it is read and bundled. */
export async function prepareExercise(context: CommandContext, name: string, dir: string | undefined): Promise<Exercise> {
  const { pack, id } = locateExercise(name, dir);
  // One submission at a time, so one slot, and no spare waiting for a second one.
  const opening = context.grader({ submissions: { size: 1, spares: 0 } });
  opening.catch(() => undefined);
  return loadExercise(pack, id);
}

/** undefined where nothing is near: guessing wildly helps nobody. */
export function nearestName(wanted: string, names: string[]): string | undefined {
  const scored = names.map((name) => ({ name, score: name.includes(wanted) && wanted.length > 2 ? 0 : distance(wanted.toLowerCase(), name) }));
  const best = scored.sort((a, b) => a.score - b.score)[0];
  return best !== undefined && best.score <= Math.max(2, Math.floor(best.name.length / 2)) ? best.name : undefined;
}
