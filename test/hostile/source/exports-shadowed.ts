// source: compile-error | Declares a variable named exports, so that nothing is ever exported.
var exports: Record<string, unknown> = {};
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
