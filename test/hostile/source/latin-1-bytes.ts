// source: compile-error | Text in Latin-1, which is not UTF-8.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
// café üöä
