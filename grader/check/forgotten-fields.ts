// Only the fields of the expected object are compared. If the reference returns a field that no
// stored output has, no library confirms it: generated cases compare it with the reference alone.

import type { Group } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { listTextFields } from "../pack/figure-schema.ts";
import { isRecord, type Value } from "../isolate/codec.ts";
import type { CaseOutcome } from "../slots/parent/case-outcome.ts";
import { findCaseLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";

/** `outcomes`: the reference's, for each stored case of the group. */
export function checkForgottenFields(
  exercise: Exercise,
  stored: { group: Group; outcomes: CaseOutcome[] }[],
): Finding[] {
  const compared = new Set(
    stored.flatMap(({ group }) => group.cases.flatMap(({ expected }) => listPaths(expected))),
  );
  const drawn = listTextFields(exercise.manifest.figures);
  const findings: Finding[] = [];
  const said = new Set<string>();
  for (const { group, outcomes } of stored) {
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.kind !== "value") continue;
      for (const path of listPaths(outcome.value)) {
        if (compared.has(path) || said.has(path) || drawn.includes(path)) continue;
        const isReported = [...said].some(
          (whole) => path.startsWith(`${whole}.`) || path.startsWith(`${whole}[`),
        );
        said.add(path);
        // If a whole object is missing, its fields are not reported again.
        if (isReported) continue;
        const line = findCaseLine(exercise, group, i, ["expected"]);
        findings.push(
          bindFinding(exercise)(
            "field-forgotten",
            `data/${group.manifest.data}`,
            { field: path, name: group.cases[i]!.name },
            { line },
          ),
        );
      }
    }
  }
  return findings;
}

/** The paths of all fields, without positions in lists: "layers", "layers[].kernel". */
function listPaths(value: Value, at = ""): string[] {
  if (Array.isArray(value))
    return [...new Set(value.flatMap((item) => listPaths(item, `${at}[]`)))];
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (inner === undefined) return [];
    const path = at === "" ? key : `${at}.${key}`;
    return [path, ...listPaths(inner, path)];
  });
}
