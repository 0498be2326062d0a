// Finds the part of a value that a figure's path names.

import { isRecord, type Value } from "../isolate/codec.ts";

/** null: each element of a list. */
type Step = string | number | null;

/** "layers[0].kernel", "parameters[].count". */
function parseFigurePath(path: string): Step[] {
  return [...path.matchAll(/\[(\d*)\]|([A-Za-z_$][\w$]*)/g)].map(([, index, name]) => {
    if (name !== undefined) return name;
    return index === "" ? null : Number(index);
  });
}

/** undefined if there is no such part. "" is the value itself. */
export function selectPart(value: Value, path: string): Value {
  return walk(value, parseFigurePath(path));
}

function walk(value: Value, [step, ...rest]: Step[]): Value {
  if (step === undefined) return value;
  if (step === null)
    return Array.isArray(value) ? value.map((item) => walk(item, rest)) : undefined;
  if (typeof step === "number") return Array.isArray(value) ? walk(value[step], rest) : undefined;
  return isRecord(value) && Object.hasOwn(value, step) ? walk(value[step], rest) : undefined;
}

/** The top-level field that a path leads into; it decides the tolerance. */
export function findField(path: string): string {
  const [first] = parseFigurePath(path);
  return typeof first === "string" ? first : "";
}

/** A number that can be drawn; BigInts too. null for anything else. */
export function readNumber(value: Value): number | null {
  if (typeof value !== "number" && typeof value !== "bigint") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** The numbers of a list, or of a matrix with one column; undefined for anything else. */
export function readList(value: Value): (number | null)[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map((item) => readNumber(Array.isArray(item) && item.length === 1 ? item[0] : item));
}

/** Like `readList`, if every element is a number. */
export function readFullList(value: Value): number[] | undefined {
  const list = readList(value);
  return list === undefined || list.some((item) => item === null) ? undefined : (list as number[]);
}
