// Names of exercises on the command line. Ids are unique only within a pack: if two packs have an
// exercise `mean`, its name is `pack/mean`.

/** An exercise among several packs, identified by the ids of both. */
export interface NamedExercise {
  pack: string;
  id: string;
}

/**
 * Finds exercises by "exercise", "pack/exercise", or the path of a folder in a pack, as a shell
 * completes it.
 */
export function matchExercises<T extends NamedExercise>(all: readonly T[], name: string): T[] {
  const [id = "", folder = ""] = name.replace(/\/+$/, "").split("/").toReversed();
  const isBare = ["", ".", ".."].includes(folder);
  return all.filter((exercise) => exercise.id === id && (isBare || exercise.pack === folder));
}

/** The shortest name that identifies this exercise. */
export function shortenName({ pack, id }: NamedExercise, all: readonly NamedExercise[]): string {
  return all.some((other) => other.id === id && other.pack !== pack) ? `${pack}/${id}` : id;
}
