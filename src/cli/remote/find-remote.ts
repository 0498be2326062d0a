// Finds an exercise on a server by its name on the command line.

import { exerciseList, type ExerciseList } from "../../api/schemas.ts";
import { UsageError } from "../usage-error.ts";
import { matchExercises, shortenName } from "../exercise-names.ts";
import { describeUnknownExercise } from "../find-exercise.ts";
import type { ServerClient } from "./client.ts";

export type RemoteFacts = ExerciseList["packs"][number]["exercises"][number];

export async function listRemote(client: ServerClient, answerMs?: number): Promise<ExerciseList> {
  return client.get("/api/v1/exercises", exerciseList, answerMs === undefined ? {} : { answerMs });
}

/**
 * Accepts "exercise", "pack/exercise", or the path of a folder inside one with the pack's name.
 * `name`: the name to print. Throws `UsageError` with the nearest name.
 */
export function chooseRemote(
  list: ExerciseList,
  name: string,
  url: string,
): RemoteFacts & { name: string } {
  const all = list.packs.flatMap(({ exercises }) => exercises);
  const found = matchExercises(all, name);
  if (found.length > 1)
    throw new UsageError("remote.ambiguous", {
      id: found[0]!.id,
      names: found.map((exercise) => shortenName(exercise, all)).join(", "),
    });
  if (found[0] === undefined)
    throw describeUnknownExercise(name, all, "remote.unknownExercise", { id: name, url });
  return { ...found[0], name: shortenName(found[0], all) };
}
