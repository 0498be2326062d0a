// source: compile-error | An import without names, for the effects alone.
import "node:inspector";
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
