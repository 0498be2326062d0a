// Whether an export returned an array although its signature says an object, or the other way
// round. Only forms that the signature spells out are known, { left: string; count: number }[], and
// those of types whose columns the manifest names.

import { isRecord, Opaque, type Value } from "../../isolate/codec.ts";
import type { ExerciseManifest } from "../../pack/schema.ts";
import type { WrongForm } from "../../report.ts";

type Exercise = Pick<ExerciseManifest, "exports" | "fields">;

/** `fields`: of the object, or of each object of the array; empty if they are unknown. */
interface Form {
  kind: "object" | "array" | "objects" | "other";
  fields: string[];
}

/** null if the form is right, or unknown. */
export function findWrongForm(exercise: Exercise, name: string, value: Value): WrongForm | null {
  const signature = exercise.exports.find((one) => one.name === name)?.signature ?? "";
  const columns = findColumns(exercise, name);
  const forms = listAlternatives(readReturnType(signature)).map((type) => readForm(type, columns));
  const wanted = forms.find((form) => form !== undefined && form.kind !== "other");
  if (wanted === undefined || forms.includes(undefined)) return null;
  const wrong = forms.every((form) => !hasForm(value, form!.kind));
  const returned = nameForm(value);
  if (!wrong || returned === undefined) return null;
  // A single value in place of an array has a difference that says so.
  if (wanted.kind !== "object" && returned !== "array" && returned !== "object") return null;
  return { wanted: wanted.kind as WrongForm["wanted"], fields: wanted.fields, returned };
}

function hasForm(value: Value, kind: Form["kind"]): boolean {
  if (kind === "object") return isRecord(value);
  if (kind === "array") return Array.isArray(value);
  if (kind === "objects") return Array.isArray(value) && !value.some(Array.isArray);
  return !Array.isArray(value) && !isRecord(value);
}

/** undefined if something else is reported about it. */
function nameForm(value: Value): WrongForm["returned"] | undefined {
  if (value === undefined || value instanceof Opaque) return undefined;
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "bigint" ? "number" : (typeof value as WrongForm["returned"]);
}

/** The columns of a field that the export computes. */
function findColumns({ exports, fields }: Exercise, name: string): string[] {
  const isFrom = ({ from }: (typeof fields)[string]) => {
    if (from === undefined) return exports.length === 1;
    return typeof from === "string" ? from === name : Object.values(from).includes(name);
  };
  const found = Object.values(fields).find((one) => isFrom(one) && (one.row ?? one.rows));
  return found?.row ?? found?.rows ?? [];
}

/** "Merge | null" of "(texts: string[][]) => Merge | null"; "" if it cannot be read. */
function readReturnType(signature: string): string {
  const parts = splitAt(signature.trim(), "=>");
  return parts.length === 2 ? parts[1]!.trim() : "";
}

function listAlternatives(type: string): string[] {
  return splitAt(type, "|").map((one) => one.trim());
}

/** undefined if the type says nothing about it, such as the name of a type. */
function readForm(type: string, columns: string[]): Form | undefined {
  if (type.endsWith("[]")) {
    const inner = readForm(type.slice(0, -2), columns);
    return inner?.kind === "object"
      ? { kind: "objects", fields: inner.fields }
      : { kind: "array", fields: [] };
  }
  if (type.startsWith("{") && type.endsWith("}"))
    return { kind: "object", fields: readFields(type) };
  if (/^(?:number|string|boolean|null|undefined|bigint)$/.test(type) || /^["\d]/.test(type))
    return { kind: "other", fields: [] };
  return /^[A-Z]\w*$/.test(type) && columns.length > 0
    ? { kind: "object", fields: columns }
    : undefined;
}

/** Required ones only. */
function readFields(type: string): string[] {
  return splitAt(type.slice(1, -1), ";").flatMap((part) => {
    const [, name] = /^\s*([A-Za-z_$][\w$]*)\s*:/.exec(part) ?? [];
    return name === undefined ? [] : [name];
  });
}

/** Splits at a mark that is outside all brackets and quotes. */
function splitAt(text: string, mark: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of text.matchAll(/"[^"]*"|=>|[^]/g)) {
    if (/^[([{<]$/.test(token)) depth += 1;
    if (/^[)\]}>]$/.test(token)) depth -= 1;
    if (depth === 0 && token === mark) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts;
}
