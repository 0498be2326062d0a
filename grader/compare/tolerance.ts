// The allowed error of a number: |actual - expected| <= atol + rtol * |expected|.

export interface Bounds {
  rtol: number;
  atol: number;
}

export interface Tolerance extends Bounds {
  /** Bounds for single top-level fields of the expected value, instead of those above. */
  fields: Record<string, Bounds>;
}

export const EXACT: Tolerance = { rtol: 0, atol: 0, fields: {} };

/** `field`: a top-level field of the expected value; "" if it is not an object. */
export function selectBounds(tolerance: Tolerance, field: string): Bounds {
  return Object.hasOwn(tolerance.fields, field) ? tolerance.fields[field]! : tolerance;
}
