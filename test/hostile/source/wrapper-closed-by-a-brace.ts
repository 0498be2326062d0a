// source: compile-error | Closes the block that the module is in and opens one that its end will close.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
} throw new Error("escaped: outside of the wrapper"); {
