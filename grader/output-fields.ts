// What the manifest says about the fields of outputs: which export computes them, which of them are
// histories, and what a report calls them. Stored data keeps the names of the library that made it
// (loss_history); a student calls it losses, or predict(layers, X).

import type { Place } from "./compare/compare.ts";
import { parsePath, showPath } from "./compare/describe-value.ts";
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
  return selectByKind(from, input) ?? null;
}

/** undefined if the manifest has no name for it. */
export type NameField = (field: string) => string | undefined;

/** `input`: of the case. */
export function bindNames(fields: ExerciseManifest["fields"], input: Value): NameField {
  return (field) =>
    Object.hasOwn(fields, field) ? selectByKind(fields[field]!.name, input) : undefined;
}

function selectByKind(
  choice: string | Record<string, string> | undefined,
  input: Value,
): string | undefined {
  if (choice === undefined || typeof choice === "string") return choice;
  const kind = isRecord(input) && Object.hasOwn(input, "kind") ? input["kind"] : undefined;
  return typeof kind === "string" && Object.hasOwn(choice, kind) ? choice[kind] : undefined;
}

/** "predictions[0]" becomes "predict(layers, X)[0]". */
export function namePath(path: string, nameField: NameField): string {
  let text = "";
  for (const key of parsePath(path)) {
    const name = typeof key === "string" ? nameField(key) : undefined;
    const part = name ?? showPath([key]);
    text += text === "" || part.startsWith("[") ? part : `.${part}`;
  }
  return text;
}

/** The value with other names for its fields, for showing it. */
export function nameFields(value: Value, nameField: NameField): Value {
  if (Array.isArray(value)) return value.map((item) => nameFields(item, nameField));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      nameField(key) ?? key,
      nameFields(item, nameField),
    ]),
  );
}
