// source: compile-error | Returns from the function that a module becomes, before anything is exported.
if (typeof globalThis === "object") return;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
