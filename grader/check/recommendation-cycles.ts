// Exercises of a pack that recommend each other in a cycle, so that none of them can be the first.

import { readText } from "../pack/files.ts";
import type { Pack } from "../pack/exercise.ts";
import { parseYaml } from "../pack/parse.ts";
import { createLocator } from "../pack/text-places.ts";
import { problem, type Problem } from "../pack/problem.ts";
import { exerciseManifest } from "../pack/schema.ts";

/** A problem for each exercise on a cycle, with the cycle. */
export function findRecommendationCycles(packs: Pack[]): Problem[] {
  return packs.flatMap(({ folder, manifest }) => {
    const texts = new Map(
      manifest.exercises.map((id) => [
        id,
        readText(`${folder}/${id}`, "exercise.yaml", "", []) ?? "",
      ]),
    );
    const recommended = new Map([...texts].map(([id, text]) => [id, readRecommended(text)]));
    return manifest.exercises.flatMap((id) => {
      const circle = findCycle(id, recommended);
      if (circle === undefined) return [];
      const path = ["recommended", recommended.get(id)!.indexOf(circle[1]!)];
      const { line } = createLocator(texts.get(id)!)(path);
      return [
        problem(
          "recommended-circle",
          `${manifest.id}/${id}/exercise.yaml`,
          { circle: circle.join(" → ") },
          { key: `recommended[${path[1]}]`, line },
        ),
      ];
    });
  });
}

function readRecommended(text: string): string[] {
  const parsed = parseYaml(text, "", exerciseManifest);
  return parsed.ok ? parsed.value.recommended : [];
}

/** The shortest cycle from an exercise back to itself; undefined if there is none. */
function findCycle(start: string, recommended: Map<string, string[]>): string[] | undefined {
  const seen = new Set<string>();
  let ways = [[start]];
  while (ways.length > 0) {
    const next: string[][] = [];
    for (const way of ways) {
      for (const id of recommended.get(way.at(-1)!) ?? []) {
        if (id === start) return [...way, id];
        if (seen.has(id)) continue;
        seen.add(id);
        next.push([...way, id]);
      }
    }
    ways = next;
  }
  return undefined;
}
