// From a name on the command line to an exercise in a pack, or to the nearest name. Ids are a
// pack's own: two packs may each have an exercise `mean`, and then the name is `pack/mean`.

import { distance } from "fastest-levenshtein";
import {
  type Exercise,
  findPacks,
  loadExercise,
  type Pack,
  PackError,
} from "../../grader/doors/packs.ts";
import { type CommandContext, OWN_PACKS, UsageError } from "./context.ts";

/** Throws `PackError` where there is no pack at all, or none that can be read. */
export function openPacks(dir: string | undefined): Pack[] {
  const { packs, problems } = findPacks(dir ?? OWN_PACKS);
  if (packs.length === 0) throw new PackError(problems);
  return packs;
}

/** An exercise of several packs, by the ids of both. */
export interface NamedExercise {
  pack: string;
  id: string;
}

/**
 * Those that are meant by "exercise", "pack/exercise", or the path of a folder in a pack's, as a
 * shell completes it.
 */
export function matchExercises<T extends NamedExercise>(all: readonly T[], name: string): T[] {
  const [id = "", folder = ""] = name.replace(/\/+$/, "").split("/").toReversed();
  const isBare = ["", ".", ".."].includes(folder);
  return all.filter((exercise) => exercise.id === id && (isBare || exercise.pack === folder));
}

/** The shortest name that means this one alone. */
export function shortNameOf({ pack, id }: NamedExercise, all: readonly NamedExercise[]): string {
  return all.some((other) => other.id === id && other.pack !== pack) ? `${pack}/${id}` : id;
}

/** Where an exercise is, and the name to print for it. */
export function locateExercise(
  name: string,
  dir: string | undefined,
): { pack: Pack; id: string; name: string } {
  const { packs, problems } = findPacks(dir ?? OWN_PACKS);
  const all = exercisesOf(packs);
  const found = matchExercises(all, name);
  if (found.length > 1)
    throw new UsageError("usage.ambiguous-exercise", {
      id: found[0]!.id,
      names: found.map((one) => shortNameOf(one, all)).join(", "),
    });
  if (found[0] === undefined) {
    // It may well be in the pack that cannot be read.
    if (problems.length > 0) throw new PackError(problems);
    throw unknownExercise(name, all, "usage.unknown-exercise", { id: name });
  }
  const { pack, id } = found[0];
  return {
    pack: packs.find(({ manifest }) => manifest.id === pack)!,
    id,
    name: shortNameOf(found[0], all),
  };
}

export function exercisesOf(packs: readonly Pack[]): NamedExercise[] {
  return packs.flatMap(({ manifest }) =>
    manifest.exercises.map((id) => ({ pack: manifest.id, id })),
  );
}

/** With the nearest name of all. */
export function unknownExercise(
  name: string,
  all: readonly NamedExercise[],
  key: "usage.unknown-exercise" | "remote.unknownExercise",
  params: Record<string, string>,
): UsageError {
  const nearest = nearestName(
    name.includes("/") ? name : (name.split("/").at(-1) ?? ""),
    all.flatMap((one) => [shortNameOf(one, all), `${one.pack}/${one.id}`]),
  );
  return new UsageError(key, params, (t) =>
    nearest === undefined ? t("usage.see-list") : t("usage.did-you-mean", { name: nearest }),
  );
}

export async function findExercise(name: string, dir: string | undefined): Promise<Exercise> {
  const { pack, id } = locateExercise(name, dir);
  return loadExercise(pack, id);
}

/** An exercise to grade with: slots start while it is read and bundled. */
export async function prepareExercise(
  context: CommandContext,
  name: string,
  dir: string | undefined,
): Promise<Exercise> {
  const { pack, id } = locateExercise(name, dir);
  // One submission at a time, so one slot, and no spare waiting for a second one.
  const opening = context.grader({ submissions: { size: 1, spares: 0 } });
  opening.catch(() => undefined);
  return loadExercise(pack, id);
}

/** undefined where nothing is near: guessing wildly helps nobody. */
export function nearestName(wanted: string, names: string[]): string | undefined {
  const scored = names.map((name) => ({
    name,
    score: name.includes(wanted) && wanted.length > 2 ? 0 : distance(wanted.toLowerCase(), name),
  }));
  const best = scored.sort((a, b) => a.score - b.score)[0];
  return best !== undefined && best.score <= Math.max(2, Math.floor(best.name.length / 2))
    ? best.name
    : undefined;
}
