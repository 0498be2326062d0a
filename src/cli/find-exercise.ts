// Finds an exercise in the packs by its name on the command line, or the nearest name. Ids are
// unique only within a pack: if two packs have an exercise `mean`, its name is `pack/mean`.

import { distance } from "fastest-levenshtein";
import {
  type Exercise,
  findPacks,
  loadExercise,
  type Pack,
  PackError,
} from "../../grader/doors/packs.ts";
import { type CommandContext, OWN_PACKS } from "./context.ts";
import { matchExercises, type NamedExercise, shortenName } from "./exercise-names.ts";
import { UsageError } from "./usage-error.ts";

/** Throws `PackError` if there is no pack, or none that can be read. */
export function openPacks(dir: string | undefined): Pack[] {
  const { packs, problems } = findPacks(dir ?? OWN_PACKS);
  if (packs.length === 0) throw new PackError(problems);
  return packs;
}

/** The folder of an exercise, and the name to print for it. */
export function locateExercise(
  name: string,
  dir: string | undefined,
): { pack: Pack; id: string; name: string } {
  const { packs, problems } = findPacks(dir ?? OWN_PACKS);
  const all = listExercises(packs);
  const found = matchExercises(all, name);
  if (found.length > 1)
    throw new UsageError("usage.ambiguous-exercise", {
      id: found[0]!.id,
      names: found.map((one) => shortenName(one, all)).join(", "),
    });
  if (found[0] === undefined) {
    // The exercise may be in the pack that cannot be read.
    if (problems.length > 0) throw new PackError(problems);
    throw describeUnknownExercise(name, all, "usage.unknown-exercise", { id: name });
  }
  const { pack, id } = found[0];
  return {
    pack: packs.find(({ manifest }) => manifest.id === pack)!,
    id,
    name: shortenName(found[0], all),
  };
}

export function listExercises(packs: readonly Pack[]): NamedExercise[] {
  return packs.flatMap(({ manifest }) =>
    manifest.exercises.map((id) => ({ pack: manifest.id, id })),
  );
}

/** Also finds the nearest name. */
export function describeUnknownExercise(
  name: string,
  all: readonly NamedExercise[],
  key: "usage.unknown-exercise" | "remote.unknownExercise",
  params: Record<string, string>,
): UsageError {
  const nearest = findNearestName(
    name.includes("/") ? name : (name.split("/").at(-1) ?? ""),
    all.flatMap((one) => [shortenName(one, all), `${one.pack}/${one.id}`]),
  );
  return new UsageError(key, params, (t) =>
    nearest === undefined ? t("usage.see-list") : t("usage.did-you-mean", { name: nearest }),
  );
}

export async function findExercise(name: string, dir: string | undefined): Promise<Exercise> {
  const { pack, id } = locateExercise(name, dir);
  return loadExercise(pack, id);
}

/** Opens an exercise for grading. Slots start while it is read and bundled. */
export async function prepareExercise(
  context: CommandContext,
  name: string,
  dir: string | undefined,
): Promise<Exercise> {
  const { pack, id } = locateExercise(name, dir);
  // Submissions are graded one at a time, so one slot is enough, without a spare.
  const opening = context.grader({ submissions: { size: 1, spares: 0 } });
  opening.catch(() => undefined);
  return loadExercise(pack, id);
}

/** undefined if no name is near: a wild guess does not help. */
export function findNearestName(wanted: string, names: string[]): string | undefined {
  const scored = names.map((name) => ({
    name,
    score: name.includes(wanted) && wanted.length > 2 ? 0 : distance(wanted.toLowerCase(), name),
  }));
  const best = scored.sort((a, b) => a.score - b.score)[0];
  return best !== undefined && best.score <= Math.max(2, Math.floor(best.name.length / 2))
    ? best.name
    : undefined;
}
