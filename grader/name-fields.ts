// The names under which a report shows the fields of an output. Stored data keeps the names of the
// library that made it (loss_history); the manifest says what the student calls it (losses, or
// predict(layers, X)).

import { parsePath, showPath } from "./compare/describe-value.ts";
import { isRecord, type Value } from "./isolate/codec.ts";
import type { ExerciseManifest } from "./pack/schema.ts";

/** undefined if the manifest has no name for it. */
export type NameField = (field: string) => string | undefined;

/** `input`: of the case. If it has a field `kind`, a name may depend on it. */
export function bindNames(names: ExerciseManifest["names"], input: Value): NameField {
  const kind = isRecord(input) && Object.hasOwn(input, "kind") ? input["kind"] : undefined;
  return (field) => {
    if (names === undefined || !Object.hasOwn(names, field)) return undefined;
    const name = names[field]!;
    if (typeof name === "string") return name;
    return typeof kind === "string" && Object.hasOwn(name, kind) ? name[kind] : undefined;
  };
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
