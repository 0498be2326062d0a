// The parts of a decoded value.

import { isRecord, type Value } from "../isolate/codec.ts";

/** The elements of a list or the fields of an object; [] for any other value. */
export function listElements(value: Value): Value[] {
  if (Array.isArray(value)) return value;
  return isRecord(value) ? Object.values(value) : [];
}
