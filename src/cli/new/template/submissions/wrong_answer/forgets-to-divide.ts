// Computes the sum, and forgets to divide.
export function mean(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
