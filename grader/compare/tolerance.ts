// How far a number may be off: |actual - expected| <= atol + rtol * |expected|, per top-level field
// where that is given.

export interface Bounds {
  rtol: number;
  atol: number;
}

export interface Tolerance extends Bounds {
  /** By top-level field of the expected value; overrides the bounds above. */
  fields: Record<string, Bounds>;
}

export const EXACT: Tolerance = { rtol: 0, atol: 0, fields: {} };

export function selectBounds(tolerance: Tolerance, field: string): Bounds {
  return Object.hasOwn(tolerance.fields, field) ? tolerance.fields[field]! : tolerance;
}
