// What the manifest says about the fields of outputs: which export computes them, which of them are
// histories, and what a report calls them. Stored data keeps the names of the library that made it
// (loss_history); a student calls it losses, or predict(layers, X).

import type { Place } from "./compare/compare.ts";
import { parsePath, showPath } from "./compare/describe-value.ts";
import type { Mismatch } from "./compare/mismatch.ts";
import { isRecord, type Value } from "./isolate/codec.ts";
import { encodeValue } from "./pack/cases.ts";
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

/**
 * "predictions[0]" becomes "predict(layers, X)[0]". In a name, [] stands for the index that follows:
 * if w is called "descend(X, y)[].w", "w[1]" becomes "descend(X, y)[1].w".
 */
export function namePath(path: string, nameField: NameField): string {
  let text = "";
  for (const key of parsePath(path)) {
    if (typeof key === "number" && text.includes("[]")) {
      text = text.replace("[]", `[${key}]`);
      continue;
    }
    const name = typeof key === "string" ? nameField(key) : undefined;
    const part = name ?? showPath([key]);
    text += text === "" || part.startsWith("[") ? part : `.${part}`;
  }
  return text;
}

/**
 * If the fields of one list have different lengths, each of them differs; the list is what has the
 * wrong length.
 */
export function nameMismatch(mismatch: Mismatch, nameField: NameField): Mismatch {
  const name = namePath(mismatch.path, nameField);
  const [list, rest] = name.split("[]");
  if (mismatch.kind !== "shape" || rest === undefined) return { ...mismatch, name };
  const [expected, actual] = [mismatch.expected, mismatch.actual].map(readLength);
  if (expected === undefined || actual === undefined || expected === actual)
    return { ...mismatch, name };
  return { ...mismatch, kind: "value", name: `${list!}.length`, expected, actual, note: null };
}

/** Of a shape, "3 x 1"; undefined if it is none. */
function readLength(shape: string): string | undefined {
  return /^\d+(?= x |$)/.exec(shape)?.[0];
}

/** The value with other names for its fields, for showing it. */
export function nameFields(value: Value, nameField: NameField): Value {
  if (Array.isArray(value)) return value.map((item) => nameFields(item, nameField));
  return isRecord(value) ? Object.fromEntries(listNamed(value, nameField)) : value;
}

/**
 * The fields of an object with their names. Fields of one list, descend(X, y)[].w and
 * descend(X, y)[].b, become a list of objects. If a driver returns one value twice, it is listed once.
 */
export function listNamed(
  value: { [key: string]: Value },
  nameField: NameField,
): [name: string, value: Value][] {
  const fields = Object.entries(value).map(([key, item]): [string, Value] => [
    nameField(key) ?? key,
    nameFields(item, nameField),
  ]);
  const named: [string, Value][] = [];
  for (const [name, item] of joinLists(fields)) {
    const same = named.filter(([other]) => other === name || other.startsWith(`${name} (`));
    if (same.some(([, other]) => encodeValue(other) === encodeValue(item))) continue;
    named.push([same.length === 0 ? name : `${name} (${same.length + 1})`, item]);
  }
  return named;
}

const FIELD_OF_LIST = /^([^[\]]*)\[\]\.([A-Za-z_$][\w$]*)$/;

/** Lists of different lengths are not joined. */
function joinLists(fields: [string, Value][]): [string, Value][] {
  type Objects = { [key: string]: Value }[];
  const joined = new Map<string, Objects>();
  return fields.flatMap(([name, item]): [string, Value][] => {
    const [, list, field] = FIELD_OF_LIST.exec(name) ?? [];
    if (list === undefined || field === undefined || !Array.isArray(item)) return [[name, item]];
    const before = joined.get(list);
    if (before !== undefined && before.length !== item.length) return [[name, item]];
    const objects: Objects = before ?? item.map(() => ({}));
    for (const [i, part] of item.entries()) objects[i]![field] = part;
    joined.set(list, objects);
    return before === undefined ? [[list, objects]] : [];
  });
}
