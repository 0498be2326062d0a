// From a name on the command line to an exercise that a server offers.

import { exerciseList, type ExerciseList } from "../../api/schemas.ts";
import { UsageError } from "../context.ts";
import { nearestName } from "../find-exercise.ts";
import type { ServerClient } from "./client.ts";

export type RemoteFacts = ExerciseList["packs"][number]["exercises"][number];

export async function listRemote(client: ServerClient, answerMs?: number): Promise<ExerciseList> {
  return client.get("/api/v1/exercises", exerciseList, answerMs === undefined ? {} : { answerMs });
}

/** "exercise", "pack/exercise", or the path of a folder of that name. Throws `UsageError` with the nearest name. */
export function chooseRemote(list: ExerciseList, name: string, url: string): RemoteFacts {
  const [pack, id = ""] = name.replace(/\/+$/, "").split("/").slice(-2).length === 2 ? name.replace(/\/+$/, "").split("/").slice(-2) : [undefined, name];
  const all = list.packs.flatMap(({ exercises }) => exercises);
  const named = all.filter((exercise) => exercise.id === id);
  const exact = named.filter((exercise) => exercise.pack === pack);
  const found = exact.length > 0 ? exact : named;
  if (found.length > 1) throw new UsageError("remote.ambiguous", { id, names: found.map((exercise) => `${exercise.pack}/${id}`).join(", ") });
  if (found[0] !== undefined) return found[0];
  const nearest = nearestName(id, all.map((exercise) => exercise.id));
  throw new UsageError("remote.unknownExercise", { id: name, url }, (t) => (nearest === undefined ? t("usage.see-list") : t("usage.did-you-mean", { name: nearest })));
}
