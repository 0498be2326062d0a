// source: compile-error | Declares names that the function around a module already has.
const module = 1;
let require = 2;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
