// source: compile-error | Closes the function around the module and opens another behind it.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
}); globalThis.outside = true; (function (exports, require, module) {
