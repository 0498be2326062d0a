// The shape of what a submission returned, for a heat map of another shape.

import { measureShape } from "../compare/shape.ts";
import { showShape } from "../compare/describe-value.ts";
import type { Value } from "../isolate/codec.ts";

/** null if its rows differ in length. `index`: of a list of matrices, this one. */
export function describeShape(value: Value, index: number | undefined): string | null {
  const shape = measureShape(selectItem(value, index));
  return shape === undefined ? null : showShape(shape);
}

function selectItem(value: Value, index: number | undefined): Value {
  if (index === undefined) return value;
  return Array.isArray(value) ? value[index] : undefined;
}
