// Recognises common reasons for a wrong shape or type.

import { isRecord, Opaque, type Value } from "../isolate/codec.ts";
import { findReturnedKind, type ReturnedKind } from "../returned-kind.ts";
import { haveSameNumbers } from "./compare-numbers.ts";
import type { MismatchNote } from "./mismatch.ts";
import { isNumeric, measureShape, transpose } from "./shape.ts";
import type { Bounds } from "./tolerance.ts";

/** For two regular arrays of different shapes: null unless the numbers themselves are right. */
export function explainShape(
  expected: Value,
  actual: Value,
  expectedShape: number[],
  actualShape: number[],
  bounds: Bounds,
): MismatchNote | null {
  const [rows = 0, columns = 0] = expectedShape;
  const isTransposed =
    expectedShape.length === 2 &&
    actualShape.length === 2 &&
    rows === actualShape[1] &&
    columns === actualShape[0] &&
    rows > 0 &&
    columns > 0;
  // A row instead of a column is a transposed matrix too.
  if (isTransposed && haveSameNumbers(expected, transpose(actual), bounds)) return "transposed";
  if (!haveSameNumbers(expected, actual, bounds)) return null;
  if (actualShape.length < expectedShape.length) return "flat-for-nested";
  return actualShape.length > expectedShape.length ? "nested-for-flat" : "other-nesting";
}

/** For two values of different types. */
export function explainType(expected: Value, actual: Value, bounds: Bounds): MismatchNote | null {
  if (actual instanceof Opaque) return explainKind(findReturnedKind(actual.label));
  if (isRecord(actual)) return explainMethods(actual);
  if (isNumeric(expected)) {
    if (typeof actual === "string")
      return actual.trim() !== "" && Number(actual) === Number(expected) ? "text-for-number" : null;
    const isNested =
      Array.isArray(actual) &&
      measureShape(actual) !== undefined &&
      haveSameNumbers([expected], actual, bounds);
    return isNested ? "nested-for-flat" : null;
  }
  const isFlat =
    Array.isArray(expected) &&
    isNumeric(actual) &&
    measureShape(expected) !== undefined &&
    haveSameNumbers(expected, [actual], bounds);
  return isFlat ? "flat-for-nested" : null;
}

function explainKind(kind: ReturnedKind | undefined): MismatchNote | null {
  return kind === undefined || kind === "instance" || kind === "undefined" || kind === "unusable"
    ? null
    : kind;
}

/**
 * For an object in place of something else: only `await` or JSON may turn it into the intended
 * value.
 */
export function explainMethods(actual: { [key: string]: Value }): MismatchNote | null {
  const isMethod = (name: string) => {
    const method = Object.hasOwn(actual, name) ? actual[name] : undefined;
    return method instanceof Opaque && method.label === "function";
  };
  if (isMethod("then")) return "thenable";
  if (isMethod("toJSON")) return "to-json";
  return Object.keys(actual).length === 0 ? "no-own-fields" : null;
}
