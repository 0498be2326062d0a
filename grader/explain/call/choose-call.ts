// Finds the call that produced a wrong part of a driver's output. The driver has put the output
// together from what several calls returned, so the part is searched for in the results. If it is
// found in several places, or changed by the driver, the call is unknown.

import { encodeValue } from "../../pack/cases.ts";
import { isRecord, type Value } from "../../isolate/codec.ts";
import type { Path } from "../../compare/describe-value.ts";
import type { RecordedCall } from "../../slots/parent/case-outcome.ts";

/** How deep the parts of a result are searched. */
const MAX_LEVELS = 3;

/** `path`: of the first mismatch in `output`. Returns an index of `calls`. */
export function chooseCall(calls: RecordedCall[], output: Value, path: Path): number | undefined {
  if (calls.length === 1) return 0;
  const results = calls.map(({ result }) =>
    result === undefined ? "" : encodeValue(result.value),
  );
  let value = output;
  for (const key of path) {
    const inList = findInList(calls, results, value, key);
    if (inList !== undefined) return inList;
    value = selectPart(value, key);
    if (value === undefined) return undefined;
    const text = encodeValue(value);
    const whole = results.flatMap((result, i) => (result === text ? [i] : []));
    if (whole.length > 0) return whole.length === 1 ? whole[0] : undefined;
    const found = calls.flatMap(({ result }, i) =>
      result !== undefined && hasPart(result.value, text, key, MAX_LEVELS) ? [i] : [],
    );
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** A list with one element for each of several calls in a row: the call of element `key`. */
function findInList(
  calls: RecordedCall[],
  results: string[],
  list: Value,
  key: string | number,
): number | undefined {
  if (!Array.isArray(list) || typeof key !== "number" || list.length < 2) return undefined;
  const texts = list.map(encodeValue);
  for (let first = 0; first + texts.length <= calls.length; first++)
    if (
      texts.every(
        (text, i) => results[first + i] === text && calls[first + i]!.name === calls[first]!.name,
      )
    )
      return first + key;
  return undefined;
}

/** Numbers and texts are often equal by chance, so they count only under the same name. */
function hasPart(value: Value, text: string, name: string | number, levels: number): boolean {
  if (levels === 0) return false;
  const parts: [string | number, Value][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(isRecord(value) ? value : {});
  return parts.some(([key, part]) => {
    const isTelling = typeof part === "object" && part !== null;
    if ((isTelling || isSameName(key, name)) && encodeValue(part) === text) return true;
    return isTelling && hasPart(part, text, name, levels - 1);
  });
}

/** finalLoss and final_loss are the same name. */
function isSameName(a: string | number, b: string | number): boolean {
  if (typeof a === "number" || typeof b === "number") return a === b;
  return bare(a) === bare(b);
}

function bare(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

function selectPart(value: Value, key: string | number): Value {
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
