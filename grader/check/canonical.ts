// Converts a value to text. Equal values give equal texts, regardless of the order of their keys.

import { encodeValue } from "../pack/cases.ts";
import { isRecord, type Value } from "../isolate/codec.ts";

export function writeCanonical(value: Value): string {
  return encodeValue(sortKeys(value));
}

function sortKeys(value: Value): Value {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, sortKeys(value[key])]),
  );
}
