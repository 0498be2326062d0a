// source: compile-error | A comment that swallows whatever is put behind the module.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
/* the rest of the wrapper is mine
