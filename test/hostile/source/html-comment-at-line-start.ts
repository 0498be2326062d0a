// source: compile-error | A comment as in HTML of 1996, which scripts have and modules do not.
<!-- export const total = () => NaN;
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
