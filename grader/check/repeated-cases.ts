// Every case must have its own input. A hidden case with the input of a visible one tests nothing
// new, and two groups with the same cases give points twice. Generated cases depend only on the
// seed, so two generated groups with the same seed have the same cases.

import type { PackPrograms } from "../pack-programs.ts";
import type { Group } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { writeCanonical } from "./canonical.ts";
import { findCaseLine, findGroupLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";
import { OTHER_SEEDS, SEED } from "./runs.ts";

/** Generated inputs repeat others by chance (an empty list, say), but not more than this share. */
const SHARE_BY_CHANCE = 0.5;

interface Asked {
  group: Group;
  name: string;
}

export function checkStoredRepeats(exercise: Exercise): Finding[] {
  const finding = bindFinding(exercise);
  const seen = new Map<string, Asked>();
  // Visible cases first, whatever the order of groups: of two, the hidden one is useless.
  const groups = exercise.groups.toSorted((a, b) => Number(b.visible) - Number(a.visible));
  return groups.flatMap((group) =>
    group.cases.flatMap(({ name, input }, i) => {
      const key = writeCanonical(input);
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, { group, name });
        return [];
      }
      const code = first.group.visible && !group.visible ? "case-shown" : "case-repeated";
      const params = { name, group: first.group.manifest.id, other: first.name };
      return [
        finding(code, `data/${group.manifest.data}`, params, {
          line: findCaseLine(exercise, group, i, ["input"]),
        }),
      ];
    }),
  );
}

/** Compares each generated group with all other groups. */
export async function checkFreshRepeats(
  programs: PackPrograms,
  exercise: Exercise,
): Promise<Finding[]> {
  const finding = bindFinding(exercise);
  const generated = exercise.groups.filter(({ manifest }) => manifest.generate !== undefined);
  const listKeys = async (group: Group, seed: number) =>
    (await programs.prepareCases(exercise, group, seed)).map(({ input }) => writeCanonical(input));
  const findings: Finding[] = [];
  for (const [i, group] of generated.entries()) {
    // Hidden groups have a seed of their own.
    const own = await listKeys(group, group.visible ? SEED : OTHER_SEEDS[0]!);
    const distinct = new Set(own);
    if (distinct.size <= own.length * (1 - SHARE_BY_CHANCE)) {
      findings.push(
        finding("fresh-repeated", "generator.ts", {
          group: group.manifest.id,
          count: own.length,
          distinct: distinct.size,
        }),
      );
      continue;
    }
    for (const other of exercise.groups) {
      const isEarlier = generated.indexOf(other) < i;
      if (other === group || (other.visible === group.visible ? !isEarlier : group.visible))
        continue;
      const known = new Set(await listKeys(other, other.visible ? SEED : OTHER_SEEDS[0]!));
      const shared = own.filter((key) => known.has(key)).length;
      if (shared <= own.length * SHARE_BY_CHANCE) continue;
      findings.push(
        finding(
          "fresh-same-as",
          "exercise.yaml",
          { group: group.manifest.id, other: other.manifest.id, shared, count: own.length },
          { line: findGroupLine(exercise, group.manifest.id, ["generate"]) },
        ),
      );
    }
  }
  return findings;
}
