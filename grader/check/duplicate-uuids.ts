// Exercises with the same uuid. (Ids only have to be unique in their pack.)

import { readText } from "../pack/files.ts";
import type { Pack } from "../pack/exercise.ts";
import { parseYaml } from "../pack/parse.ts";
import { createLocator } from "../pack/text-places.ts";
import { problem, type Problem } from "../pack/problem.ts";
import { exerciseManifest } from "../pack/schema.ts";

/** Such an exercise was probably copied; where uuids count, the two could not be told apart. */
export function findDuplicateUuids(packs: Pack[]): Problem[] {
  const problems: Problem[] = [];
  const uuids = new Map<string, string>();
  for (const { folder, manifest } of packs) {
    for (const id of manifest.exercises) {
      const place = `${manifest.id}/${id}`;
      const text = readText(`${folder}/${id}`, "exercise.yaml", "", []);
      const parsed = text === undefined ? undefined : parseYaml(text, "", exerciseManifest);
      if (parsed?.ok !== true) continue;
      const { uuid } = parsed.value;
      const same = uuids.get(uuid);
      if (same !== undefined && same !== place)
        problems.push(
          problem(
            "twin-uuid",
            `${place}/exercise.yaml`,
            { other: same },
            { key: "uuid", line: createLocator(text!)(["uuid"]).line },
          ),
        );
      uuids.set(uuid, place);
    }
  }
  return problems;
}
