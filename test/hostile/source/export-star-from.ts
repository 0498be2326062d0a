// source: compile-error | Exports everything that a module of the host exports.
export * from "node:fs";
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
