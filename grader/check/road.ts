// The order and the levels of a pack's exercises: an exercise recommends only earlier ones, and is
// not easier than they are.

import type { Pack } from "../pack/exercise.ts";
import { readText } from "../pack/files.ts";
import { parseYaml } from "../pack/parse.ts";
import { problem, type Problem } from "../pack/problem.ts";
import { exerciseManifest, type ExerciseManifest } from "../pack/schema.ts";
import { createLocator } from "../pack/text-places.ts";

/** Only for the check of a pack: it can be published all the same. */
export function findRoadProblems(packs: Pack[]): Problem[] {
  return packs.flatMap(({ folder, manifest: { id: pack, exercises } }) => {
    const texts = exercises.map((id) => readText(`${folder}/${id}`, "exercise.yaml", "", []) ?? "");
    const manifests = texts.map(readManifest);
    return manifests.flatMap((manifest, i) => {
      if (manifest === undefined) return [];
      const locate = createLocator(texts[i]!);
      return manifest.recommended.flatMap((other, k) => {
        const at = exercises.indexOf(other);
        const first = manifests[at];
        if (first === undefined) return [];
        const path = ["recommended", k];
        const key = `recommended[${k}]`;
        const file = `${pack}/${exercises[i]!}/exercise.yaml`;
        const place = { key, line: locate(path).line };
        const found: Problem[] = [];
        if (at > i) found.push(problem("recommended-later", file, { id: other }, place));
        if (first.level > manifest.level)
          found.push(
            problem(
              "recommended-harder",
              file,
              { id: other, theirs: first.level, level: manifest.level },
              place,
            ),
          );
        return found;
      });
    });
  });
}

function readManifest(text: string): ExerciseManifest | undefined {
  const parsed = parseYaml(text, "", exerciseManifest);
  return parsed.ok ? parsed.value : undefined;
}
