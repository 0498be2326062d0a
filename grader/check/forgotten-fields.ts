// Of an object only the fields that `expected` holds are compared. A field that the reference
// returns and no stored output holds is vouched for by no library: fresh cases compare it with the
// reference alone.

import type { Group } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { isRecord, type Value } from "../sandbox/codec.ts";
import type { CaseOutcome } from "../slots/parent/run-cases.ts";
import { findCaseLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";

/** `outcomes`: the reference's, of each stored case of each group. */
export function checkForgottenFields(
  exercise: Exercise,
  stored: { group: Group; outcomes: CaseOutcome[] }[],
): Finding[] {
  const compared = new Set(
    stored.flatMap(({ group }) => group.cases.flatMap(({ expected }) => pathsOf(expected))),
  );
  const figure = exercise.manifest.figure?.field;
  const findings: Finding[] = [];
  const said = new Set<string>();
  for (const { group, outcomes } of stored) {
    for (const [i, outcome] of outcomes.entries()) {
      if (outcome.kind !== "value") continue;
      for (const path of pathsOf(outcome.value)) {
        if (compared.has(path) || said.has(path) || path === figure) continue;
        // Of a whole that is forgotten, the parts need no word.
        said.add(path);
        if (
          [...said].some(
            (whole) =>
              path !== whole && (path.startsWith(`${whole}.`) || path.startsWith(`${whole}[`)),
          )
        )
          continue;
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

/** "layers", "layers[].kernel": every field, whatever the place in a list. */
function pathsOf(value: Value, at = ""): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => pathsOf(item, `${at}[]`)))];
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (inner === undefined) return [];
    const path = at === "" ? key : `${at}.${key}`;
    return [path, ...pathsOf(inner, path)];
  });
}
