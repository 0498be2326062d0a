// Adds up, and stops there.
export function mean(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
