// What the manifest says about the top-level fields of outputs: which export computes them, and
// which of them are histories.

import type { Place } from "./compare/compare.ts";
import { isRecord, type Value } from "./isolate/codec.ts";
import type { ExerciseManifest } from "./pack/schema.ts";

/**
 * The fields of `expected` in the order of computation: all histories step by step, then the rest.
 * Fields that the manifest does not name come last, as in `expected`.
 */
export function orderPlaces(
  fields: ExerciseManifest["fields"],
  expected: { [key: string]: Value },
  actual: { [key: string]: Value },
): Place[] {
  const named = Object.keys(fields).filter((field) => Object.hasOwn(expected, field));
  const others = Object.keys(expected).filter((field) => !Object.hasOwn(fields, field));
  const histories = named.filter(
    (field) => fields[field]!.history && hasSteps(expected[field], actual, field),
  );
  const steps = histories.map((field) => (expected[field] as Value[]).length);
  const places: Place[] = [];
  for (let step = 0; step < Math.max(0, ...steps); step++)
    for (const [i, field] of histories.entries())
      if (step < steps[i]!) places.push({ field, step });
  const rest = [...named.filter((field) => !histories.includes(field)), ...others];
  return [...places, ...rest.map((field) => ({ field, step: undefined }))];
}

/** Only lists of the same length have the same steps. */
function hasSteps(expected: Value, actual: { [key: string]: Value }, field: string): boolean {
  const own = Object.hasOwn(actual, field) ? actual[field] : undefined;
  return Array.isArray(expected) && Array.isArray(own) && own.length === expected.length;
}

/**
 * The export that computes a field in a case with this input. null if the manifest does not say,
 * and there are several.
 */
export function findExportOf(
  { exports, fields }: Pick<ExerciseManifest, "exports" | "fields">,
  input: Value,
  field: string,
): string | null {
  if (exports.length === 1) return exports[0]!.name;
  const from = Object.hasOwn(fields, field) ? fields[field]!.from : undefined;
  if (from === undefined || typeof from === "string") return from ?? null;
  const kind = isRecord(input) ? input["kind"] : undefined;
  return typeof kind === "string" && Object.hasOwn(from, kind) ? from[kind]! : null;
}
