// Values, types, shapes and paths as short text for a mismatch.

import { Opaque, type Value } from "../isolate/codec.ts";
import { formatValue } from "../isolate/format.ts";

/** From the output to a part of it: field names and indices. */
export type Path = (string | number)[];

const SHOWN_CHARACTERS = 200;

/**
 * number, string, array, object, boolean, null, undefined, or the label of a value that is not
 * data. These are codes; the wording is added when they are shown.
 */
export function nameType(value: Value): string {
  if (value === null) return "null";
  if (value instanceof Opaque) return value.label;
  if (Array.isArray(value)) return "array";
  return typeof value === "bigint" ? "number" : typeof value;
}

export function showValue(value: Value): string {
  return value === undefined ? "" : formatValue(value, SHOWN_CHARACTERS);
}

/** "2 x 3"; "1" for a number. */
export function showShape(shape: number[]): string {
  return shape.length === 0 ? "1" : shape.join(" x ");
}

/** "layers[0].kernel[2][1]". */
export function showPath(path: Path): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (/^[A-Za-z_$][\w$]*$/.test(part)) text += text === "" ? part : `.${part}`;
    else text += `[${JSON.stringify(part)}]`;
  }
  return text;
}

/** The path that `showPath` wrote as `text`. */
export function parsePath(text: string): Path {
  const parts = text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([A-Za-z_$][\w$]*)/g);
  return [...parts].map(([, index, quoted, name]) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name! : (JSON.parse(quoted) as string);
  });
}
