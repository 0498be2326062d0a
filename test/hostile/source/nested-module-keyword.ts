// source: compile-error | The old keyword for namespaces, with a dotted name, inside an export.
export module Outer.Inner {
  export const leaked = 1;
}
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
