// Compares numbers within a tolerance.

import type { Value } from "../isolate/codec.ts";
import { flatten } from "./shape.ts";
import type { Bounds } from "./tolerance.ts";

export interface NumberComparison {
  ok: boolean;
  /** |actual - expected|; null if one of them is not finite. */
  error: number | null;
  /**
   * `error` divided by what is allowed: 0 if equal, Infinity if no error is allowed or one side is
   * not finite.
   */
  times: number;
}

/** NaN and the infinities agree only with themselves; 0 and -0 are equal. */
export function compareNumber(
  expected: number | bigint,
  actual: number | bigint,
  bounds: Bounds,
): NumberComparison {
  if (typeof expected === "bigint" || typeof actual === "bigint") {
    const e = toBigInt(expected);
    const a = toBigInt(actual);
    if (e !== undefined && a !== undefined) return compareIntegers(e, a, bounds);
  }
  const e = Number(expected);
  const a = Number(actual);
  if (Object.is(e, a) || e === a) return { ok: true, error: 0, times: 0 };
  if (!Number.isFinite(e) || !Number.isFinite(a))
    return { ok: false, error: null, times: Infinity };
  const error = Math.abs(a - e);
  const allowed = bounds.atol + bounds.rtol * Math.abs(e);
  return { ok: error <= allowed, error, times: divideByAllowed(error, allowed) };
}

function compareIntegers(expected: bigint, actual: bigint, bounds: Bounds): NumberComparison {
  const error = Math.abs(Number(expected - actual));
  if (expected === actual) return { ok: true, error, times: 0 };
  // If the integer is too large for a number, the tolerance would be infinite and accept anything.
  const scale = Math.abs(Number(expected));
  const allowed = Number.isFinite(scale) ? bounds.atol + bounds.rtol * scale : 0;
  const times = divideByAllowed(error, allowed);
  return { ok: times <= 1, error, times };
}

function divideByAllowed(error: number, allowed: number): number {
  return allowed > 0 ? error / allowed : Infinity;
}

/** The integer that a number stands for, also beyond 2^53; undefined if it is not an integer. */
function toBigInt(value: number | bigint): bigint | undefined {
  if (typeof value === "bigint") return value;
  return Number.isInteger(value) ? BigInt(value) : undefined;
}

/**
 * Whether two values have the same numbers in reading order, however these are nested. Only for
 * values that have a shape.
 */
export function haveSameNumbers(expected: Value, actual: Value, bounds: Bounds): boolean {
  const e = flatten(expected);
  const a = flatten(actual);
  return e.length === a.length && e.every((value, i) => compareNumber(value, a[i]!, bounds).ok);
}
