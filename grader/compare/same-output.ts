// Compares the outputs of two programs.

import type { Value } from "../isolate/codec.ts";
import { formatValue } from "../isolate/format.ts";
import { isWithinTolerance } from "./compare.ts";
import type { Tolerance } from "./tolerance.ts";

/** Longer than any output that is compared by how it is printed. */
const PRINTED_CHARACTERS = 20_000;

/**
 * Same within the case's tolerance, or printed the same way (two promises, for example). Fields
 * that `example` does not have are ignored. undefined: the program gave no output.
 */
export function isSameOutput(
  example: Value | undefined,
  actual: Value | undefined,
  tolerance: Tolerance,
): boolean {
  if (example === undefined || actual === undefined) return example === actual;
  return (
    isWithinTolerance(example, actual, tolerance) ||
    formatValue(example, PRINTED_CHARACTERS) === formatValue(actual, PRINTED_CHARACTERS)
  );
}
