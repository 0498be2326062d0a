// Tolerances of stored cases. A tolerance as large as the numbers themselves would accept any
// answer. If a case has a wider tolerance than the others, the data file's `tolerance_rule` must
// say why.

import { type Bounds, selectBounds } from "../compare/tolerance.ts";
import { type Group, resolveTolerance, type StoredCase } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { isRecord, type Value } from "../isolate/codec.ts";
import { findCaseLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";

/** A smaller number may be zero with a rounding error: a residual, for example. */
const NOISE = 1e-9;

export function checkCaseTolerances(exercise: Exercise): Finding[] {
  return exercise.groups.flatMap((group) =>
    group.cases.flatMap((stored, i) => [
      ...checkZeros(exercise, group, stored, i),
      ...checkRule(exercise, group, stored, i),
    ]),
  );
}

/** Zeros instead of a field's numbers must not be accepted. */
function checkZeros(
  exercise: Exercise,
  group: Group,
  { name, expected, tolerance, ownTolerance }: StoredCase,
  index: number,
): Finding[] {
  const fields = isRecord(expected) ? Object.entries(expected) : [["", expected] as const];
  for (const [field, value] of fields) {
    const numbers = listNumbers(value).map(Math.abs);
    const largest = Math.max(0, ...numbers.filter(Number.isFinite));
    const { rtol, atol } = selectBounds(tolerance, field);
    if (largest <= NOISE || atol + rtol * largest < largest) continue;
    const line = findCaseLine(
      exercise,
      group,
      index,
      ownTolerance === undefined ? ["expected"] : ["tolerance"],
    );
    const params = {
      name,
      field: field === "" ? "-" : field,
      tolerance: (atol + rtol * largest).toPrecision(2),
      largest: largest.toPrecision(2),
    };
    return [
      bindFinding(exercise)("tolerance-hides", `data/${group.manifest.data}`, params, { line }),
    ];
  }
  return [];
}

function checkRule(
  exercise: Exercise,
  group: Group,
  { name, tolerance, ownTolerance }: StoredCase,
  index: number,
): Finding[] {
  if (ownTolerance === undefined || group.toleranceRule.trim() !== "") return [];
  const usual = resolveTolerance(undefined, group, exercise.manifest);
  const wider = (own: Bounds, other: Bounds) => own.rtol > other.rtol || own.atol > other.atol;
  const isWider =
    wider(tolerance, usual) ||
    Object.entries(tolerance.fields).some(([field, own]) => wider(own, selectBounds(usual, field)));
  if (!isWider) return [];
  return [
    bindFinding(exercise)(
      "tolerance-unexplained",
      `data/${group.manifest.data}`,
      { name },
      { line: findCaseLine(exercise, group, index, ["tolerance"]) },
    ),
  ];
}

function listNumbers(value: Value): number[] {
  if (isRecord(value)) return Object.values(value).flatMap(listNumbers);
  return (Array.isArray(value) ? value.flatMap(listNumbers) : [value]).flatMap((one) =>
    typeof one === "number" || typeof one === "bigint" ? [Number(one)] : [],
  );
}
