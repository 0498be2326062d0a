// A tolerance says how far a sound solution may be off. One that is as large as the numbers
// themselves accepts any answer, and one that a case widens for itself needs a reason, which is the
// data file's `tolerance_rule`.

import { type Bounds, selectBounds } from "../compare/tolerance.ts";
import { type Group, resolveTolerance, type StoredCase } from "../pack/cases.ts";
import type { Exercise } from "../pack/exercise.ts";
import { isRecord, type Value } from "../sandbox/codec.ts";
import { findCaseLine } from "./data-lines.ts";
import { type Finding, bindFinding } from "./finding.ts";

/** A number nearer to zero may be zero with a rounding error: a residual, say. */
const NOISE = 1e-9;

export function checkCaseTolerances(exercise: Exercise): Finding[] {
  return exercise.groups.flatMap((group) =>
    group.cases.flatMap((stored, i) => [
      ...checkRoom(exercise, group, stored, i),
      ...checkReason(exercise, group, stored, i),
    ]),
  );
}

/** Zeros in place of a field's numbers must not be accepted. */
function checkRoom(
  exercise: Exercise,
  group: Group,
  { name, expected, tolerance, ownTolerance }: StoredCase,
  index: number,
): Finding[] {
  const fields = isRecord(expected) ? Object.entries(expected) : [["", expected] as const];
  for (const [field, value] of fields) {
    const numbers = numbersIn(value).map(Math.abs);
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

function checkReason(
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

function numbersIn(value: Value): number[] {
  if (isRecord(value)) return Object.values(value).flatMap(numbersIn);
  return (Array.isArray(value) ? value.flatMap(numbersIn) : [value]).flatMap((one) =>
    typeof one === "number" || typeof one === "bigint" ? [Number(one)] : [],
  );
}
